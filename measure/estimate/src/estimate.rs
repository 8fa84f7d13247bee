//! A value with its 95 % interval.

use crate::bootstrap::percentile_estimate;
use crate::distribution::{UPPER_95, Z_97_5, t_quantile};
use crate::error::{EstimateError, finite, not_negative, positive};
use serde::{Deserialize, Serialize};

/// A value with its 95 % interval, both finite, the interval's ends in order.
///
/// The constructors and deserialisation check this. The value may lie outside its interval: a bootstrap
/// interval corrects for bias, and hiding that would be dishonest.
///
/// ```
/// use relief_estimate::Estimate;
/// let depth_mm = Estimate::from_standard_error(0.42, 0.05)?;
/// assert!((depth_mm.ci95[1] - 0.518).abs() < 1e-3);
/// assert!(Estimate::new(1.0, [2.0, 0.5]).is_err());
/// # Ok::<(), relief_estimate::EstimateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Lower and upper end of the 95 % interval.
    pub ci95: [f64; 2],
}

impl Estimate {
    /// A value with a known interval.
    pub fn new(value: f64, ci95: [f64; 2]) -> Result<Self, EstimateError> {
        finite("the estimate", value)?;
        let lower = finite("the interval's lower end", ci95[0])?;
        let upper = finite("the interval's upper end", ci95[1])?;
        if lower > upper {
            return Err(EstimateError::IntervalOrder { lower, upper });
        }
        Ok(Self { value, ci95 })
    }

    /// A normally distributed value with its standard error (in the value's unit, ≥ 0): value ± 1.96 SE.
    pub fn from_standard_error(value: f64, standard_error: f64) -> Result<Self, EstimateError> {
        let half = Z_97_5 * not_negative("the standard error", standard_error)?;
        Self::new(value, [value - half, value + half])
    }

    /// The same when the standard error itself was estimated with `degrees_of_freedom` (> 0): the
    /// interval is wider by Student's t.
    ///
    /// ```
    /// use relief_estimate::Estimate;
    /// let from_five = Estimate::from_standard_error_t(0.0, 1.0, 4.0)?;
    /// assert!((from_five.ci95[1] - 2.776).abs() < 1e-3);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn from_standard_error_t(
        value: f64,
        standard_error: f64,
        degrees_of_freedom: f64,
    ) -> Result<Self, EstimateError> {
        let df = positive("the degrees of freedom", degrees_of_freedom)?;
        let half = t_quantile(UPPER_95, df) * not_negative("the standard error", standard_error)?;
        Self::new(value, [value - half, value + half])
    }

    /// A value with the percentile interval of its bootstrap replicates (at least 40, in any order): from
    /// the 2.5th to the 97.5th percentile, interpolated linearly between order statistics (Hyndman & Fan
    /// 1996, type 7). Up to 1 % of them may be not finite and are left out; more are an error.
    /// Source: Efron & Tibshirani 1993, ch. 13.
    pub fn from_replicates(value: f64, replicates: &[f64]) -> Result<Self, EstimateError> {
        percentile_estimate(value, replicates)
    }

    /// The estimate with one more, independent uncertainty, given as a standard uncertainty: each half of the interval
    /// grows in quadrature (GUM, JCGM 100:2008, clause 5.1.2). A value that is not a finite number above zero changes
    /// nothing.
    ///
    /// ```
    /// use relief_estimate::Estimate;
    /// let measured = Estimate::new(10.0, [7.0, 13.0])?;
    /// let wider = measured.widened(4.0 / 1.959964);
    /// assert!((wider.ci95[0] - 5.0).abs() < 1e-6 && (wider.ci95[1] - 15.0).abs() < 1e-6);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    #[must_use]
    pub fn widened(self, standard_uncertainty: f64) -> Self {
        if !(standard_uncertainty.is_finite() && standard_uncertainty > 0.0) {
            return self;
        }
        let extra = Z_97_5 * standard_uncertainty;
        let side = |end: f64| self.value + (end - self.value).signum() * (end - self.value).hypot(extra);
        // An end on the value's other side, as skewed draws leave it, moves outwards all the same.
        let low = side(self.ci95[0]).min(self.value - extra);
        let high = side(self.ci95[1]).max(self.value + extra);
        Self {
            ci95: [low, high],
            ..self
        }
    }

    /// The sum of estimates whose errors are independent and whose intervals lie evenly about their values: half widths add in
    /// quadrature (GUM, JCGM 100:2008, clause 5.1.2). The sum of none is nought, for certain. An error when it is not finite.
    ///
    /// ```
    /// use relief_estimate::Estimate;
    /// let sum = Estimate::sum([Estimate::new(2.0, [-1.0, 5.0])?, Estimate::new(1.0, [-3.0, 5.0])?])?;
    /// assert_eq!((sum.value, sum.ci95), (3.0, [-2.0, 8.0]));
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn sum(estimates: impl IntoIterator<Item = Self>) -> Result<Self, EstimateError> {
        let (value, square) = estimates.into_iter().fold((0.0, 0.0), |(value, square), one| {
            (value + one.value, square + one.half_width() * one.half_width())
        });
        let half = f64::sqrt(square);
        Self::new(value, [value - half, value + half])
    }

    /// The estimate and its interval in another unit, or as a share: times a factor (≥ 0).
    pub fn times(self, factor: f64) -> Result<Self, EstimateError> {
        Self::new(factor * self.value, self.ci95.map(|end| factor * end))
    }

    /// Whether the interval lies wholly above or wholly below zero; an end at zero touches it.
    pub fn excludes_zero(&self) -> bool {
        self.ci95[0] > 0.0 || self.ci95[1] < 0.0
    }

    /// Half the interval's width.
    pub fn half_width(&self) -> f64 {
        (self.ci95[1] - self.ci95[0]) / 2.0
    }
}

