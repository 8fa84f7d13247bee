//! One cycle over grids of half the resolution each: wide waves, which neighbours alone would take thousands of rounds to settle, are narrow there.

use super::level::Level;
use rayon::prelude::*;

/// Levels from the finest to the coarsest.
#[derive(Debug)]
pub(super) struct Multigrid {
    levels: Vec<Level>,
}

/// A grid of so few cells is settled by smoothing alone.
const COARSEST_CELLS: usize = 16;
/// Smoothing steps before and after the coarser grid; equal, so that the cycle is symmetric, which conjugate gradients need.
const SMOOTHINGS: usize = 2;
const COARSEST_SMOOTHINGS: usize = 20;

impl Multigrid {
    pub(super) fn new(finest: Level) -> Self {
        let mut levels = vec![finest];
        while let Some(last) = levels.last()
            && last.cells() > COARSEST_CELLS
        {
            let next = last.coarser();
            if next.cells() == last.cells() {
                break;
            }
            levels.push(next);
        }
        Self { levels }
    }

    pub(super) fn finest(&self) -> &Level {
        &self.levels[0]
    }

    /// About the values whose Laplacian is `right_side`: four bytes a number are enough for about, and half as many move.
    pub(super) fn precondition(&self, right_side: &[f64], about: &mut [f64]) {
        let short: Vec<f32> = right_side.par_iter().map(|value| *value as f32).collect();
        let values = self.cycle(0, &short);
        about
            .par_iter_mut()
            .zip(&values)
            .for_each(|(to, value)| *to = f64::from(*value));
    }

    fn cycle(&self, depth: usize, right_side: &[f32]) -> Vec<f32> {
        let level = &self.levels[depth];
        let mut values = level.smoothed_from_zero(right_side);
        let mut spare = vec![0.0; values.len()];
        let Some(coarse) = self.levels.get(depth + 1) else {
            level.smooth(&mut values, &mut spare, right_side, COARSEST_SMOOTHINGS - 1);
            return values;
        };
        level.smooth(&mut values, &mut spare, right_side, SMOOTHINGS - 1);
        level.residual(&values, right_side, &mut spare);
        let correction = self.cycle(depth + 1, &level.restrict(&spare, coarse));
        level.prolong_onto(&mut values, coarse, &correction);
        level.smooth(&mut values, &mut spare, right_side, SMOOTHINGS);
        values
    }
}
