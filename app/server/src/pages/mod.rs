//! The pages, one module for each subject.

pub mod accounts;
pub mod audit;
pub mod calendar;
pub mod candidacy;
pub mod capture;
pub mod clinic;
pub mod compare;
pub mod consent;
pub mod context;
pub mod diary;
pub mod feed;
pub mod grading;
pub mod invitation;
pub mod leaving;
pub mod mistakes;
pub mod outcome;
pub mod overview;
pub mod patients;
pub mod photos;
pub mod plan;
pub mod ratings;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod start;
pub mod today;
