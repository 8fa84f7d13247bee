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

/// Whether all `N × N` cells from `(x, y)` on lie in the raster.
#[inline(always)]
fn is_interior<T, const N: usize>(raster: &Raster<T>, x: isize, y: isize) -> bool {
    x >= 0 && y >= 0 && x as usize + N <= raster.width() && y as usize + N <= raster.height()
}

/// Columns first, so that the cells of a row are summed side by side; then along the row.
#[inline(always)]
fn weighted<P: Pixel, const N: usize>(raster: &Raster<P>, (x, along_x): Tap<N>, (y, along_y): Tap<N>) -> P {
    let mut columns = [P::ZERO; N];
    if is_interior::<_, N>(raster, x, y) {
        let mut start = y as usize * raster.width() + x as usize;
        for weight in along_y {
            let cells = &raster.data()[start..start + N];
            columns = std::array::from_fn(|i| columns[i].add_scaled(cells[i], weight));
            start += raster.width();
        }
    } else {
        for (j, weight) in along_y.into_iter().enumerate() {
            let row = raster.row(reflect(y + j as isize, raster.height()));
            let cell = |i: usize| row[reflect(x + i as isize, raster.width())];
            columns = std::array::from_fn(|i| columns[i].add_scaled(cell(i), weight));
        }
    }
    along(&columns, along_x)
}

#[inline(always)]
fn along<P: Pixel, const N: usize>(columns: &[P; N], weights: [f32; N]) -> P {
    columns
        .iter()
        .zip(weights)
        .fold(P::ZERO, |sum, (&column, weight)| sum.add_scaled(column, weight))
}

#[inline(always)]
fn checked<P: Pixel, const N: usize>(raster: &Raster<P>, valid: &Mask, x: Tap<N>, y: Tap<N>) -> Option<P> {
    let cells = valid.raster();
    let all_valid = is_interior::<_, N>(raster, x.0, y.0)
        && (y.0 as usize..y.0 as usize + N).all(|y| {
            let row = &cells.row(y)[x.0 as usize..x.0 as usize + N];
            row.iter().fold(true, |all, &valid| all & valid)
        });
    if all_valid {
        Some(weighted(raster, x, y))
    } else {
        cell_by_cell(raster, valid, x, y)
    }
}

/// The value where some of the cells are invalid or mirrored: cells without weight are passed over.
fn cell_by_cell<P: Pixel, const N: usize>(
    raster: &Raster<P>,
    valid: &Mask,
    (x, along_x): Tap<N>,
    (y, along_y): Tap<N>,
) -> Option<P> {
    let mut columns = [P::ZERO; N];
    for (j, &weight) in along_y.iter().enumerate().filter(|&(_, &w)| w != 0.0) {
        let y = reflect(y + j as isize, raster.height());
        for (i, column) in columns.iter_mut().enumerate().filter(|&(i, _)| along_x[i] != 0.0) {
            let x = reflect(x + i as isize, raster.width());
            if !valid.get(x, y) {
                return None;
            }
            *column = column.add_scaled(raster[(x, y)], weight);
        }
    }
    Some(along(&columns, along_x))
}
