//! One pooled effect.

use super::fit::{Design, fit};
use super::tau2::{q_profile, typical_variance};
use super::{Between, Model};
use crate::distribution::chi_square_above;
use crate::effect::Effect;
use crate::error::EvidenceError;
use relief_estimate::Estimate;

/// A pooled effect and how far the studies disagree about it, on the scale on which they were pooled.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// The mean effect with its 95 % interval.
    pub estimate: Estimate,
    /// Its standard error, as the model's interval takes it.
    pub standard_error: f64,
    /// The p of no mean effect at all.
    pub p: f64,
    /// Each study's share of the weight, in the studies' order; they add up to 1.
    pub weights: Vec<f64>,
    /// The variance between studies, τ².
    pub tau2: f64,
    /// Its 95 % interval by the profile of Q; none when the studies agree better than their errors allow.
    pub tau2_ci95: Option<[f64; 2]>,
    /// Cochran's Q: the weighted squares about the common effect.
    pub q: f64,
    /// Its degrees of freedom, studies less one.
    pub q_df: usize,
    /// The p of as large a Q when the studies do not differ.
    pub q_p: f64,
    /// I²: the share of the variance among the observed effects that is not sampling error, 0 to 1.
    pub i2: f64,
    /// H²: that variance over the sampling variance, at least 1 with a τ².
    pub h2: f64,
    /// Where the true effect of a new, similar study lies with 95 %. Student's t has one degree of freedom less
    /// than there are studies, as `metafor` with Knapp-Hartung has it (Higgins et al. 2009 take one less still); with
    /// [`super::Interval::Normal`] it is the normal quantile. None for the common effect, which knows no other study.
    pub prediction: Option<Estimate>,
}

/// Pools at least two effects of the same kind.
///
/// ```
/// use relief_evidence::effect::Effect;
/// use relief_evidence::pool::{Model, pool};
/// let studies = [Effect::new(-0.84, 0.010)?, Effect::new(-1.52, 0.012)?, Effect::new(-0.91, 0.005)?];
/// let pooled = pool(&studies, Model::CAREFUL)?;
/// // Three studies that disagree: the interval is wide, and the range for a new study wider still.
/// assert!(pooled.estimate.ci95[0] < -1.9 && pooled.estimate.ci95[1] > -0.3);
/// assert!(pooled.prediction.unwrap().half_width() > pooled.estimate.half_width());
/// assert!(pooled.i2 > 0.9);
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
///
/// # Errors
///
/// [`EvidenceError::TooFew`] below two studies; [`EvidenceError::NoConvergence`] when τ² is not found.
pub fn pool(effects: &[Effect], model: Model) -> Result<Pooled, EvidenceError> {
    let design = Design::mean(effects)?;
    let fitted = fit(&design, model)?;
    let (mean, standard_error) = (fitted.coefficients[0], fitted.standard_error(0));
    let interval = |error: f64| {
        let half = fitted.law.half_width() * error;
        Estimate::new(mean, [mean - half, mean + half])
    };
    let q = design.weighted(0.0)?.q();
    let (i2, h2) = disagreement(&design, model.between, fitted.tau2, q)?;
    let new_study = (standard_error * standard_error + fitted.tau2).sqrt();
    let total = fitted.weights.sum();
    Ok(Pooled {
        estimate: interval(standard_error)?,
        standard_error,
        p: fitted.law.two_sided(mean / standard_error),
        weights: fitted.weights.iter().map(|weight| weight / total).collect(),
        tau2: fitted.tau2,
        tau2_ci95: q_profile(&design)?,
        q,
        q_df: effects.len() - 1,
        q_p: chi_square_above(q, design.df()),
        i2,
        h2,
        prediction: match model.between {
            Between::Common => None,
            _ => Some(interval(new_study)?),
        },
    })
}

/// I² and H² (Higgins & Thompson 2002, doi:10.1002/sim.1186): from τ² and the typical sampling variance, or, for the common effect,
/// from Q.
fn disagreement(design: &Design, between: Between, tau2: f64, q: f64) -> Result<(f64, f64), EvidenceError> {
    if between == Between::Common {
        let i2 = if q > 0.0 {
            ((q - design.df()) / q).max(0.0)
        } else {
            0.0
        };
        return Ok((i2, q / design.df()));
    }
    let typical = typical_variance(design)?;
    Ok((tau2 / (tau2 + typical), tau2 / typical + 1.0))
}
