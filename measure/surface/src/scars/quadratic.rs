//! A quadratic through scattered values, robustly.

use super::scattered::{Moments, Scattered};
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
    pub(super) fn fit(values: &Scattered) -> Option<Self> {
        let mut fit = Self {
            terms: Vector6::zeros(),
            inverse: Matrix6::zeros(),
            weights: vec![1.0; values.len()],
            sigma: 0.0,
        };
        let mut residuals = vec![0.0; values.len()];
        for _ in 0..ROUNDS {
            let (normal, right) = normal_equations(&values.moments(&fit.weights));
            fit.inverse = normal.cholesky()?.inverse();
            fit.terms = fit.inverse * right;
            values.residuals(&fit.terms, &mut residuals);
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
    pub(super) fn plain(values: &Scattered) -> Option<Vector6<f64>> {
        let (normal, right) = normal_equations(&values.moments(&vec![1.0; values.len()]));
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

/// The normal matrix and right side.
fn normal_equations(moments: &Moments) -> (Matrix6<f64>, Vector6<f64>) {
    let normal = Matrix6::from_fn(|i, j| moments.of([0, 1].map(|axis| POWERS[i][axis] + POWERS[j][axis])));
    (normal, Vector6::from(moments.values))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many as fill no whole number of lanes, on a quadratic.
    fn scattered(off: impl Fn(usize) -> f64) -> Scattered {
        let value = |i: usize| {
            let at = [(i % 11) as f64 * 0.1 - 0.5, (i / 11) as f64 * 0.1 - 0.4];
            let terms = Vector6::new(0.3, -1.0, 0.5, 2.0, -0.7, 0.1);
            (at, terms.dot(&Quadratic::powers(at)) + off(i))
        };
        (0..101).map(value).collect()
    }

    #[test]
    fn a_quadratic_is_its_own_fit_and_values_far_off_do_not_move_it() {
        let plain = Quadratic::plain(&scattered(|_| 0.0)).unwrap();
        let robust = Quadratic::fit(&scattered(
            |i| {
                if i % 9 == 0 { 5.0 } else { 1e-9 * (i % 5) as f64 }
            },
        ))
        .unwrap();
        let terms = Vector6::new(0.3, -1.0, 0.5, 2.0, -0.7, 0.1);
        assert!((plain - terms).amax() < 1e-12, "{plain}");
        assert!((robust.terms - terms).amax() < 1e-7, "{}", robust.terms);
        assert_eq!(robust.weights[9], 0.0);
    }

    #[test]
    fn places_on_a_line_hold_no_quadratic() {
        let line: Scattered = (0..20).map(|i| ([f64::from(i), 0.0], 1.0)).collect();
        assert!(Quadratic::fit(&line).is_none());
    }
}
