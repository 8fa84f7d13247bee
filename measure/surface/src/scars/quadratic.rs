//! A quadratic through scattered values, robustly.

use crate::robust;
use nalgebra::{Matrix6, Vector6};

/// Rounds of reweighting.
const ROUNDS: usize = 8;
/// `a + bx + cy + dx² + exy + fy²`.
pub(super) struct Quadratic {
    pub(super) terms: Vector6<f64>,
    /// Inverse of the weighted normal matrix.
    pub(super) inverse: Matrix6<f64>,
    /// Each value's weight, 0 to 1.
    pub(super) weights: Vec<f64>,
    /// Robust standard deviation of the residuals.
    pub(super) sigma: f64,
}

impl Quadratic {
    /// Fits values at places; values far off the others do not count. `None` when the places do not hold a quadratic.
    pub(super) fn fit(values: &[([f64; 2], f64)]) -> Option<Self> {
        let mut fit = Self {
            terms: Vector6::zeros(),
            inverse: Matrix6::zeros(),
            weights: vec![1.0; values.len()],
            sigma: 0.0,
        };
        let mut residuals = vec![0.0; values.len()];
        for _ in 0..ROUNDS {
            let (normal, right) = normal_equations(values, &fit.weights);
            fit.inverse = normal.cholesky()?.inverse();
            fit.terms = fit.inverse * right;
            for (residual, (at, value)) in residuals.iter_mut().zip(values) {
                *residual = value - fit.terms.dot(&Self::powers(*at));
            }
            fit.sigma = robust::sigma(residuals.iter().copied());
            if fit.sigma == 0.0 {
                break;
            }
            for (weight, residual) in fit.weights.iter_mut().zip(&residuals) {
                *weight = robust::tukey(*residual, fit.sigma);
            }
        }
        Some(fit)
    }

    /// The terms by plain least squares.
    pub(super) fn plain(values: &[([f64; 2], f64)]) -> Option<Vector6<f64>> {
        let (normal, right) = normal_equations(values, &vec![1.0; values.len()]);
        Some(normal.cholesky()?.solve(&right))
    }

    pub(super) fn at(&self, at: [f64; 2]) -> f64 {
        self.terms.dot(&Self::powers(at))
    }

    pub(super) fn powers([x, y]: [f64; 2]) -> Vector6<f64> {
        Vector6::new(1.0, x, y, x * x, x * y, y * y)
    }
}

/// Powers of x and y in the terms.
const POWERS: [[usize; 2]; 6] = [[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [0, 2]];

/// The weighted normal matrix and right side. Its 36 entries are 15 moments of x and y, which are all that is summed.
fn normal_equations(values: &[([f64; 2], f64)], weights: &[f64]) -> (Matrix6<f64>, Vector6<f64>) {
    let (mut moments, mut right) = ([[0.0; 5]; 5], Vector6::zeros());
    for (([x, y], value), weight) in values.iter().zip(weights) {
        let (xx, xy, yy) = (x * x, x * y, y * y);
        let powers = [1.0, *x, *y, xx, xy, yy];
        let of = powers.map(|power| weight * power);
        for (sum, power) in right.iter_mut().zip(of) {
            *sum += value * power;
        }
        moments[0][0] += of[0];
        moments[1][0] += of[1];
        moments[0][1] += of[2];
        moments[2][0] += of[3];
        moments[1][1] += of[4];
        moments[0][2] += of[5];
        moments[3][0] += of[3] * x;
        moments[2][1] += of[3] * y;
        moments[1][2] += of[5] * x;
        moments[0][3] += of[5] * y;
        moments[4][0] += of[3] * xx;
        moments[3][1] += of[3] * xy;
        moments[2][2] += of[4] * xy;
        moments[1][3] += of[5] * xy;
        moments[0][4] += of[5] * yy;
    }
    let normal = Matrix6::from_fn(|i, j| moments[POWERS[i][0] + POWERS[j][0]][POWERS[i][1] + POWERS[j][1]]);
    (normal, right)
}
