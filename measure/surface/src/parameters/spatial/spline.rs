//! The autocorrelation between cells.

use rayon::prelude::*;
use relief_grid::Raster;

/// √3 − 2, by which a cell's coefficient counts in the next one's (Unser 1999, doi:10.1109/79.799930).
const POLE: f64 = -0.267_949_192_431_122_7;
/// Powers of the pole below 2e-10 of the first: cells from where the recursion begins.
pub(super) const HORIZON: usize = 17;

/// The cubic B-spline through all cells of a raster, mirrored at its edges.
///
/// Of a wave of 7 cells it is up to 2e-3 of the height off between cells, of one of 10 up to 5e-4; cubic convolution is seven and ten times as far off.
pub(super) struct Spline {
    /// Of the cells' B-splines.
    weights: Raster<f64>,
    /// For the square of cells that begins with each the least weight that counts there, under which no value between lies; of no use near NaN.
    least: Raster<f64>,
}

impl Spline {
    /// Cells that are NaN count as nought to those around, by a quarter less with each cell, and are NaN again to whoever reads near them.
    pub(super) fn through(values: &Raster<f32>) -> Self {
        let mut weights = values.map(|value| if value.is_nan() { 0.0 } else { f64::from(*value) });
        let width = weights.width();
        weights.data_mut().par_chunks_mut(width).for_each(|row| {
            let mut line: Vec<[f64; 1]> = row.iter().map(|value| [*value]).collect();
            weigh(&mut line);
            row.iter_mut().zip(line).for_each(|(to, [from])| *to = from);
        });
        let blocks: Vec<Vec<[f64; COLUMNS]>> = (0..width)
            .into_par_iter()
            .step_by(COLUMNS)
            .map(|first| {
                let mut block: Vec<[f64; COLUMNS]> = (0..weights.height())
                    .map(|y| {
                        let mut cells = [0.0; COLUMNS];
                        let own = &weights.row(y)[first..width.min(first + COLUMNS)];
                        cells[..own.len()].copy_from_slice(own);
                        cells
                    })
                    .collect();
                weigh(&mut block);
                block
            })
            .collect();
        let weights = Raster::from_fn(width, weights.height(), |x, y| {
            if values[(x, y)].is_nan() {
                f64::NAN
            } else {
                blocks[x / COLUMNS][y][x % COLUMNS]
            }
        });
        let least = least_around(&weights);
        Self { weights, least }
    }

    /// Whether the value at a position is certainly no less: B-splines are nowhere negative and sum up to one. Many that are no less are not certain.
    pub(super) fn is_at_least(&self, limit: f64, at: [f64; 2]) -> bool {
        let last = [self.least.width() - 1, self.least.height() - 1].map(|last| last as f64);
        let inside = (0..2).all(|axis| (0.0..=last[axis]).contains(&at[axis]));
        inside && self.least[(at[0] as usize, at[1] as usize)] >= limit
    }

    /// The value at a position; `None` outside of the outermost cells' middles and near NaN.
    pub(super) fn at(&self, [x, y]: [f64; 2]) -> Option<f64> {
        let (columns, along) = support(x, self.weights.width())?;
        let (rows, down) = support(y, self.weights.height())?;
        let row = |y: usize| -> f64 {
            let row = self.weights.row(y);
            columns
                .iter()
                .zip(along)
                .map(|(x, weight)| weight * row[*x])
                .sum()
        };
        let value: f64 = rows.iter().zip(down).map(|(y, weight)| weight * row(*y)).sum();
        (!value.is_nan()).then_some(value)
    }
}

/// For each cell the least weight of it, of that before and of the two behind along both axes; none below near NaN.
fn least_around(weights: &Raster<f64>) -> Raster<f64> {
    let (width, height) = (weights.width(), weights.height());
    let around = |at: usize, cells: usize| at.saturating_sub(1)..(at + 3).min(cells);
    let rows = Raster::from_fn(width, height, |x, y| {
        let cells = &weights.row(y)[around(x, width)];
        cells
            .iter()
            .fold(f64::INFINITY, |least, weight| match weight.is_nan() {
                true => f64::NEG_INFINITY,
                false => least.min(*weight),
            })
    });
    Raster::from_fn(width, height, |x, y| {
        around(y, height).fold(f64::INFINITY, |least, y| least.min(rows[(x, y)]))
    })
}

/// Columns that are computed together.
const COLUMNS: usize = 8;

