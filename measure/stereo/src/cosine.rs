//! Cosine transforms of rasters: filters for which a picture goes on as its mirror image beyond its borders.

use rayon::prelude::*;
use relief_grid::Raster;
use rustdct::DctPlanner;

/// A raster in waves: cell `(i, j)` is the wave with `i` half periods along a row and `j` along a column.
#[derive(Debug, Clone)]
pub(crate) struct Waves {
    /// As columns, one after the other.
    columns: Raster<f32>,
}

impl Waves {
    /// The waves of a raster.
    pub(crate) fn of(raster: &Raster<f32>) -> Self {
        let rows = forward(raster.clone());
        Self {
            columns: forward(transposed(&rows)),
        }
    }

    /// Multiplies each wave by `gain`, a function of its wave number in radians per pixel.
    #[must_use]
    pub(crate) fn filtered(mut self, gain: impl Fn(f64) -> f64 + Sync) -> Self {
        let (height, width) = (self.columns.width(), self.columns.height());
        self.columns
            .data_mut()
            .par_chunks_mut(height)
            .enumerate()
            .for_each(|(i, column)| {
                for (j, value) in column.iter_mut().enumerate() {
                    *value *= gain(wave_number(i, j, width, height)) as f32;
                }
            });
        self
    }

    /// The raster of these waves.
    pub(crate) fn raster(self) -> Raster<f32> {
        let rows = transposed(&inverse(self.columns));
        inverse(rows)
    }

    /// For each ring between neighbouring `edges` of wave numbers in radians per pixel the sums of products of these waves with `other`'s.
    pub(crate) fn products(&self, other: &Self, edges: &[f64]) -> Vec<f64> {
        let (height, width) = (self.columns.width(), self.columns.height());
        let columns: Vec<Vec<f64>> = (0..width)
            .into_par_iter()
            .map(|i| {
                let mut sums = vec![0.0; edges.len().saturating_sub(1)];
                let pairs = self.columns.row(i).iter().zip(other.columns.row(i));
                for (j, (a, b)) in pairs.enumerate() {
                    let k = wave_number(i, j, width, height);
                    let ring = edges.partition_point(|edge| *edge <= k);
                    if ring > 0 && ring < edges.len() {
                        sums[ring - 1] += f64::from(*a) * f64::from(*b);
                    }
                }
                sums
            })
            .collect();
        let mut total = vec![0.0; edges.len().saturating_sub(1)];
        for column in columns {
            for (total, sum) in total.iter_mut().zip(column) {
                *total += sum;
            }
        }
        total
    }
}

fn wave_number(i: usize, j: usize, width: usize, height: usize) -> f64 {
    let (x, y) = (i as f64 / width as f64, j as f64 / height as f64);
    std::f64::consts::PI * x.hypot(y)
}

fn forward(mut rows: Raster<f32>) -> Raster<f32> {
    let width = rows.width();
    let plan = DctPlanner::new().plan_dct2(width);
    rows.data_mut().par_chunks_mut(width).for_each_init(
        || vec![0.0; plan.get_scratch_len()],
        |scratch, row| plan.process_dct2_with_scratch(row, scratch),
    );
    rows
}

fn inverse(mut rows: Raster<f32>) -> Raster<f32> {
    let width = rows.width();
    let plan = DctPlanner::new().plan_dct3(width);
    let scale = 2.0 / width as f32;
    rows.data_mut().par_chunks_mut(width).for_each_init(
        || vec![0.0; plan.get_scratch_len()],
        |scratch, row| {
            plan.process_dct3_with_scratch(row, scratch);
            for value in row {
                *value *= scale;
            }
        },
    );
    rows
}

/// Rows as columns, in tiles that fit the nearest cache.
fn transposed(raster: &Raster<f32>) -> Raster<f32> {
    const TILE: usize = 32;
    let (width, height) = (raster.width(), raster.height());
    let mut turned = Raster::filled(height, width, 0.0f32);
    if raster.is_empty() {
        return turned;
    }
    turned
        .data_mut()
        .par_chunks_mut(height * TILE)
        .enumerate()
        .for_each(|(tile, rows)| {
            for y0 in (0..height).step_by(TILE) {
                for (dx, row) in rows.chunks_exact_mut(height).enumerate() {
                    let x = tile * TILE + dx;
                    for (value, y) in row[y0..height.min(y0 + TILE)].iter_mut().zip(y0..) {
                        *value = raster.data()[y * width + x];
                    }
                }
            }
        });
    turned
}

/// The next length that is a product of twos, threes and fives: transforms of others take several times as long.
pub(crate) fn fast_length(least: usize) -> usize {
    let smooth = |mut n: usize| {
        for factor in [2, 3, 5] {
            while n.is_multiple_of(factor) {
                n /= factor;
            }
        }
        n == 1
    };
    (least.max(1)..).find(|n| smooth(*n)).unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_become_the_raster_that_they_came_from_and_a_filter_takes_its_wave() {
        let wave = |x: usize, periods: f32| (std::f32::consts::PI * periods * (x as f32 + 0.5) / 60.0).cos();
        let raster = Raster::from_fn(60, 45, |x, y| wave(x, 4.0) + wave(x, 20.0) + y as f32 * 0.1);
        let back = Waves::of(&raster).raster();
        let worst = back
            .data()
            .iter()
            .zip(raster.data())
            .fold(0.0, |worst, (a, b)| f32::max(worst, (a - b).abs()));
        assert!(worst < 1e-5, "{worst}");
        let limit = std::f64::consts::PI * 12.0 / 60.0;
        let slow = Waves::of(&raster)
            .filtered(|k| if k > limit { 0.0 } else { 1.0 })
            .raster();
        let left = (0..60)
            .map(|x| (slow[(x, 20)] - wave(x, 4.0) - 2.0).abs())
            .fold(0.0, f32::max);
        assert!(left < 0.05, "{left}");
    }

    #[test]
    fn lengths_are_rounded_up_to_fast_ones() {
        assert_eq!([7, 1200, 1601, 4001].map(fast_length), [8, 1200, 1620, 4050]);
    }
}
