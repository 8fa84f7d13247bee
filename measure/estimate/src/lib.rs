//! Estimates with intervals, repeatability, MDC95 and verdicts. It knows no images.

mod bootstrap;
mod change;
mod estimate;

pub use bootstrap::bootstrap;
pub use change::{Change, Direction, Verdict};
pub use estimate::{Estimate, Z_97_5};
