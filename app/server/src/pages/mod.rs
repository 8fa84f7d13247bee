//! The pages, one module for each subject.

pub mod calendar;
pub mod candidacy;
pub mod compare;
pub mod consent;
pub mod outcome;
pub mod overview;
pub mod patients;
pub mod photos;
pub mod plan;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod start;
pub mod today;
