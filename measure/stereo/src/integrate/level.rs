//! A weighted Laplacian on one grid, and the vector arithmetic on it.

use rayon::prelude::*;
use relief_grid::CELLS_PER_TASK;

/// Weights of the steps between neighbours, on a grid of `width × height` cells.
#[derive(Debug)]
pub(super) struct Level {
    width: usize,
    height: usize,
    right: Vec<f32>,
    down: Vec<f32>,
    /// One over the sum of each cell's weights; zero for a cell without any.
    inverse_diagonal: Vec<f32>,
}

impl Level {
    /// A level of weights, row by row; the last column of `right` and the last row of `down` are not looked at.
    pub(super) fn new(width: usize, height: usize, mut right: Vec<f32>, mut down: Vec<f32>) -> Self {
        for row in right.chunks_exact_mut(width) {
            row[width - 1] = 0.0;
        }
        let last = down.len() - width;
        down[last..].fill(0.0);
        let inverse_diagonal = (0..right.len())
            .into_par_iter()
            .map(|at| {
                let (left, above) = (
                    if at % width > 0 { right[at - 1] } else { 0.0 },
                    if at >= width { down[at - width] } else { 0.0 },
                );
                let sum = right[at] + down[at] + left + above;
                if sum > 0.0 { 1.0 / sum } else { 0.0 }
            })
            .collect();
        Self {
            width,
            height,
            right,
            down,
            inverse_diagonal,
        }
    }

    pub(super) const fn cells(&self) -> usize {
        self.width * self.height
    }

    /// The level whose cells are 2 × 2 of these. Two steps side by side are twice as firm and a coarse step is twice as long, so that a coarse weight is half
    /// of the sum of the steps that cross.
    pub(super) fn coarser(&self) -> Self {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let mut right = vec![0.0; width * height];
        let mut down = vec![0.0; width * height];
        for y in 0..self.height {
            for x in 0..self.width {
                let to = (y / 2) * width + x / 2;
                let at = y * self.width + x;
                if x % 2 == 1 {
                    right[to] += 0.5 * self.right[at];
                }
                if y % 2 == 1 {
                    down[to] += 0.5 * self.down[at];
                }
            }
        }
        Self::new(width, height, right, down)
    }

    /// The sums of 2 × 2 cells.
    pub(super) fn restrict(&self, fine: &[f64], coarse: &Self) -> Vec<f64> {
        let mut sums = vec![0.0; coarse.cells()];
        sums.par_chunks_mut(coarse.width)
            .enumerate()
            .for_each(|(y, row)| {
                for from in fine.chunks_exact(self.width).skip(2 * y).take(2) {
                    for (to, cells) in row.iter_mut().zip(from.chunks(2)) {
                        *to += cells.iter().sum::<f64>();
                    }
                }
            });
        sums
    }

    /// Adds to each cell the value of the coarse cell that it lies in.
    pub(super) fn prolong_onto(&self, fine: &mut [f64], coarse: &Self, values: &[f64]) {
        fine.par_chunks_mut(self.width).enumerate().for_each(|(y, row)| {
            let from = &values[(y / 2) * coarse.width..];
            for (cells, value) in row.chunks_mut(2).zip(from) {
                for cell in cells {
                    *cell += value;
                }
            }
        });
    }

    /// The Laplacian of `values`.
    pub(super) fn apply(&self, values: &[f64]) -> Vec<f64> {
        let mut image = vec![0.0; values.len()];
        self.by_rows(&mut image, |at, flow| *flow = self.flow(values, at));
        image
    }

    /// What of `right_side` the `values` do not explain, to `left`.
    pub(super) fn residual(&self, values: &[f64], right_side: &[f64], left: &mut [f64]) {
        self.by_rows(left, |at, to| *to = right_side[at] - self.flow(values, at));
    }

    /// Damped Jacobi steps; what `spare` holds before and after means nothing.
    pub(super) fn smooth(
        &self,
        values: &mut Vec<f64>,
        spare: &mut Vec<f64>,
        right_side: &[f64],
        steps: usize,
    ) {
        for _ in 0..steps {
            self.by_rows(spare, |at, to| {
                let left = right_side[at] - self.flow(values, at);
                *to = values[at] + DAMPING * left * f64::from(self.inverse_diagonal[at]);
            });
            std::mem::swap(values, spare);
        }
    }

    /// The first Jacobi step, from zero.
    pub(super) fn smoothed_from_zero(&self, right_side: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; right_side.len()];
        self.by_rows(&mut next, |at, to| {
            *to = DAMPING * right_side[at] * f64::from(self.inverse_diagonal[at]);
        });
        next
    }

    fn flow(&self, values: &[f64], at: usize) -> f64 {
        let here = values[at];
        let mut sum = 0.0;
        // Weights at the borders are zero, but their neighbours do not exist.
        if at + 1 < values.len() {
            sum += f64::from(self.right[at]) * (here - values[at + 1]);
        }
        if at > 0 {
            sum += f64::from(self.right[at - 1]) * (here - values[at - 1]);
        }
        if at + self.width < values.len() {
            sum += f64::from(self.down[at]) * (here - values[at + self.width]);
        }
        if at >= self.width {
            sum += f64::from(self.down[at - self.width]) * (here - values[at - self.width]);
        }
        sum
    }

    /// Rows that are worth a task of their own: coarse grids have many short ones.
    const fn rows_per_task(&self) -> usize {
        CELLS_PER_TASK.div_ceil(self.width)
    }

    fn by_rows(&self, to: &mut [f64], rule: impl Fn(usize, &mut f64) + Sync) {
        let rows = to.par_chunks_mut(self.width).enumerate();
        rows.with_min_len(self.rows_per_task()).for_each(|(y, row)| {
            for (x, cell) in row.iter_mut().enumerate() {
                rule(y * self.width + x, cell);
            }
        });
    }

    /// Sum of products: by row, then in row order.
    pub(super) fn dot(&self, a: &[f64], b: &[f64]) -> f64 {
        let rows: Vec<f64> = a
            .par_chunks(self.width)
            .zip(b.par_chunks(self.width))
            .with_min_len(self.rows_per_task())
            .map(|(a, b)| a.iter().zip(b).map(|(a, b)| a * b).sum())
            .collect();
        rows.iter().sum()
    }

    /// `to += factor · from`.
    pub(super) fn add_scaled(&self, to: &mut [f64], factor: f64, from: &[f64]) {
        let rows = to.par_chunks_mut(self.width).zip(from.par_chunks(self.width));
        rows.with_min_len(self.rows_per_task()).for_each(|(to, from)| {
            to.iter_mut()
                .zip(from)
                .for_each(|(to, from)| *to += factor * from)
        });
    }

    /// `to = factor · to + from`.
    pub(super) fn scale_and_add(&self, to: &mut [f64], factor: f64, from: &[f64]) {
        let rows = to.par_chunks_mut(self.width).zip(from.par_chunks(self.width));
        rows.with_min_len(self.rows_per_task()).for_each(|(to, from)| {
            to.iter_mut()
                .zip(from)
                .for_each(|(to, from)| *to = factor * *to + from);
        });
    }
}

/// Damping of Jacobi's method that takes most of what is too fine for the next level (4/5 in two dimensions; Trottenberg, Oosterlee & Schüller,
/// *Multigrid*, 2001, section 2.1.2).
const DAMPING: f64 = 0.8;
