//! The mixed model: each patient has a level of their own, about which the places and sessions of that patient scatter.

mod design;
mod fit;
mod random_intercept;
mod rows;
mod term;

pub(crate) use design::Design;
pub(crate) use fit::Fit;
pub use fit::{Coefficient, MixedAnswer, mixed};
pub(crate) use random_intercept::{Moments, RandomIntercept};
pub use rows::{ModelRow, ModelRows};
pub use term::{Effect, NEEDLE_STEP_MM, Term};
