//! The server as browsers and programs see it: real sockets, real databases, a real browser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "tests"
)]

mod access;
mod camera;
mod capture;
mod care;
mod cohort;
mod course;
mod guard;
mod helps;
mod kiosk;
mod lights;
mod lights_measured;
mod lights_seen;
mod looking;
mod office;
mod outlook;
mod paper;
mod people;
mod photos;
mod plan;
mod portal;
mod practice;
mod ratings;
mod repeats;
mod scans;
mod scans_seen;
mod seen;
mod sign_in;
