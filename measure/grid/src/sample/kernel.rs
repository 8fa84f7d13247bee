//! The interpolation kernels as types, so that a loop over many positions chooses once.

use super::weights::{cubic_weights, lanczos3_weights, linear_weights};
use crate::{Mask, Pixel, Point, Raster, border::reflect};

/// A way to find the value at a position.
pub(crate) trait Kernel {
    /// The value at a position, `None` outside.
    fn sample<P: Pixel>(raster: &Raster<P>, at: Point) -> Option<P>;

    /// The value at a position, `None` outside and where a cell with weight is invalid.
    fn sample_masked<P: Pixel>(raster: &Raster<P>, valid: &Mask, at: Point) -> Option<P>;
}

pub(crate) struct Nearest;
pub(crate) struct Bilinear;
pub(crate) struct Cubic;
pub(crate) struct Lanczos3;

impl Kernel for Nearest {
    #[inline(always)]
    fn sample<P: Pixel>(raster: &Raster<P>, at: Point) -> Option<P> {
        inside(raster, at).then(|| raster[nearest_cell(at)])
    }

    #[inline(always)]
    fn sample_masked<P: Pixel>(raster: &Raster<P>, valid: &Mask, at: Point) -> Option<P> {
        (inside(raster, at) && valid.raster()[nearest_cell(at)]).then(|| raster[nearest_cell(at)])
    }
}

macro_rules! weighted_kernel {
    ($kernel:ty, $weights:path) => {
        impl Kernel for $kernel {
            #[inline(always)]
            fn sample<P: Pixel>(raster: &Raster<P>, at: Point) -> Option<P> {
                inside(raster, at).then(|| weighted(raster, tap(at.x, $weights), tap(at.y, $weights)))
            }

            #[inline(always)]
            fn sample_masked<P: Pixel>(raster: &Raster<P>, valid: &Mask, at: Point) -> Option<P> {
                if !inside(raster, at) {
                    return None;
                }
                checked(raster, valid, tap(at.x, $weights), tap(at.y, $weights))
            }
        }
    };
}

weighted_kernel!(Bilinear, linear_weights);
weighted_kernel!(Cubic, cubic_weights);
weighted_kernel!(Lanczos3, lanczos3_weights);

#[inline(always)]
fn inside<P>(raster: &Raster<P>, at: Point) -> bool {
    let (right, bottom) = (raster.width() as f64 - 1.0, raster.height() as f64 - 1.0);
    at.x >= 0.0 && at.y >= 0.0 && at.x <= right && at.y <= bottom
}

/// The cell nearest to a position that lies inside.
#[inline(always)]
fn nearest_cell(at: Point) -> (usize, usize) {
    ((at.x + 0.5) as usize, (at.y + 0.5) as usize)
}

/// The first cell and the weights of `N` cells along one axis.
type Tap<const N: usize> = (isize, [f32; N]);

#[inline(always)]
fn tap<const N: usize>(at: f64, weights: impl Fn(f32) -> [f32; N]) -> Tap<N> {
    let cell = at as isize; // at is not negative, so this is the floor
    (cell + 1 - (N / 2) as isize, weights((at - cell as f64) as f32))
}

#[inline(always)]
fn weighted<P: Pixel, const N: usize>(raster: &Raster<P>, (x, along_x): Tap<N>, (y, along_y): Tap<N>) -> P {
    let (width, height) = (raster.width(), raster.height());
    let mut sum = P::ZERO;
    let whole = x >= 0 && x as usize + N <= width;
    for (j, &weight_y) in along_y.iter().enumerate() {
        let row = raster.row(reflect(y + j as isize, height));
        let mut in_row = P::ZERO;
        if whole {
            let cells = &row[x as usize..x as usize + N];
            for (&cell, &weight) in cells.iter().zip(&along_x) {
                in_row = in_row.add_scaled(cell, weight);
            }
        } else {
            for (i, &weight) in along_x.iter().enumerate() {
                in_row = in_row.add_scaled(row[reflect(x + i as isize, width)], weight);
            }
        }
        sum = sum.add_scaled(in_row, weight_y);
    }
    sum
}

#[inline]
fn checked<P: Pixel, const N: usize>(
    raster: &Raster<P>,
    valid: &Mask,
    (x, along_x): Tap<N>,
    (y, along_y): Tap<N>,
) -> Option<P> {
    let (width, height) = (raster.width(), raster.height());
    let mut sum = P::ZERO;
    for (j, &weight_y) in along_y.iter().enumerate().filter(|&(_, &w)| w != 0.0) {
        let y = reflect(y + j as isize, height);
        let mut in_row = P::ZERO;
        for (i, &weight) in along_x.iter().enumerate().filter(|&(_, &w)| w != 0.0) {
            let x = reflect(x + i as isize, width);
            if !valid.get(x, y) {
                return None;
            }
            in_row = in_row.add_scaled(raster[(x, y)], weight);
        }
        sum = sum.add_scaled(in_row, weight_y);
    }
    Some(sum)
}
