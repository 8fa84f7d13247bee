//! Whether small studies find more than large ones: the funnel and Egger's test.

use super::fit::{Design, fit};
use super::{Between, Interval, Model, Slope};
use crate::effect::Effect;
use crate::error::EvidenceError;
use relief_estimate::Estimate;

/// Which regression on the standard errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsymmetryModel {
    /// The original: weights from the sampling variances, Student's t, whatever scatter is left multiplies the errors (Egger et al.
    /// 1997, doi:10.1136/bmj.315.7109.629; `metafor::regtest(model = "lm")`).
    Egger,
    /// A meta-regression with a variance between studies (`regtest(model = "rma")`).
    Mixed(Model),
}

/// How the effect goes with the standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asymmetry {
    /// The change of the effect for each unit of the standard error; zero in a symmetric funnel.
    pub slope: Slope,
    /// The effect that a study without any error would find, under this model.
    pub limit: Slope,
}

/// Egger's test on at least three studies. Below ten it has hardly any power (Cochrane Handbook 13.3.5.4): that it finds
/// nothing then says nothing.
///
/// # Errors
///
/// [`EvidenceError::TooFew`] below three studies, [`EvidenceError::Collinear`] when all standard errors are the same.
pub fn egger(effects: &[Effect], model: AsymmetryModel) -> Result<Asymmetry, EvidenceError> {
    let errors: Vec<f64> = effects.iter().map(Effect::standard_error).collect();
    let design = Design::moderated(effects, &errors)?;
    if errors.iter().all(|error| *error == errors[0]) {
        return Err(EvidenceError::Collinear);
    }
    let model = match model {
        // Knapp-Hartung on the common effect is weighted least squares with its own residual scale.
        AsymmetryModel::Egger => Model {
            between: Between::Common,
            interval: Interval::KnappHartung,
        },
        AsymmetryModel::Mixed(model) => model,
    };
    let fitted = fit(&design, model)?;
    Ok(Asymmetry {
        slope: fitted.slope(1)?,
        limit: fitted.slope(0)?,
    })
}

/// The funnel's sides about `centre`: for each standard error, where 95 % of studies lie that have sampling error alone.
///
/// # Errors
///
/// [`EvidenceError::Estimate`] when a number is not finite.
pub fn funnel(centre: f64, standard_errors: &[f64]) -> Result<Vec<Estimate>, EvidenceError> {
    let sides = standard_errors.iter();
    sides
        .map(|error| Ok(Estimate::from_standard_error(centre, *error)?))
        .collect()
}
