//! Limits of agreement between two methods, or between first and second captures.

use crate::distribution::{LOWER_95, UPPER_95, Z_97_5, noncentral_t_quantile, t_quantile};
use crate::error::{EstimateError, at_least};
use crate::estimate::Estimate;
use crate::moments::{mean, standard_deviation};
use crate::paired::Pairs;

/// How the intervals of the limits of agreement are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitInterval {
    /// By the noncentral t: right for any number of pairs (Carkeet 2015, doi:10.1097/OPX.0000000000000513).
    Exact,
    /// Limit ± t·s·√(1/n + 1.96²/(2(n−1))), as published first; symmetrical, and short for few pairs
    /// (Bland & Altman 1999, doi:10.1191/096228099673819272, section 2).
    Approximate,
}

/// Bland and Altman's limits: between them lie 95 % of the differences of two captures.
///
/// ```
/// use relief_estimate::{LimitInterval, LimitsOfAgreement, Pairs};
/// let first = [494.0, 395.0, 516.0, 434.0, 476.0, 557.0];
/// let second = [490.0, 397.0, 512.0, 401.0, 470.0, 611.0];
/// let limits = LimitsOfAgreement::of(&Pairs::new(&first, &second)?, LimitInterval::Exact)?;
/// assert!(limits.lower.value < limits.bias.value && limits.bias.value < limits.upper.value);
/// # Ok::<(), relief_estimate::EstimateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitsOfAgreement {
    /// The mean difference with Student's interval.
    pub bias: Estimate,
    /// The standard deviation of the differences.
    pub standard_deviation: f64,
    /// Bias − 1.96 standard deviations.
    pub lower: Estimate,
    /// Bias + 1.96 standard deviations.
    pub upper: Estimate,
}

impl LimitsOfAgreement {
    /// Of at least three pairs. The differences should not depend on the size of what is measured; where
    /// they grow with it, pass logarithms.
    pub fn of(pairs: &Pairs, intervals: LimitInterval) -> Result<Self, EstimateError> {
        let differences = pairs.differences();
        at_least("pairs for limits of agreement", differences.len(), 3)?;
        let spread = standard_deviation(differences);
        let bias = mean(differences);
        let [near, far] = distances(intervals, differences.len() as f64);
        let at = |limit: f64, ends: [f64; 2]| {
            Estimate::new(bias + limit * spread, ends.map(|end| bias + end * spread))
        };
        Ok(Self {
            bias: pairs.mean_difference()?,
            standard_deviation: spread,
            lower: at(-Z_97_5, [-far, -near])?,
            upper: at(Z_97_5, [near, far])?,
        })
    }
}

/// How far from the bias the upper limit's interval begins and ends, in standard deviations.
fn distances(intervals: LimitInterval, n: f64) -> [f64; 2] {
    match intervals {
        LimitInterval::Exact => [LOWER_95, UPPER_95]
            .map(|level| noncentral_t_quantile(level, n - 1.0, Z_97_5 * n.sqrt()) / n.sqrt()),
        LimitInterval::Approximate => {
            let error = (1.0 / n + Z_97_5.powi(2) / (2.0 * (n - 1.0))).sqrt();
            let half = t_quantile(UPPER_95, n - 1.0) * error;
            [Z_97_5 - half, Z_97_5 + half]
        }
    }
}
