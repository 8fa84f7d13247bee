//! Effect sizes: what one study says, as a value with its sampling variance.
//!
//! Each function has the formula of R's `metafor::escalc` under the same name of measure
//! (Viechtbauer 2010, doi:10.18637/jss.v036.i03), and the tests hold it to that program's output.

mod change;
mod means;
mod medians;
mod proportion;
mod table;

pub use change::{
    Paired, change_from_interval, change_from_p, mean_change, standardised_by_change,
    standardised_by_raw_score,
};
pub use means::{Group, mean_difference, single_mean, standardised_mean_difference};
pub use medians::{FiveNumbers, MeanAndSd, mean_and_sd};
pub use proportion::{freeman_tukey, freeman_tukey_share, logit, logit_share};
pub use table::{TwoByTwo, log_odds_ratio, log_risk_ratio, risk_difference};

use crate::error::{EvidenceError, finite, positive};
use statrs::function::gamma::ln_gamma;

/// What one study says: a value with its sampling variance, on the scale on which studies are pooled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The value; for ratios and odds its natural logarithm.
    pub value: f64,
    /// The variance of its sampling error, above zero, in the square of the value's unit.
    pub variance: f64,
}

impl Effect {
    /// A value with its variance.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Range`] when the value is not finite or the variance not above zero.
    pub fn new(value: f64, variance: f64) -> Result<Self, EvidenceError> {
        Ok(Self {
            value: finite("the effect", value)?,
            variance: positive("the effect's variance", variance)?,
        })
    }

    /// The square root of the variance.
    pub fn standard_error(&self) -> f64 {
        self.variance.sqrt()
    }
}

/// Hedges' exact factor that takes the bias of a standardised mean away: Γ(m/2) / (√(m/2) Γ((m−1)/2)) for `df` = m
/// degrees of freedom of the standard deviation (Hedges 1981, doi:10.3102/10769986006002107, equation 6e).
pub(crate) fn small_sample_factor(df: f64) -> f64 {
    (ln_gamma(df / 2.0) - (df / 2.0).sqrt().ln() - ln_gamma((df - 1.0) / 2.0)).exp()
}
