//! The skin as it would be without scars, roughly: enough to find them, not to measure them.

use super::reduced::Reduced;
use crate::robust;
use nalgebra::{Matrix6, Vector6};
use rayon::prelude::*;
use relief_grid::{Mask, Raster, filter, morphology};

/// The grid on which the base is computed. Between its nodes a cheek of 60 mm radius bends by 2 µm.
const NODE_MM: f64 = 1.0;
/// Standard deviation of the weights. Wide enough to bridge a masked scar of 10 mm, narrow enough to follow the bend of a cheek.
const SIGMA_MM: f64 = 6.0;
/// Where the weights are cut.
const REACH_SIGMAS: f64 = 2.5;
/// Rounds of fitting and leaving out. The set of cells left out is stable after five on scarred skin.
const ROUNDS: usize = 6;
/// How far below the base, in robust standard deviations of the skin, cells are left out of it.
const OUT_SIGMAS: f64 = 2.5;
/// Never less than this: micro-relief alone is no scar.
const LEAST_OUT_MM: f64 = 0.02;
/// Smoothing before cells are left out, so that noise does not choose.
const SMOOTH_MM: f64 = 0.2;
/// The rim of what is left out.
const RIM_MM: f64 = 0.3;

/// Depths below the base.
pub(super) struct Depths {
    /// In mm, positive below the base; nought where not valid.
    pub(super) depth_mm: Raster<f32>,
    /// Robust standard deviation of the depths where there is no scar.
    pub(super) sigma_mm: f64,
}

/// A local quadratic of Gaussian weights, from which what is lower or higher than skin is left out, round by round. The rounds look at `coarse` blocks of
/// twice the size: a base so smooth is the same, in a quarter of the time.
pub(super) fn depths(reduced: &Reduced, coarse: &Reduced) -> Depths {
    let mut skin = coarse.valid.clone();
    let mut nodes = Nodes::fit(coarse, &skin);
    for _ in 1..ROUNDS {
        skin = keep(coarse, &below(coarse, &nodes, &skin));
        nodes = Nodes::fit(coarse, &skin);
    }
    let fine = Mask::from_fn(reduced.valid.width(), reduced.valid.height(), |x, y| {
        skin.get(x / 2, y / 2) && reduced.valid.get(x, y)
    });
    nodes.step = nodes.step.map(|blocks| 2 * blocks);
    below(reduced, &nodes, &fine)
}

/// Depths of blocks below a base, whose spread is that of the skin.
fn below(reduced: &Reduced, nodes: &Nodes, skin: &Mask) -> Depths {
    let (width, height) = (reduced.valid.width(), reduced.valid.height());
    let columns: Vec<(usize, f64)> = (0..width).map(|x| nodes.between(x, 0)).collect();
    let mut depth_mm = Raster::filled(width, height, 0.0f32);
    depth_mm
        .data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, row)| {
            let along = nodes.row_mm(y);
            let measured = reduced.valid.raster().row(y).iter();
            let cells = row.iter_mut().zip(reduced.heights_mm.row(y)).zip(measured);
            for (((depth, height), _), (first, right)) in
                cells.zip(&columns).filter(|((_, measured), _)| **measured)
            {
                let next = along[(first + 1).min(along.len() - 1)];
                let base = (1.0 - right) * along[*first] + right * next;
                *depth = (base - f64::from(*height)) as f32;
            }
        });
    let sigma_mm = spread(&depth_mm, skin);
    Depths { depth_mm, sigma_mm }
}

/// The cells that are neither a depression nor an elevation.
fn keep(reduced: &Reduced, found: &Depths) -> Mask {
    let pitch = reduced.mean_pitch_mm();
    let (smooth, _) = filter::gaussian_masked(&found.depth_mm, &reduced.valid, SMOOTH_MM / pitch);
    let limit = (OUT_SIGMAS * found.sigma_mm).max(LEAST_OUT_MM) as f32;
    let out = Mask::from_fn(smooth.width(), smooth.height(), |x, y| {
        reduced.valid.get(x, y) && smooth[(x, y)].abs() > limit
    });
    reduced.valid.and_not(&morphology::dilate(&out, RIM_MM / pitch))
}

/// Robust standard deviation around nought, of a sample of at most a hundred thousand cells.
fn spread(depth_mm: &Raster<f32>, skin: &Mask) -> f64 {
    let step = (skin.count() / 100_000).max(1);
    let cells = depth_mm.data().iter().zip(skin.raster().data());
    let some = cells.filter(|(_, skin)| **skin).step_by(step);
    robust::sigma(some.map(|(depth, _)| f64::from(*depth)))
}

/// Heights of the base on a coarse grid.
struct Nodes {
    heights_mm: Raster<f64>,
    /// Blocks between nodes along x and y.
    step: [usize; 2],
}

