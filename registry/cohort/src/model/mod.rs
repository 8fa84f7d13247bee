//! The mixed model: each patient has a level of their own, about which the places and sessions of that patient scatter.

mod codes;
mod design;
mod fit;
mod kept;
mod models;
mod moments;
mod random_intercept;
mod rows;
mod term;

pub use fit::{Coefficient, MixedAnswer, mixed};
pub(crate) use fit::{Fit, fits};
pub(crate) use kept::Kept;
pub use models::Models;
pub(crate) use models::{BESIDE_INTERVAL, BESIDE_NEEDLE};
pub(crate) use moments::Moments;
pub(crate) use random_intercept::RandomIntercept;
pub use rows::{ModelRow, ModelRows};
pub use term::{Effect, NEEDLE_STEP_MM, Term};
