//! A weighted Laplacian on one grid, and the vector arithmetic on it.

use rayon::prelude::*;
use relief_grid::{CELLS_PER_TASK, vectorised};
use std::ops::{Add, AddAssign, Mul, Sub};

/// What vectors on a grid are made of: eight bytes where heights add up, four where they are looked for only about.
pub(super) trait Number:
    Copy + Send + Sync + From<f32> + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + AddAssign
{
}
impl Number for f32 {}
impl Number for f64 {}

/// Weights of the steps between neighbours, on a grid of `width × height` cells.
#[derive(Debug)]
pub(super) struct Level {
    width: usize,
    height: usize,
    right: Vec<f32>,
    down: Vec<f32>,
    /// One over the sum of each cell's weights; zero for a cell without any.
    inverse_diagonal: Vec<f32>,
    /// The weights of a row of steps that do not exist.
    none: Vec<f32>,
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
            none: vec![0.0; width],
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
    pub(super) fn restrict(&self, fine: &[f32], coarse: &Self) -> Vec<f32> {
        let mut sums = vec![0.0; coarse.cells()];
        coarse.by_rows(
            &mut sums,
            #[inline(always)]
            |y, row| {
                for from in fine.chunks_exact(self.width).skip(2 * y).take(2) {
                    for (to, cells) in row.iter_mut().zip(from.chunks(2)) {
                        *to += cells.iter().sum::<f32>();
                    }
                }
            },
        );
        sums
    }

    /// Adds to each cell the value of the coarse cell that it lies in.
    pub(super) fn prolong_onto(&self, fine: &mut [f32], coarse: &Self, values: &[f32]) {
        self.by_rows(
            fine,
            #[inline(always)]
            |y, row| {
                let from = &values[(y / 2) * coarse.width..];
                for (cells, value) in row.chunks_mut(2).zip(from) {
                    for cell in cells {
                        *cell += value;
                    }
                }
            },
        );
    }

    /// The Laplacian of `values`.
    pub(super) fn apply(&self, values: &[f64], image: &mut [f64]) {
        self.by_rows(
            image,
            #[inline(always)]
            |y, to| self.flow(values, y, to),
        );
    }

    /// What of `right_side` the `values` do not explain, to `left`.
    pub(super) fn residual<T: Number>(&self, values: &[T], right_side: &[T], left: &mut [T]) {
        self.by_rows(
            left,
            #[inline(always)]
            |y, to| {
                self.flow(values, y, to);
                for (to, right_side) in to.iter_mut().zip(self.row(right_side, y)) {
                    *to = *right_side - *to;
                }
            },
        );
    }

    /// Damped Jacobi steps; what `spare` holds before and after means nothing.
    pub(super) fn smooth(
        &self,
        values: &mut Vec<f32>,
        spare: &mut Vec<f32>,
        right_side: &[f32],
        steps: usize,
    ) {
        for _ in 0..steps {
            self.by_rows(
                spare,
                #[inline(always)]
                |y, to| {
                    self.flow(values, y, to);
                    let here = self.row(values, y).iter().zip(self.row(right_side, y));
                    let here = here.zip(self.row(&self.inverse_diagonal, y));
                    for (to, ((value, right_side), inverse)) in to.iter_mut().zip(here) {
                        *to = value + DAMPING * (right_side - *to) * inverse;
                    }
                },
            );
            std::mem::swap(values, spare);
        }
    }

    /// The first Jacobi step, from zero.
    pub(super) fn smoothed_from_zero(&self, right_side: &[f32]) -> Vec<f32> {
        let mut next = vec![0.0; right_side.len()];
        self.by_rows(
            &mut next,
            #[inline(always)]
            |y, to| {
                let here = self
                    .row(right_side, y)
                    .iter()
                    .zip(self.row(&self.inverse_diagonal, y));
                for (to, (right_side, inverse)) in to.iter_mut().zip(here) {
                    *to = DAMPING * right_side * inverse;
                }
            },
        );
        next
    }

    #[inline(always)]
    fn row<'a, T>(&self, values: &'a [T], y: usize) -> &'a [T] {
        &values[y * self.width..(y + 1) * self.width]
    }

    /// A row of the Laplacian of `values`.
    #[inline(always)]
    fn flow<T: Number>(&self, values: &[T], y: usize, to: &mut [T]) {
        let here = self.row(values, y);
        // Steps across the borders have no weight, whatever is taken for what lies there.
        let (above, up) = if y > 0 {
            (self.row(values, y - 1), self.row(&self.down, y - 1))
        } else {
            (here, &self.none[..])
        };
        let below = if y + 1 < self.height {
            self.row(values, y + 1)
        } else {
            here
        };
        let neighbours = above
            .iter()
            .zip(up)
            .zip(below.iter().zip(self.row(&self.down, y)));
        for (to, (here, ((above, up), (below, down)))) in to.iter_mut().zip(here.iter().zip(neighbours)) {
            *to = T::from(*up) * (*here - *above) + T::from(*down) * (*here - *below);
        }
        let (left, right) = (&here[..self.width - 1], &here[1..]);
        let weights = self.row(&self.right, y);
        for (to, (weight, (left, right))) in to.iter_mut().zip(weights.iter().zip(left.iter().zip(right))) {
            *to += T::from(*weight) * (*left - *right);
        }
        for (to, (weight, (left, right))) in
            to[1..].iter_mut().zip(weights.iter().zip(left.iter().zip(right)))
        {
            *to += T::from(*weight) * (*right - *left);
        }
    }

    /// Rows that are worth a task of their own: coarse grids have many short ones.
    const fn rows_per_task(&self) -> usize {
        CELLS_PER_TASK.div_ceil(self.width)
    }

    #[inline(always)]
    fn by_rows<T: Number>(&self, to: &mut [T], rule: impl Fn(usize, &mut [T]) + Sync) {
        let rows = to.par_chunks_mut(self.width).enumerate();
        rows.with_min_len(self.rows_per_task()).for_each(|(y, row)| {
            vectorised(
                #[inline(always)]
                || rule(y, row),
            );
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
        self.by_rows(
            to,
            #[inline(always)]
            |y, to| {
                for (to, from) in to.iter_mut().zip(self.row(from, y)) {
                    *to += factor * from;
                }
            },
        );
    }

    /// `to = factor · to + from`.
    pub(super) fn scale_and_add(&self, to: &mut [f64], factor: f64, from: &[f64]) {
        self.by_rows(
            to,
            #[inline(always)]
            |y, to| {
                for (to, from) in to.iter_mut().zip(self.row(from, y)) {
                    *to = factor * *to + from;
                }
            },
        );
    }
}

/// Damping of Jacobi's method that takes most of what is too fine for the next level (4/5 in two dimensions; Trottenberg, Oosterlee & Schüller,
/// *Multigrid*, 2001, section 2.1.2).
const DAMPING: f32 = 0.8;
