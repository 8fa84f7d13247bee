//! Rows that were measured from end to end.

use relief_grid::HeightMap;
use relief_grid::vectorised;
use std::ops::Range;

/// Cells of a row that are filtered at once: what they need of a few rows stays in the nearest cache.
const TILE: usize = 512;

/// Both kernels, whose weights sum up to one.
pub(super) struct Kernels {
    along: Vec<f64>,
    down: Vec<f64>,
}

impl Kernels {
    pub(super) fn new(along: &[f64], down: &[f64]) -> Self {
        let normal = |kernel: &[f64]| {
            let sum = 2.0 * kernel.iter().skip(1).sum::<f64>() + kernel[0];
            kernel.iter().map(|weight| weight / sum).collect()
        };
        Self {
            along: normal(along),
            down: normal(down),
        }
    }

    /// The means of `rows`, from the rows `read` around them.
    pub(super) fn means(&self, map: &HeightMap, rows: Range<usize>, read: Range<usize>, means: &mut [f64]) {
        let width = map.width();
        let mut filtered = vec![0.0; read.len() * width];
        vectorised(
            #[inline(always)]
            || {
                for (y, to) in read.clone().zip(filtered.chunks_mut(width)) {
                    self.along(map.heights_mm().row(y), to);
                }
                for (y, to) in rows.zip(means.chunks_mut(width)) {
                    self.down(&filtered, y - read.start, to);
                }
            },
        );
    }

    #[inline(always)]
    fn along(&self, row: &[f64], to: &mut [f64]) {
        let reach = self.along.len() - 1;
        let inner = reach.min(row.len())..row.len().saturating_sub(reach).max(reach.min(row.len()));
        for first in inner.clone().step_by(TILE) {
            let tile = first..(first + TILE).min(inner.end);
            let beside = |k: usize| {
                [
                    &row[tile.start - k..tile.end - k],
                    &row[tile.start + k..tile.end + k],
                ]
            };
            weigh(&self.along, &row[tile.clone()], beside, &mut to[tile.clone()]);
        }
        for x in (0..inner.start).chain(inner.end..row.len()) {
            to[x] = at_the_end(&self.along, x, row.len(), |at| row[at]);
        }
    }

    /// Row `y` of those that were filtered along, across them.
    #[inline(always)]
    fn down(&self, filtered: &[f64], y: usize, to: &mut [f64]) {
        let (width, reach) = (to.len(), self.down.len() - 1);
        let count = filtered.len() / width;
        let tile =
            |y: usize, first: usize, cells: usize| &filtered[y * width + first..y * width + first + cells];
        if y < reach || y + reach >= count {
            for (x, to) in to.iter_mut().enumerate() {
                *to = at_the_end(&self.down, y, count, |at| filtered[at * width + x]);
            }
            return;
        }
        for (first, to) in (0..width).step_by(TILE).zip(to.chunks_mut(TILE)) {
            let cells = to.len();
            let beside = |k: usize| [tile(y - k, first, cells), tile(y + k, first, cells)];
            weigh(&self.down, tile(y, first, cells), beside, to);
        }
    }
}

/// Weighted sums of cells and of those `k` before and after them.
#[inline(always)]
fn weigh<'a>(kernel: &[f64], middle: &[f64], beside: impl Fn(usize) -> [&'a [f64]; 2], to: &mut [f64]) {
    for (to, value) in to.iter_mut().zip(middle) {
        *to = kernel[0] * value;
    }
    for (k, weight) in kernel.iter().enumerate().skip(1) {
        let [before, after] = beside(k);
        for ((to, before), after) in to.iter_mut().zip(before).zip(after) {
            *to += weight * (before + after);
        }
    }
}

/// The weighted mean around a place near a line's end; nothing lies outside of the line.
#[inline(always)]
fn at_the_end(kernel: &[f64], at: usize, length: usize, value: impl Fn(usize) -> f64) -> f64 {
    let (mut sum, mut weights) = (kernel[0] * value(at), kernel[0]);
    for (k, weight) in kernel.iter().enumerate().skip(1) {
        for beside in [at.checked_sub(k), Some(at + k).filter(|at| *at < length)]
            .into_iter()
            .flatten()
        {
            sum += weight * value(beside);
            weights += weight;
        }
    }
    sum / weights
}
