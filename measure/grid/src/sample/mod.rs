//! Values between the cells.
//!
//! A raster has a value wherever all four neighbouring cell centres exist: `0 ≤ x ≤ width − 1` and the
//! same for y. Outside the answer is `None`, and so is a position that is not a number. Kernels wider
//! than that read the raster mirrored at its edges.

mod weights;

use crate::{Mask, Pixel, Raster, border::reflect};
use weights::{cubic_weights, lanczos3_weights, linear_weights};

/// How a value between cells is made from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Interpolation {
    /// The nearest cell, the farther one from (0, 0) when two are equally near; never a new value.
    Nearest,
    /// 2 × 2 cells; reproduces planes; blurs.
    Bilinear,
    /// 4 × 4 cells, Keys' cubic convolution with a = −½; reproduces quadratics.
    #[default]
    Cubic,
    /// 6 × 6 cells, windowed sinc; sharpest, rings at edges.
    Lanczos3,
}

/// The value at `(x, y)` from 2 × 2 cells.
///
/// ```
/// use relief_grid::{Raster, sample};
/// let plane = Raster::from_fn(4, 3, |x, y| (x + 10 * y) as f32);
/// assert_eq!(sample::bilinear(&plane, 1.5, 0.5), Some(6.5));
/// assert_eq!(sample::bilinear(&plane, 3.1, 0.5), None);
/// ```
#[inline]
pub fn bilinear<P: Pixel>(raster: &Raster<P>, x: f64, y: f64) -> Option<P> {
    sample(raster, Interpolation::Bilinear, x, y)
}

/// The value at `(x, y)` from 4 × 4 cells by Keys' cubic convolution, a = −½
/// (doi:10.1109/TASSP.1981.1163711). May leave the range of its cells.
#[inline]
pub fn cubic<P: Pixel>(raster: &Raster<P>, x: f64, y: f64) -> Option<P> {
    sample(raster, Interpolation::Cubic, x, y)
}

/// The value at `(x, y)` from 6 × 6 cells by the Lanczos-windowed sinc, its weights scaled to sum to
/// one (Duchon 1979, doi:10.1175/1520-0450(1979)018<1016:LFIOAT>2.0.CO;2). May leave the range of its
/// cells.
#[inline]
pub fn lanczos3<P: Pixel>(raster: &Raster<P>, x: f64, y: f64) -> Option<P> {
    sample(raster, Interpolation::Lanczos3, x, y)
}

/// The value at `(x, y)` by `interpolation`.
#[inline]
pub fn sample<P: Pixel>(raster: &Raster<P>, interpolation: Interpolation, x: f64, y: f64) -> Option<P> {
    if !inside(raster, x, y) {
        return None;
    }
    Some(match interpolation {
        Interpolation::Nearest => raster[(nearest_cell(x), nearest_cell(y))],
        Interpolation::Bilinear => weighted(raster, tap(x, linear_weights), tap(y, linear_weights)),
        Interpolation::Cubic => weighted(raster, tap(x, cubic_weights), tap(y, cubic_weights)),
        Interpolation::Lanczos3 => weighted(raster, tap(x, lanczos3_weights), tap(y, lanczos3_weights)),
    })
}

/// The value at `(x, y)`, or `None` when a cell that carries weight in it is invalid.
#[inline]
pub fn sample_masked<P: Pixel>(
    raster: &Raster<P>,
    valid: &Mask,
    interpolation: Interpolation,
    x: f64,
    y: f64,
) -> Option<P> {
    if !inside(raster, x, y) {
        return None;
    }
    match interpolation {
        Interpolation::Nearest => {
            let (x, y) = (nearest_cell(x), nearest_cell(y));
            valid.get(x, y).then(|| raster[(x, y)])
        }
        Interpolation::Bilinear => checked(raster, valid, tap(x, linear_weights), tap(y, linear_weights)),
        Interpolation::Cubic => checked(raster, valid, tap(x, cubic_weights), tap(y, cubic_weights)),
        Interpolation::Lanczos3 => checked(raster, valid, tap(x, lanczos3_weights), tap(y, lanczos3_weights)),
    }
}

#[inline(always)]
fn inside<P>(raster: &Raster<P>, x: f64, y: f64) -> bool {
    x >= 0.0 && y >= 0.0 && x <= raster.width() as f64 - 1.0 && y <= raster.height() as f64 - 1.0
}

/// The cell nearest to a coordinate that lies inside.
#[inline(always)]
fn nearest_cell(at: f64) -> usize {
    (at + 0.5) as usize
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

#[cfg(test)]
mod tests;
