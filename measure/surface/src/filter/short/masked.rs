//! Rows of which cells were not measured.

use relief_grid::HeightMap;
use std::ops::Range;

/// The means of `rows`, from the rows `read` around them.
pub(super) fn means(
    map: &HeightMap,
    [along, down]: [&[f64]; 2],
    rows: Range<usize>,
    read: Range<usize>,
    means: &mut [f64],
) {
    let first = read.start;
    let filtered: Vec<Sums> = read.map(|y| Sums::along(map, y, along)).collect();
    for (y, means) in rows.zip(means.chunks_mut(map.width())) {
        let sums = Sums::down(&filtered, y - first, down);
        for (mean, (value, weight)) in means.iter_mut().zip(sums.values.iter().zip(&sums.weights)) {
            if *weight > 0.0 {
                *mean = value / weight;
            }
        }
    }
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
