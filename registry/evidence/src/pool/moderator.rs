//! Meta-regression: whether the effect rises or falls with one number, as needle length or sessions.

use super::fit::{Design, Fit, fit};
use super::{Between, Model, tau2};
use crate::effect::Effect;
use crate::error::EvidenceError;
use relief_estimate::Estimate;

/// A coefficient with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The coefficient with its 95 % interval.
    pub estimate: Estimate,
    /// Its standard error.
    pub standard_error: f64,
    /// It over its standard error: t with Knapp-Hartung, z with the normal interval.
    pub statistic: f64,
    /// Its p.
    pub p: f64,
}

/// How the effect goes with a moderator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regression {
    /// The effect where the moderator is zero.
    pub intercept: Slope,
    /// The change of the effect for each unit of the moderator.
    pub slope: Slope,
    /// The variance between studies that is left.
    pub tau2: f64,
    /// The share of the variance between studies that the moderator explains, 0 to 1; none where there was none to explain.
    pub r2: Option<f64>,
}

/// Regresses at least three effects on one moderator in the moderator's unit.
///
/// It compares studies and not patients: what goes with the moderator across studies can go the other way within them.
///
/// # Errors
///
/// [`EvidenceError::TooFew`] below three studies, [`EvidenceError::Collinear`] when the moderator does not vary,
/// [`EvidenceError::Length`] when there is not one value for each study.
pub fn regress(effects: &[Effect], moderator: &[f64], model: Model) -> Result<Regression, EvidenceError> {
    for value in moderator {
        crate::error::finite("the moderator", *value)?;
    }
    let design = Design::moderated(effects, moderator)?;
    if moderator.iter().all(|value| *value == moderator[0]) {
        return Err(EvidenceError::Collinear);
    }
    let fitted = fit(&design, model)?;
    let unexplained = tau2::between(&Design::mean(effects)?, model.between)?;
    let explained = model.between != Between::Common && unexplained > 0.0;
    Ok(Regression {
        intercept: fitted.slope(0)?,
        slope: fitted.slope(1)?,
        tau2: fitted.tau2,
        r2: explained.then(|| ((unexplained - fitted.tau2) / unexplained).max(0.0)),
    })
}

impl Fit {
    pub(super) fn slope(&self, coefficient: usize) -> Result<Slope, EvidenceError> {
        let (value, standard_error) = (self.coefficients[coefficient], self.standard_error(coefficient));
        let half = self.law.half_width() * standard_error;
        let statistic = value / standard_error;
        Ok(Slope {
            estimate: Estimate::new(value, [value - half, value + half])?,
            standard_error,
            statistic,
            p: self.law.two_sided(statistic),
        })
    }
}
