//! Normalised convolution by any filter: the smoothed valid cells over the smoothed mask.

use crate::{Mask, Pixel, Raster};
use rayon::prelude::*;

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
        .for_each(|(cell, &weight)| *cell = quotient(*cell, weight, min_weight).0);
    (sum, weight.map(|&w| w >= min_weight).into())
}

/// A weighted sum over the weight, and whether that is enough.
#[inline(always)]
pub(super) fn quotient<P: Pixel>(sum: P, weight: f32, min_weight: f32) -> (P, bool) {
    if weight >= min_weight {
        (P::ZERO.add_scaled(sum, 1.0 / weight), true)
    } else {
        (P::NAN, false)
    }
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