/// The four cells about a position on an axis of so many cells, and their weights.
fn support(at: f64, cells: usize) -> Option<([usize; 4], [f64; 4])> {
    let last = cells as f64 - 1.0;
    if !(0.0..=last).contains(&at) {
        return None;
    }
    let first = at.floor();
    let (t, s) = (at - first, 1.0 - (at - first));
    let weights = [
        s * s * s / 6.0,
        2.0 / 3.0 - 0.5 * t * t * (2.0 - t),
        2.0 / 3.0 - 0.5 * s * s * (2.0 - s),
        t * t * t / 6.0,
    ];
    let cell = |by: isize| mirrored(first as isize + by, cells);
    Some(([-1, 0, 1, 2].map(cell), weights))
}

/// A place on an axis that is mirrored about the middles of its end cells.
fn mirrored(at: isize, cells: usize) -> usize {
    let last = cells as isize - 1;
    let inside = if at > last { 2 * last - at } else { at.abs() };
    inside.clamp(0, last) as usize
}

/// From values to the weights of B-splines whose sum has them, for lines side by side.
fn weigh<const N: usize>(lines: &mut [[f64; N]]) {
    let count = lines.len();
    if count < 2 {
        return;
    }
    let scale = (1.0 - POLE) * (1.0 - 1.0 / POLE);
    for line in 0..N {
        // What lies before the first cell is what lies behind it.
        let mut sum = 0.0;
        for k in (0..HORIZON).rev() {
            sum = POLE * sum + lines[mirrored(k as isize % (2 * count as isize - 2), count)][line];
        }
        lines[0][line] = sum;
        for at in 1..count {
            lines[at][line] += POLE * lines[at - 1][line];
        }
        let (last, before) = (lines[count - 1][line], lines[count - 2][line]);
        lines[count - 1][line] = POLE / (POLE * POLE - 1.0) * (last + POLE * before);
        for at in (0..count - 1).rev() {
            lines[at][line] = POLE * (lines[at + 1][line] - lines[at][line]);
        }
        for own in &mut *lines {
            own[line] *= scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    #[test]
    fn it_goes_through_the_cells_and_follows_waves_between_them() {
        let wave = |x: f64, y: f64| (TAU * x / 7.0).sin() * (TAU * y / 9.0 + 0.3).cos();
        let values = Raster::from_fn(61, 58, |x, y| wave(x as f64, y as f64) as f32);
        let spline = Spline::through(&values);
        for (x, y) in [(0, 0), (60, 57), (0, 31), (30, 29)] {
            let off = spline.at([x as f64, y as f64]).unwrap() - f64::from(values[(x, y)]);
            assert!(off.abs() < 1e-7, "{off:.1e} at {x}, {y}");
        }
        for (x, y) in [(30.5, 29.5), (25.2, 33.9), (40.75, 20.0)] {
            // The spline's own error at 7 cells, of the fourth order.
            let off = spline.at([x, y]).unwrap() - wave(x, y);
            assert!(off.abs() < 1.5e-3, "{off:.1e} at {x}, {y}");
        }
        assert_eq!(spline.at([60.1, 3.0]), None);
        assert_eq!(spline.at([-0.1, 3.0]), None);
    }

    #[test]
    fn what_is_certainly_no_less_is_no_less() {
        let mut values = Raster::from_fn(30, 24, |x, y| (0.4 * x as f32).sin() * (0.3 * y as f32).cos());
        values[(20, 11)] = f32::NAN;
        let spline = Spline::through(&values);
        let mut certain = 0;
        for at in (0..30 * 24 * 9).map(|i| [(i % 90) as f64 / 3.0, (i / 90) as f64 / 3.0]) {
            for limit in [-0.5, 0.0, 0.5] {
                if spline.is_at_least(limit, at) {
                    certain += 1;
                    assert!(spline.at(at).unwrap() >= limit - 1e-12, "{at:?}");
                }
            }
        }
        assert!(certain > 1000, "{certain}");
    }

    #[test]
    fn near_nan_nothing_is_read_and_farther_off_it_does_not_show() {
        let plain = Raster::from_fn(40, 40, |x, y| ((x * x + 3 * y) % 7) as f32);
        let mut holed = plain.clone();
        holed[(3, 3)] = f32::NAN;
        let [plain, holed] = [plain, holed].map(|values| Spline::through(&values));
        assert_eq!(holed.at([4.5, 4.5]), None);
        assert!((holed.at([25.3, 25.3]).unwrap() - plain.at([25.3, 25.3]).unwrap()).abs() < 1e-7);
    }
}
