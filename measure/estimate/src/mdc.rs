//! The minimal detectable change: what repeated capture of unchanged skin stays under 95 % of the time.

use crate::distribution::Z_97_5;
use crate::error::{EstimateError, not_negative, positive};
use serde::{Deserialize, Serialize};

/// 1.96·√2: the 95 % range of a difference of two captures, each with the same error (Bland & Altman
/// 1999, doi:10.1191/096228099673819272; Weir 2005, doi:10.1519/15184.1).
pub(crate) const DIFFERENCE_95: f64 = Z_97_5 * std::f64::consts::SQRT_2;

/// A metric's minimal detectable change at 95 %: 1.96·√2·SEM.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "scale", content = "mdc95")]
pub enum Mdc95 {
    /// In the metric's own unit, for an error of the same size everywhere.
    Absolute(f64),
    /// A difference of natural logarithms, for an error in proportion to a positive metric. A ratio of
    /// after to before beyond `exp(±x)` is detectable; for small `x` that is a change by the share `x`.
    Relative(f64),
}

impl Mdc95 {
    /// From the standard error of measurement (≥ 0) in the metric's own unit.
    pub fn from_sem(sem: f64) -> Result<Self, EstimateError> {
        Ok(Self::Absolute(
            DIFFERENCE_95 * not_negative("the standard error of measurement", sem)?,
        ))
    }

    /// From the standard error of measurement (≥ 0) of the metric's natural logarithm.
    pub fn from_log_sem(log_sem: f64) -> Result<Self, EstimateError> {
        let sem = not_negative("the standard error of measurement of the logarithm", log_sem)?;
        Ok(Self::Relative(DIFFERENCE_95 * sem))
    }

    /// The limit of a method that repeats `factor` (≥ 0) times as badly.
    ///
    /// ```
    /// use relief_estimate::Mdc95;
    /// assert_eq!(Mdc95::Relative(0.08).wider(1.5), Mdc95::Relative(0.12));
    /// ```
    pub fn wider(self, factor: f64) -> Self {
        match self {
            Self::Absolute(limit) => Self::Absolute(limit * factor),
            Self::Relative(limit) => Self::Relative(limit * factor),
        }
    }

    /// The limit in the metric's own unit, for a change that starts at `before` and goes up (`rises`) or
    /// down. A relative limit needs `before` above zero; it is a little wider upwards, because
    /// `exp(x) − 1 > 1 − exp(−x)`, so that swapping before and after never changes what is detectable.
    ///
    /// ```
    /// use relief_estimate::Mdc95;
    /// let limit = Mdc95::Relative(0.07);
    /// assert!((limit.in_units(200.0, false)? - 13.52).abs() < 0.01);
    /// assert!((limit.in_units(200.0, true)? - 14.50).abs() < 0.01);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn in_units(self, before: f64, rises: bool) -> Result<f64, EstimateError> {
        match self {
            Self::Absolute(limit) => not_negative("MDC95", limit),
            Self::Relative(limit) => {
                let limit = not_negative("MDC95", limit)?;
                let before = positive("before, which a relative MDC95 is a share of,", before)?;
                let share = if rises { limit.exp_m1() } else { -(-limit).exp_m1() };
                Ok(before * share)
            }
        }
    }
}
