//! A quadratic through scattered values, robustly.

use nalgebra::{Matrix6, Vector6};

/// Rounds of reweighting.
const ROUNDS: usize = 8;
/// Tukey's constant, in robust standard deviations: 95 % efficient for a normal distribution (Holland & Welsch 1977,
/// doi:10.1080/03610927708827533).
const TUKEY: f64 = 4.685;
/// From the median of absolute deviations to a standard deviation of a normal distribution.
const MAD_TO_SIGMA: f64 = 1.4826;

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
            let (mut normal, mut right) = (Matrix6::zeros(), Vector6::zeros());
            for ((at, value), weight) in values.iter().zip(&fit.weights) {
                let powers = Self::powers(*at);
                normal += *weight * powers * powers.transpose();
                right += *weight * *value * powers;
            }
            fit.inverse = normal.cholesky()?.inverse();
            fit.terms = fit.inverse * right;
            for (residual, (at, value)) in residuals.iter_mut().zip(values) {
                *residual = value - fit.terms.dot(&Self::powers(*at));
            }
            fit.sigma = spread(&residuals);
            if fit.sigma == 0.0 {
                break;
            }
            for (weight, residual) in fit.weights.iter_mut().zip(&residuals) {
                let share = residual / (TUKEY * fit.sigma);
                *weight = (1.0 - share * share).max(0.0).powi(2);
            }
        }
        Some(fit)
    }

    pub(super) fn at(&self, at: [f64; 2]) -> f64 {
        self.terms.dot(&Self::powers(at))
    }

    pub(super) fn powers([x, y]: [f64; 2]) -> Vector6<f64> {
        Vector6::new(1.0, x, y, x * x, x * y, y * y)
    }
}

/// Robust standard deviation of values about nought; nought without values.
pub(super) fn spread(values: &[f64]) -> f64 {
    let mut sizes: Vec<f64> = values.iter().map(|value| value.abs()).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return 0.0;
    }
    let (_, median, _) = sizes.select_nth_unstable_by(middle, f64::total_cmp);
    MAD_TO_SIGMA * *median
}
