//! Scale: areal filters of ISO 16610. Each gives the waviness; what is left when that is taken off is what an L-filter keeps.

mod gaussian;
mod long;
pub mod morphological;
mod regression;
mod robust_gaussian;
mod short;
mod spline;
mod transform;

pub use gaussian::gaussian;
pub use robust_gaussian::{RegressionOrder, robust_gaussian};
pub use spline::spline;
