//! Convolution of a whole map with short kernels, in bands of rows that stay in the cache.

use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};

/// Rows of a band: with the rows beside it, of which each is filtered once more, a few megabytes.
const BAND: usize = 32;

/// The weighted mean of each cell's measured surroundings; NaN where there is none. Kernels have the weights to one side, the middle first.
pub(super) fn weighted_means(map: &HeightMap, along: &[f64], down: &[f64]) -> Raster<f64> {
    let (width, height) = (map.width(), map.height());
    let mut means = Raster::filled(width, height, f64::NAN);
    let bands = means.data_mut().par_chunks_mut((BAND * width).max(1));
    bands.enumerate().for_each(|(band, means)| {
        let rows = BAND * band..BAND * band + means.len() / width;
        let beside = down.len() - 1;
        let first = rows.start.saturating_sub(beside);
        let filtered: Vec<Sums> = (first..(rows.end + beside).min(height))
            .map(|y| Sums::along(map, y, along))
            .collect();
        for (y, means) in rows.zip(means.chunks_mut(width)) {
            let sums = Sums::down(&filtered, y - first, down);
            for (mean, (value, weight)) in means.iter_mut().zip(sums.values.iter().zip(&sums.weights)) {
                if *weight > 0.0 {
                    *mean = value / weight;
                }
            }
        }
    });
    means
}

/// Sums of weighted heights and of weights, of each cell of a row.
struct Sums {
    values: Vec<f64>,
    weights: Vec<f64>,
}

impl Sums {
    /// Of a row of the map, along it.
    fn along(map: &HeightMap, y: usize, kernel: &[f64]) -> Self {
        let measured = map.valid().raster().row(y);
        let cells = map.heights_mm().row(y).iter().zip(measured);
        let heights: Vec<f64> = cells
            .map(|(height, measured)| if *measured { *height } else { 0.0 })
            .collect();
        let ones: Vec<f64> = measured
            .iter()
            .map(|measured| f64::from(u8::from(*measured)))
            .collect();
        Self {
            values: convolved(&heights, kernel),
            weights: convolved(&ones, kernel),
        }
    }

    /// Of rows that were filtered along, across them.
    fn down(rows: &[Self], at: usize, kernel: &[f64]) -> Self {
        let times = |values: &[f64]| values.iter().map(|value| kernel[0] * value).collect();
        let mut sums = Self {
            values: times(&rows[at].values),
            weights: times(&rows[at].weights),
        };
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let beside = [at.checked_sub(k), Some(at + k)];
            for row in beside.into_iter().flatten().filter_map(|at| rows.get(at)) {
                add(&mut sums.values, &row.values, *weight);
                add(&mut sums.weights, &row.weights, *weight);
            }
        }
        sums
    }
}

/// A line convolved with a kernel; nothing lies outside of it.
fn convolved(line: &[f64], kernel: &[f64]) -> Vec<f64> {
    let mut sums: Vec<f64> = line.iter().map(|value| kernel[0] * value).collect();
    for (k, weight) in kernel
        .iter()
        .enumerate()
        .skip(1)
        .take_while(|(k, _)| *k < line.len())
    {
        add(&mut sums, &line[k..], *weight);
        add(&mut sums[k..], line, *weight);
    }
    sums
}

fn add(sums: &mut [f64], values: &[f64], weight: f64) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += weight * value;
    }
}
