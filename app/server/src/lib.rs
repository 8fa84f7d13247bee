//! The practice's pages.
//!
//! A request goes through [`routes`], where every route says who may come to it; `guard` finds out who that is and
//! reads the patient's [`chart`]; a page module turns the chart into a template, or a form into records. Rules live in
//! `relief-course`, records in `relief-store`; here is neither SQL nor a rule.

mod account;
mod agenda;
mod app;
mod assets;
mod capture;
mod chart;
mod clock;
mod cohort;
mod failure;
mod form;
mod guard;
mod language;
mod link;
mod measured;
mod measuring;
mod pages;
mod paper;
mod percent_axis;
mod photo_view;
mod picture;
pub mod practice;
mod qr;
mod repeatability;
pub mod routes;
mod scan_file;
mod serve;
mod session_axis;
mod session_chart;
mod shell;
mod subject;
mod sweeping;
mod visit_code;
mod why;
mod words;

pub(crate) use language::{say, say_html, say_many, say_with};

pub use account::{hash as hash_password, new as new_account};
pub use app::{App, Setup};
pub use guard::Access;
pub use measured::measured_change;
pub use measuring::{CompareRequest, CompareScans, MeasureScan, measure_waiting};
pub use routes::{ROUTES, Route, router};
pub use serve::serve;
