//! Scale: the areal Gaussian filter of ISO 16610-61.

mod gaussian;
mod short;
mod transform;

pub use gaussian::gaussian;