/// Powers of x and y in the quadratic.
const TERMS: [[usize; 2]; 6] = [[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [0, 2]];

impl Nodes {
    fn fit(reduced: &Reduced, skin: &Mask) -> Self {
        let step = reduced
            .pitch_mm
            .map(|pitch| ((NODE_MM / pitch).round() as usize).max(1));
        let (count, sum) = sums(reduced, skin, step);
        let sigma = [0, 1].map(|axis| SIGMA_MM / (reduced.pitch_mm[axis] * step[axis] as f64));
        let weights = moments(&count, sigma, 4);
        let values = moments(&sum, sigma, 2);
        let heights_mm = Raster::from_fn(count.width(), count.height(), |x, y| {
            let normal = Matrix6::from_fn(|i, j| {
                weights[TERMS[i][0] + TERMS[j][0]][TERMS[i][1] + TERMS[j][1]][(x, y)]
            });
            let right = Vector6::from_fn(|i, _| values[TERMS[i][0]][TERMS[i][1]][(x, y)]);
            centre_value(normal, right)
        });
        Self { heights_mm, step }
    }

    /// The node before a block along an axis, and how far the block lies from it to the next.
    fn between(&self, block: usize, axis: usize) -> (usize, f64) {
        let nodes = [self.heights_mm.width(), self.heights_mm.height()][axis];
        let at = ((block as f64 + 0.5) / self.step[axis] as f64 - 0.5).clamp(0.0, (nodes - 1) as f64);
        let first = (at as usize).min(nodes.saturating_sub(2));
        (first, at - first as f64)
    }

    /// The base at the nodes' columns, for a row of blocks.
    fn row_mm(&self, y: usize) -> Vec<f64> {
        let (first, down) = self.between(y, 1);
        let above = self.heights_mm.row(first);
        let below = self.heights_mm.row((first + 1).min(self.heights_mm.height() - 1));
        let pairs = above.iter().zip(below);
        pairs
            .map(|(above, below)| (1.0 - down) * above + down * below)
            .collect()
    }
}

/// The quadratic's value at the centre; the mean where the cells do not hold a quadratic.
fn centre_value(normal: Matrix6<f64>, right: Vector6<f64>) -> f64 {
    // Scaled, so that a missing direction shows in the pivots.
    let count = normal[(0, 0)].max(f64::MIN_POSITIVE);
    let ridge = Matrix6::identity() * (1e-9 * count);
    match (normal + ridge).cholesky() {
        Some(solved) => solved.solve(&right)[0],
        None => right[0] / count,
    }
}

/// How many blocks of skin belong to each node, and the sum of their heights.
fn sums(reduced: &Reduced, skin: &Mask, step: [usize; 2]) -> (Raster<f64>, Raster<f64>) {
    let (width, height) = (skin.width().div_ceil(step[0]), skin.height().div_ceil(step[1]));
    let mut count = Raster::filled(width, height, 0.0);
    let mut sum = Raster::filled(width, height, 0.0);
    for y in 0..skin.height() {
        for x in (0..skin.width()).filter(|x| skin.get(*x, y)) {
            let node = (x / step[0], y / step[1]);
            count[node] += 1.0;
            sum[node] += f64::from(reduced.heights_mm[(x, y)]);
        }
    }
    (count, sum)
}

/// `moments[i][j]`: Gaussian sums of a raster times the powers `i` and `j` of the distance along x and y, in standard deviations, for
/// `i + j <= order`.
fn moments(raster: &Raster<f64>, sigma: [f64; 2], order: usize) -> Vec<Vec<Raster<f64>>> {
    let kernel = |sigma: f64, power: usize| {
        let reach = (REACH_SIGMAS * sigma).ceil() as isize;
        (-reach..=reach)
            .map(|at| at as f64 / sigma)
            .map(|t| (-0.5 * t * t).exp() * t.powi(power as i32))
            .collect::<Vec<f64>>()
    };
    (0..=order)
        .into_par_iter()
        .map(|i| {
            let along = correlate_rows(raster, &kernel(sigma[0], i));
            (0..=order - i)
                .map(|j| correlate_columns(&along, &kernel(sigma[1], j)))
                .collect()
        })
        .collect()
}

/// Sums of each cell's surroundings along its row, weighted; nothing lies outside.
fn correlate_rows(raster: &Raster<f64>, kernel: &[f64]) -> Raster<f64> {
    let reach = kernel.len() / 2;
    Raster::from_fn(raster.width(), raster.height(), |x, y| {
        let row = raster.row(y);
        let first = x.saturating_sub(reach);
        let cells = &row[first..(x + reach + 1).min(row.len())];
        let kernel = &kernel[first + reach - x..];
        cells.iter().zip(kernel).map(|(cell, weight)| cell * weight).sum()
    })
}

/// As [`correlate_rows`], along columns.
fn correlate_columns(raster: &Raster<f64>, kernel: &[f64]) -> Raster<f64> {
    let reach = kernel.len() / 2;
    let mut sums = Raster::filled(raster.width(), raster.height(), 0.0);
    for y in 0..raster.height() {
        let first = y.saturating_sub(reach);
        for from in first..(y + reach + 1).min(raster.height()) {
            let weight = kernel[from + reach - y];
            for (sum, cell) in sums.row_mut(y).iter_mut().zip(raster.row(from)) {
                *sum += weight * cell;
            }
        }
    }
    sums
}