/// An estimate as read, before its check.
#[derive(Deserialize)]
struct Unchecked {
    value: f64,
    ci95: [f64; 2],
}

impl TryFrom<Unchecked> for Estimate {
    type Error = EstimateError;

    fn try_from(read: Unchecked) -> Result<Self, EstimateError> {
        Self::new(read.value, read.ci95)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_written_as_value_and_interval() {
        let json = serde_json::to_string(&Estimate::new(1.0, [0.5, 1.5]).unwrap()).unwrap();
        assert_eq!(json, r#"{"value":1.0,"ci95":[0.5,1.5]}"#);
        assert_eq!(
            serde_json::from_str::<Estimate>(&json).unwrap(),
            Estimate::new(1.0, [0.5, 1.5]).unwrap()
        );
    }

    #[test]
    fn an_interval_upside_down_is_refused_and_named() {
        let error = serde_json::from_str::<Estimate>(r#"{"value":1.0,"ci95":[1.5,0.5]}"#).unwrap_err();
        assert!(error.to_string().contains("[1.5, 0.5] is upside down"), "{error}");
        assert!(Estimate::new(f64::NAN, [0.0, 1.0]).is_err());
        assert!(Estimate::new(0.0, [0.0, f64::INFINITY]).is_err());
        assert!(Estimate::from_standard_error(0.0, -1.0).is_err());
    }

    #[test]
    fn percentiles_interpolate_as_numpy_does() {
        // numpy.percentile(range(41), [2.5, 97.5]) == [1, 39]; range(61): [1.5, 58.5]
        let of = |last: i32| {
            let replicates: Vec<f64> = (0..=last).rev().map(f64::from).collect();
            Estimate::from_replicates(5.0, &replicates).unwrap().ci95
        };
        assert_eq!(of(40), [1.0, 39.0]);
        assert_eq!(of(60), [1.5, 58.5]);
    }

    #[test]
    fn one_undefined_replicate_in_a_hundred_is_left_out_and_two_are_refused() {
        let mut replicates: Vec<f64> = (0..100).map(f64::from).collect();
        replicates[50] = f64::NAN;
        assert!(Estimate::from_replicates(5.0, &replicates).is_ok());
        replicates[51] = f64::INFINITY;
        let error = Estimate::from_replicates(5.0, &replicates).unwrap_err();
        assert_eq!(
            error,
            EstimateError::Undefined {
                undefined: 2,
                draws: 100,
                most: 1
            }
        );
    }

    #[test]
    fn an_end_at_zero_does_not_exclude_zero() {
        assert!(!Estimate::new(1.0, [0.0, 2.0]).unwrap().excludes_zero());
        assert!(!Estimate::new(-1.0, [-2.0, 0.0]).unwrap().excludes_zero());
        assert!(Estimate::new(-1.0, [-2.0, -0.1]).unwrap().excludes_zero());
    }
}
