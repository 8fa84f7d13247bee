//! Values between the cells.
//!
//! A raster has a value wherever all four neighbouring cell centres exist: `0 ≤ x ≤ width − 1` and the
//! same for y. Outside the answer is `None`, and so is a position that is not a number. Kernels wider
//! than that read the raster mirrored at its edges.

mod kernel;
mod weights;

use crate::{Mask, Pixel, Point, Raster};
pub(crate) use kernel::{Bilinear, Cubic, Kernel, Lanczos3, Nearest};

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
    let at = Point::new(x, y);
    match interpolation {
        Interpolation::Nearest => Nearest::sample(raster, at),
        Interpolation::Bilinear => Bilinear::sample(raster, at),
        Interpolation::Cubic => Cubic::sample(raster, at),
        Interpolation::Lanczos3 => Lanczos3::sample(raster, at),
    }
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
    let at = Point::new(x, y);
    match interpolation {
        Interpolation::Nearest => Nearest::sample_masked(raster, valid, at),
        Interpolation::Bilinear => Bilinear::sample_masked(raster, valid, at),
        Interpolation::Cubic => Cubic::sample_masked(raster, valid, at),
        Interpolation::Lanczos3 => Lanczos3::sample_masked(raster, valid, at),
    }
}

#[cfg(test)]
mod tests;
