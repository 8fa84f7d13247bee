//! Weighted least squares on the studies' effects: what all models of this module are made of.

use super::{Interval, Model, tau2};
use crate::distribution::Law;
use crate::effect::Effect;
use crate::error::EvidenceError;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// The studies and what their effects are explained by: one row a study, one column a coefficient.
pub(super) struct Design {
    pub(super) effects: DVector<f64>,
    pub(super) variances: DVector<f64>,
    pub(super) columns: DMatrix<f64>,
}

impl Design {
    /// All studies about one mean.
    pub(super) fn mean(effects: &[Effect]) -> Result<Self, EvidenceError> {
        Self::with(effects, DMatrix::from_element(effects.len(), 1, 1.0))
    }

    /// An intercept and one moderator.
    pub(super) fn moderated(effects: &[Effect], moderator: &[f64]) -> Result<Self, EvidenceError> {
        if moderator.len() != effects.len() {
            return Err(EvidenceError::Length {
                what: "values of the moderator",
                count: moderator.len(),
                studies: effects.len(),
            });
        }
        let columns = DMatrix::from_fn(
            effects.len(),
            2,
            |row, column| {
                if column == 0 { 1.0 } else { moderator[row] }
            },
        );
        Self::with(effects, columns)
    }

    /// Any columns; at least one study more than coefficients.
    pub(super) fn with(effects: &[Effect], columns: DMatrix<f64>) -> Result<Self, EvidenceError> {
        if effects.len() <= columns.ncols() {
            return Err(EvidenceError::TooFew {
                what: "pooling",
                count: effects.len(),
                least: columns.ncols() + 1,
            });
        }
        Ok(Self {
            effects: DVector::from_iterator(effects.len(), effects.iter().map(|effect| effect.value)),
            variances: DVector::from_iterator(effects.len(), effects.iter().map(|effect| effect.variance)),
            columns,
        })
    }

    /// Studies less coefficients.
    pub(super) fn df(&self) -> f64 {
        (self.columns.nrows() - self.columns.ncols()) as f64
    }

    /// The fit with the inverse of each study's variance plus `tau2` as weight.
    pub(super) fn weighted(&self, tau2: f64) -> Result<Weighted<'_>, EvidenceError> {
        let weights = self.variances.map(|variance| 1.0 / (variance + tau2));
        let normal = self.moment(&weights, 1);
        let inverse = Cholesky::new(normal).ok_or(EvidenceError::Collinear)?;
        let target = self.columns.transpose() * weights.component_mul(&self.effects);
        let coefficients = inverse.solve(&target);
        let residuals = &self.effects - &self.columns * &coefficients;
        Ok(Weighted {
            design: self,
            weights,
            inverse,
            coefficients,
            residuals,
        })
    }

    /// XᵀWᵖX.
    fn moment(&self, weights: &DVector<f64>, power: i32) -> DMatrix<f64> {
        let columns = self.columns.ncols();
        DMatrix::from_fn(columns, columns, |a, b| {
            let rows = 0..self.columns.nrows();
            rows.map(|row| weights[row].powi(power) * self.columns[(row, a)] * self.columns[(row, b)])
                .sum()
        })
    }
}

/// A fit with given weights.
pub(super) struct Weighted<'a> {
    design: &'a Design,
    pub(super) weights: DVector<f64>,
    inverse: Cholesky<f64, Dyn>,
    pub(super) coefficients: DVector<f64>,
    pub(super) residuals: DVector<f64>,
}

impl Weighted<'_> {
    /// The generalised Q: the weighted sum of squared residuals.
    pub(super) fn q(&self) -> f64 {
        self.residual_moment(1)
    }

    /// rᵀWᵖr.
    pub(super) fn residual_moment(&self, power: i32) -> f64 {
        let terms = self.weights.iter().zip(self.residuals.iter());
        terms
            .map(|(weight, residual)| weight.powi(power) * residual * residual)
            .sum()
    }

    /// The trace of P = W − WX(XᵀWX)⁻¹XᵀW.
    pub(super) fn trace(&self) -> f64 {
        let square = self.inverse.solve(&self.design.moment(&self.weights, 2));
        self.weights.sum() - square.trace()
    }

    /// The trace of PP.
    pub(super) fn trace_of_square(&self) -> f64 {
        let square = self.inverse.solve(&self.design.moment(&self.weights, 2));
        let cube = self.inverse.solve(&self.design.moment(&self.weights, 3));
        self.weights.norm_squared() - 2.0 * cube.trace() + (&square * &square).trace()
    }

    fn covariance(&self) -> DMatrix<f64> {
        self.inverse.inverse()
    }
}

/// A model fitted: its coefficients with their covariance.
pub(super) struct Fit {
    pub(super) tau2: f64,
    pub(super) weights: DVector<f64>,
    pub(super) coefficients: DVector<f64>,
    pub(super) covariance: DMatrix<f64>,
    /// The law of a coefficient over its standard error.
    pub(super) law: Law,
}

pub(super) fn fit(design: &Design, model: Model) -> Result<Fit, EvidenceError> {
    let tau2 = tau2::between(design, model.between)?;
    let weighted = design.weighted(tau2)?;
    let scatter = weighted.q() / design.df();
    let scale = match model.interval {
        Interval::Normal => 1.0,
        Interval::KnappHartung => scatter,
        Interval::KnappHartungAtLeastNormal => scatter.max(1.0),
    };
    Ok(Fit {
        tau2,
        covariance: weighted.covariance() * scale,
        coefficients: weighted.coefficients,
        weights: weighted.weights,
        law: model.law(design.df()),
    })
}

impl Fit {
    /// A coefficient's standard error.
    pub(super) fn standard_error(&self, coefficient: usize) -> f64 {
        self.covariance[(coefficient, coefficient)].sqrt()
    }

    /// The mean square of the coefficients from `first` on, in units of their covariance, and the probability that it is
    /// as large when they are all zero.
    pub(super) fn omnibus(&self, first: usize) -> Result<(f64, f64), EvidenceError> {
        let count = self.coefficients.len() - first;
        let tested = self.coefficients.rows(first, count).into_owned();
        let covariance = self.covariance.view((first, first), (count, count)).into_owned();
        let solved = Cholesky::new(covariance)
            .ok_or(EvidenceError::Collinear)?
            .solve(&tested);
        let mean_square = tested.dot(&solved) / count as f64;
        Ok((mean_square, self.law.above(mean_square, count)))
    }
}
