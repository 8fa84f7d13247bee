//! The questions that a cohort answers, each with intervals, counts and what is not known.

mod change;
mod dropout;
mod number_needed;
mod patients;
mod reasons;
mod side_effects;

pub use change::{At, ChangeAnswer, Scale, SessionAnswer, Verdicts, by_session, change};
pub use dropout::DroppedOut;
pub use number_needed::{CHANCE_PER_PLACE, Needed, NumberNeeded, number_needed};
pub(crate) use patients::{Result, results};
pub use side_effects::{Duration, SessionShare, SideEffects, SignAnswer, side_effects};
