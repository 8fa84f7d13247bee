//! Normalised convolution: filters that never read an invalid cell.

use super::{Kernel, KernelError, separable};
use crate::{Mask, Pixel, Raster};
use rayon::prelude::*;

/// Like [`separable`], from the valid cells alone: the weighted sum divided by the weight of the valid
/// cells. The returned mask says where any valid cell lay under the kernel.
///
/// # Errors
/// [`KernelError::Negative`] when a tap is below zero: weights that cancel cannot be normalised.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn separable_masked<P: Pixel>(
    source: &Raster<P>,
    valid: &Mask,
    along_x: &Kernel,
    along_y: &Kernel,
) -> Result<(Raster<P>, Mask), KernelError> {
    along_x.check_not_negative()?;
    along_y.check_not_negative()?;
    let values = |channels: &Raster<P>| separable(channels, along_x, along_y);
    let weights = |weights: &Raster<f32>| separable(weights, along_x, along_y);
    Ok(normalised(source, valid, ANY_WEIGHT, values, weights))
}

/// Any valid cell under the kernel will do: filters with weights that are not negative sum to exactly zero
/// where there is none, and elsewhere the quotient lies between the least and the greatest valid value,
/// however small the weight.
pub(super) const ANY_WEIGHT: f32 = f32::MIN_POSITIVE;

/// The smoothed valid cells over the smoothed mask, by a filter whose weights are not negative; valid
/// where the smoothed mask is at least `min_weight`.
pub(crate) fn normalised<P: Pixel>(
    source: &Raster<P>,
    valid: &Mask,
    min_weight: f32,
    filter_values: impl Fn(&Raster<P>) -> Raster<P>,
    filter_weights: impl Fn(&Raster<f32>) -> Raster<f32>,
) -> (Raster<P>, Mask) {
    valid.assert_shape_of(source);
    let weight = filter_weights(&valid.raster().map(|&v| f32::from(u8::from(v))));
    let mut sum = filter_values(&zero_where_invalid(source, valid));
    sum.data_mut()
        .par_iter_mut()
        .zip(weight.data())
        .for_each(|(cell, &weight)| {
            *cell = if weight >= min_weight {
                P::ZERO.add_scaled(*cell, 1.0 / weight)
            } else {
                P::NAN
            };
        });
    (sum, weight.map(|&w| w >= min_weight).into())
}

fn zero_where_invalid<P: Pixel>(source: &Raster<P>, valid: &Mask) -> Raster<P> {
    let mut out = Raster::filled(source.width(), source.height(), P::ZERO);
    let cells = source.data().par_iter().zip(valid.raster().data());
    out.data_mut()
        .par_iter_mut()
        .zip(cells)
        .for_each(|(to, (from, &valid))| {
            if valid {
                *to = *from;
            }
        });
    out
}
