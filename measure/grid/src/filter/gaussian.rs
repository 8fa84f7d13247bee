//! Gaussian smoothing, with and without a mask.

use super::{
    Kernel,
    large::{WIDE_SIGMA_PX, wide_gaussian},
    masked::not_negative,
    normalise::{ANY_WEIGHT, normalised},
    separable,
};
use crate::{Mask, Pixel, Raster};

/// Smooth with a Gaussian of standard deviation `sigma_px`; the border is mirrored.
///
/// Each channel is smoothed by itself. A sine of `f` cycles per pixel keeps exp(−2π²σ²f²) of its
/// amplitude. The kernel is cut at 4 σ; from σ = 8 on it is computed on a thinned-out raster, at a cost that
/// does not grow with σ. Either way the result is within 2e-4 of the raster's range of the exact Gaussian.
/// `sigma_px` that is not a positive number changes nothing.
/// A cell that is not a number spoils its surroundings: use [`gaussian_masked`] when cells may be
/// invalid.
///
/// ```
/// use relief_grid::{Raster, filter};
/// let flat = Raster::filled(40, 30, 0.25f32);
/// assert!((filter::gaussian(&flat, 2.0)[(0, 29)] - 0.25).abs() < 1e-6);
/// ```
pub fn gaussian<P: Pixel>(source: &Raster<P>, sigma_px: f64) -> Raster<P> {
    if sigma_px >= WIDE_SIGMA_PX {
        return wide_gaussian(source, sigma_px);
    }
    let kernel = Kernel::gaussian(sigma_px);
    separable(source, &kernel, &kernel)
}

/// Smooth the valid cells with a Gaussian of `sigma_px` and leave the others out of every mean.
///
/// This is normalised convolution: the Gaussian mean of the valid cells divided by the Gaussian mean of
/// the mask (Knutsson & Westin 1993, doi:10.1109/CVPR.1993.341081). An invalid cell is never read and
/// gets a value if valid cells lie within the kernel's reach (4 σ along each axis); the returned mask
/// says where that is so, and elsewhere the result is not a number. Combine it with `valid` to keep
/// holes open.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn gaussian_masked<P: Pixel>(source: &Raster<P>, valid: &Mask, sigma_px: f64) -> (Raster<P>, Mask) {
    if sigma_px >= WIDE_SIGMA_PX {
        let wide = |weights: &Raster<f32>| wide_gaussian(weights, sigma_px);
        return normalised(
            source,
            valid,
            ANY_WEIGHT,
            |values| wide_gaussian(values, sigma_px),
            wide,
        );
    }
    let kernel = Kernel::gaussian(sigma_px);
    not_negative(source, valid, &kernel, &kernel)
}
