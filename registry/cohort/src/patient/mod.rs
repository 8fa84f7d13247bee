//! One patient in the cohort: where the result lies, whether to go on, and what to expect at the start.

mod advice;
mod expected;
mod standing;

pub use advice::{Advice, CourseStep, FEW, GoingOn, Reason, advise};
pub use expected::{Expected, ExpectedFrom, Prior, SESSIONS, expected};
pub use standing::{Standing, standing};
