//! One patient in the cohort: where the result lies, whether to go on, and what to expect at the start.

mod advice;
mod course;
mod expected;
mod standing;

pub use advice::{Advice, FEW, GoingOn, Reason, Since, advise};
pub use course::{CourseStep, PlaceChange};
pub use expected::{Expected, ExpectedFrom, Prior, SESSIONS, expected};
pub use standing::{Standing, standing};
