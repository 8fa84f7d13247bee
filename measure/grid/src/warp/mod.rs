//! Resampling through a mapping: every output cell asks where in the source its value lies.
//!
//! The output is valid where the source has a value (see [`sample`](crate::sample)): inside its outermost
//! cell centres and, with a mask, where every cell that carries weight is valid. Elsewhere the result is
//! not a number. Nothing is smoothed beforehand: when the mapping shrinks the picture, smooth or
//! [halve](crate::pyramid) it first.

mod displacement;
mod homography;
mod mapping;

pub use displacement::{Displacement, Spline};
pub use homography::Homography;
pub use mapping::{Mapping, Then, then};

use crate::{
    Mask, Pixel, Point, Raster,
    sample::{Bilinear, Cubic, Interpolation, Kernel, Lanczos3, Nearest},
};
use rayon::prelude::*;

/// The source seen through `mapping`, on `width × height` cells, with the mask of cells that have a value.
///
/// ```
/// use relief_grid::{Point, raster, sample::Interpolation, warp::warp};
/// let source = raster!{1., 2., 3.};
/// let half_right = |p: Point| Point::new(p.x + 0.5, p.y);
/// let (moved, valid) = warp(&source, 3, 1, Interpolation::Bilinear, &half_right);
/// assert_eq!(moved.data()[..2], [1.5, 2.5]);
/// assert!(!valid.get(2, 0));
/// ```
pub fn warp<P: Pixel>(
    source: &Raster<P>,
    width: usize,
    height: usize,
    interpolation: Interpolation,
    mapping: &impl Mapping,
) -> (Raster<P>, Mask) {
    match interpolation {
        Interpolation::Nearest => by_rows(width, height, mapping, |p| Nearest::sample(source, p)),
        Interpolation::Bilinear => by_rows(width, height, mapping, |p| Bilinear::sample(source, p)),
        Interpolation::Cubic => by_rows(width, height, mapping, |p| Cubic::sample(source, p)),
        Interpolation::Lanczos3 => by_rows(width, height, mapping, |p| Lanczos3::sample(source, p)),
    }
}

/// The valid part of the source seen through `mapping`. Invalid cells are never read.
///
/// # Panics
/// When the mask has another shape than the source.
pub fn warp_masked<P: Pixel>(
    source: &Raster<P>,
    valid: &Mask,
    width: usize,
    height: usize,
    interpolation: Interpolation,
    mapping: &impl Mapping,
) -> (Raster<P>, Mask) {
    valid.assert_shape_of(source);
    match interpolation {
        Interpolation::Nearest => by_rows(width, height, mapping, |p| {
            Nearest::sample_masked(source, valid, p)
        }),
        Interpolation::Bilinear => by_rows(width, height, mapping, |p| {
            Bilinear::sample_masked(source, valid, p)
        }),
        Interpolation::Cubic => by_rows(width, height, mapping, |p| Cubic::sample_masked(source, valid, p)),
        Interpolation::Lanczos3 => by_rows(width, height, mapping, |p| {
            Lanczos3::sample_masked(source, valid, p)
        }),
    }
}

fn by_rows<P: Pixel>(
    width: usize,
    height: usize,
    mapping: &impl Mapping,
    value: impl Fn(Point) -> Option<P> + Sync,
) -> (Raster<P>, Mask) {
    let mut out = Raster::filled(width, height, P::ZERO);
    let mut valid = Raster::filled(width, height, false);
    if out.is_empty() {
        return (out, valid.into());
    }
    let rows = out
        .data_mut()
        .par_chunks_mut(width)
        .zip(valid.data_mut().par_chunks_mut(width));
    rows.enumerate().for_each_init(
        || vec![Point::default(); width],
        |positions, (y, (row, valid))| {
            mapping.fill_row(y, positions);
            for ((to, valid), &at) in row.iter_mut().zip(valid).zip(positions.iter()) {
                let found = value(at);
                *valid = found.is_some();
                *to = found.unwrap_or(P::NAN);
            }
        },
    );
    (out, valid.into())
}

#[cfg(test)]
mod tests;
