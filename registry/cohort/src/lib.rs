//! What a practice's own patients say: pure functions over de-identified rows.
//!
//! The way of a number: [`Rows`] come in as a practice has them, are checked and turned into [`Columns`]; a [`Cohort`] is the rows that a
//! [`Filter`] leaves; each question is one function of a cohort. Every answer has its interval, its counts, and parts that say
//! why they are not known ([`NotKnown`]). A change is afterwards minus before, so that for scars below zero is better.

mod answer;
mod cohort;
mod distribution;
mod error;
mod location;
mod model;
mod patient;
mod rows;
pub mod sentence;
mod share;
pub mod texts;
mod two_groups;

pub use answer::{
    At, CHANCE_PER_PLACE, CONFOUNDERS, ChangeAnswer, DoseResponse, DroppedOut, Duration, LEAST_OVERLAP,
    MissingVisits, Needed, NumberNeeded, Scale, ScarAnswer, ScarTypeAnswer, SessionAnswer, SessionMeans,
    SessionShare, SettingDifference, SideEffects, SignAnswer, Slope, Verdicts, by_session, change,
    dose_response, missing_visits, number_needed, scars, setting_difference, side_effects,
};
pub use cohort::{Cohort, Filter};
pub use error::{Known, NotKnown, RowError, SMALLEST_CELL};
pub use location::Location;
pub use model::{Coefficient, Effect, MixedAnswer, NEEDLE_STEP_MM, Term, mixed};
pub use patient::{
    Advice, CourseStep, Expected, ExpectedFrom, FEW, GoingOn, Prior, Reason, SESSIONS, Standing, advise,
    expected, standing,
};
pub use rows::{
    Columns, Compared, Comparison, Covariates, DiaryRow, Phototype, Pseudonym, Rows, ScarRow, SessionRow,
    SideEffect,
};
pub use share::Share;
