//! Within-subject standard deviation, and the minimal detectable change that follows from it.

use crate::distribution::{LOWER_95, UPPER_95, chi_square_quantile};
use crate::error::{EstimateError, at_least, finite, positive};
use crate::estimate::Estimate;
use crate::mdc::{DIFFERENCE_95, Mdc95};
use serde::{Deserialize, Serialize};

/// How the error of a metric grows with the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorScale {
    /// The same size everywhere; numbers are in the metric's own unit.
    Absolute,
    /// In proportion to a metric that is always above zero; numbers are differences of natural logarithms,
    /// so that 0.07 is a factor of `exp(0.07)`, about 7 % (Bland & Altman 1996, doi:10.1136/bmj.313.7049.106).
    Relative,
}

/// The repeatability of one metric, from pairs of captures of unchanged skin.
///
/// ```
/// use relief_estimate::{ErrorScale, Repeatability};
/// // Each person's scar contrast, photographed twice within minutes.
/// let repeats = [[0.31, 0.30], [0.22, 0.23], [0.45, 0.43], [0.18, 0.18], [0.37, 0.38]];
/// let repeatability = Repeatability::from_pairs(&repeats, ErrorScale::Relative)?;
/// assert!((repeatability.mdc95 - 0.0669).abs() < 1e-4);
/// assert!(repeatability.mdc95_upper > repeatability.mdc95);
/// # Ok::<(), relief_estimate::EstimateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repeatability {
    /// How many pairs.
    pub pairs: usize,
    /// In what the numbers below are.
    pub scale: ErrorScale,
    /// The standard error of measurement of one capture: the within-subject standard deviation
    /// Sw = √(Σd²/2n) over the differences d of n pairs (Bland & Altman 1996,
    /// doi:10.1136/bmj.312.7047.1654), with its chi-square interval. A shift between first and second
    /// captures counts as error, as it would in a practice.
    pub sem: Estimate,
    /// 1.96·√2·SEM: the repeatability coefficient, and so the minimal detectable change at 95 %.
    pub mdc95: f64,
    /// The upper end of its 95 % interval: what few pairs cannot rule out.
    pub mdc95_upper: f64,
}

impl Repeatability {
    /// Fewer pairs leave the MDC95 open by more than a factor of 2.5.
    pub const LEAST_PAIRS: usize = 5;

    /// From repeat captures, at least five pairs of finite values, above zero on the relative scale.
    pub fn from_pairs(pairs: &[[f64; 2]], scale: ErrorScale) -> Result<Self, EstimateError> {
        at_least("repeat pairs", pairs.len(), Self::LEAST_PAIRS)?;
        let mut squares = 0.0;
        for &[first, second] in pairs {
            let difference = match scale {
                ErrorScale::Absolute => finite(REPEATED, second)? - finite(REPEATED, first)?,
                ErrorScale::Relative => positive(REPEATED, second)?.ln() - positive(REPEATED, first)?.ln(),
            };
            squares += difference.powi(2);
        }
        let df = pairs.len() as f64;
        let sem = (squares / (2.0 * df)).sqrt();
        let end = |level| sem * (df / chi_square_quantile(level, df)).sqrt();
        let sem = Estimate::new(sem, [end(UPPER_95), end(LOWER_95)])?;
        Ok(Self {
            pairs: pairs.len(),
            scale,
            sem,
            mdc95: DIFFERENCE_95 * sem.value,
            mdc95_upper: DIFFERENCE_95 * sem.ci95[1],
        })
    }

    /// The limit that a change has to exceed.
    pub fn limit(&self) -> Mdc95 {
        match self.scale {
            ErrorScale::Absolute => Mdc95::Absolute(self.mdc95),
            ErrorScale::Relative => Mdc95::Relative(self.mdc95),
        }
    }
}

/// The within-subject coefficient of variation by the root-mean-square method: each pair's variance over
/// its squared mean, averaged, and the root of that (Glüer et al. 1995, doi:10.1007/BF01774016). A plain
/// ratio; needs a pair, and values above zero.
pub fn cv_root_mean_square(pairs: &[[f64; 2]]) -> Result<f64, EstimateError> {
    at_least("repeat pairs", pairs.len(), 1)?;
    let mut sum = 0.0;
    for &[first, second] in pairs {
        let mean = (positive(REPEATED, first)? + positive(REPEATED, second)?) / 2.0;
        sum += (second - first).powi(2) / 2.0 / mean.powi(2);
    }
    Ok((sum / pairs.len() as f64).sqrt())
}

/// One of a pair of repeat captures, in errors.
const REPEATED: &str = "a repeat capture";
