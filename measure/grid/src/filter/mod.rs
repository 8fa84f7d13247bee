//! Filters: each takes a raster (and a mask of valid cells) and returns a new one of the same shape.
//!
//! All of them mirror the raster at its edges (`d c b a | a b c d | d c b a`) unless they say otherwise,
//! work on one channel or on several at once ([`Pixel`](crate::Pixel)), and give the same bits on any
//! number of threads because each output row is computed by itself.

mod band_pass;
mod box_mean;
mod gaussian;
mod gradient;
mod kernel;
mod large;
mod masked;
mod median;
mod normalise;
mod separable;

pub use band_pass::{band_pass, band_pass_masked};
pub use box_mean::{box_mean, box_mean_masked};
pub use gaussian::{gaussian, gaussian_masked};
pub use gradient::{central_difference, central_difference_masked, scharr};
pub use kernel::{Kernel, KernelError};

pub use masked::separable_masked;
pub use median::{median, median_masked};
pub(crate) use normalise::normalised;
pub use separable::separable;

#[cfg(test)]
mod tests;
