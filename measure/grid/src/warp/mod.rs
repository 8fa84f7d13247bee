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
    warp_onto(source, Target::whole(width, height), interpolation, mapping)
}

/// The source seen through `mapping` on the cells of `wanted`, which also gives the result its shape. The other cells
/// cost nothing; they have no value.
pub fn warp_within<P: Pixel>(
    source: &Raster<P>,
    wanted: &Mask,
    interpolation: Interpolation,
    mapping: &impl Mapping,
) -> (Raster<P>, Mask) {
    warp_onto(source, Target::within(wanted), interpolation, mapping)
}

fn warp_onto<P: Pixel>(
    source: &Raster<P>,
    target: Target<'_>,
    interpolation: Interpolation,
    mapping: &impl Mapping,
) -> (Raster<P>, Mask) {
    match interpolation {
        Interpolation::Nearest => by_rows(target, mapping, |p| Nearest::sample(source, p)),
        Interpolation::Bilinear => by_rows(target, mapping, |p| Bilinear::sample(source, p)),
        Interpolation::Cubic => by_rows(target, mapping, |p| Cubic::sample(source, p)),
        Interpolation::Lanczos3 => by_rows(target, mapping, |p| Lanczos3::sample(source, p)),
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
    let target = Target::whole(width, height);
    match interpolation {
        Interpolation::Nearest => by_rows(target, mapping, |p| Nearest::sample_masked(source, valid, p)),
        Interpolation::Bilinear => by_rows(target, mapping, |p| Bilinear::sample_masked(source, valid, p)),
        Interpolation::Cubic => by_rows(target, mapping, |p| Cubic::sample_masked(source, valid, p)),
        Interpolation::Lanczos3 => by_rows(target, mapping, |p| Lanczos3::sample_masked(source, valid, p)),
    }
}

/// The shape of a result, and which of its cells are wanted; all without a mask.
#[derive(Clone, Copy)]
struct Target<'a> {
    width: usize,
    height: usize,
    wanted: Option<&'a Mask>,
}

impl<'a> Target<'a> {
    fn whole(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            wanted: None,
        }
    }

    fn within(wanted: &'a Mask) -> Self {
        Self {
            width: wanted.width(),
            height: wanted.height(),
            wanted: Some(wanted),
        }
    }
}

fn by_rows<P: Pixel>(
    target: Target<'_>,
    mapping: &impl Mapping,
    value: impl Fn(Point) -> Option<P> + Sync,
) -> (Raster<P>, Mask) {
    let mut out = Raster::filled(target.width, target.height, P::ZERO);
    let mut valid = Raster::filled(target.width, target.height, false);
    if out.is_empty() {
        return (out, valid.into());
    }
    let rows = out
        .data_mut()
        .par_chunks_mut(target.width)
        .zip(valid.data_mut().par_chunks_mut(target.width));
    rows.enumerate().for_each_init(
        || vec![Point::default(); target.width],
        |positions, (y, (row, valid))| {
            let wanted = target.wanted.map(|mask| mask.raster().row(y));
            if wanted.is_some_and(|wanted| !wanted.contains(&true)) {
                row.fill(P::NAN);
                return;
            }
            mapping.fill_row(y, positions);
            for (x, (to, valid)) in row.iter_mut().zip(valid).enumerate() {
                let asked = wanted.is_none_or(|wanted| wanted[x]);
                let found = asked.then(|| value(positions[x])).flatten();
                *valid = found.is_some();
                *to = found.unwrap_or(P::NAN);
            }
        },
    );
    (out, valid.into())
}

#[cfg(test)]
mod tests;
