//! A value with its 95 % interval.

use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the standard normal distribution.
pub const Z_97_5: f64 = 1.959_963_984_540_054;

/// A value with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Lower and upper end of the 95 % interval.
    pub ci95: [f64; 2],
}

impl Estimate {
    /// A value with a normal interval of ±1.96 standard errors.
    ///
    /// ```
    /// use relief_estimate::Estimate;
    /// let e = Estimate::from_standard_error(10.0, 1.0);
    /// assert!((e.ci95[1] - 11.96).abs() < 1e-3);
    /// ```
    pub fn from_standard_error(value: f64, standard_error: f64) -> Self {
        let half = Z_97_5 * standard_error.abs();
        Self {
            value,
            ci95: [value - half, value + half],
        }
    }

    /// A value with the percentile interval of bootstrap replicates (Efron & Tibshirani 1993, chapter 13), which
    /// are sorted in place. Replicates that are not finite are left out; without any the interval is NaN.
    pub fn from_replicates(value: f64, replicates: &mut Vec<f64>) -> Self {
        replicates.retain(|r| r.is_finite());
        replicates.sort_by(f64::total_cmp);
        Self {
            value,
            ci95: [quantile(replicates, 0.025), quantile(replicates, 0.975)],
        }
    }

    /// Whether the interval lies on one side of zero.
    pub fn excludes_zero(&self) -> bool {
        self.ci95[0] > 0.0 || self.ci95[1] < 0.0
    }
}

/// The linearly interpolated quantile of sorted values (Hyndman & Fan's type 7); NaN of none.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = share * last as f64;
    let low = at.floor() as usize;
    sorted[low] + (at - low as f64) * (sorted[(low + 1).min(last)] - sorted[low])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_interpolate_as_numpy_does() {
        // numpy.percentile(range(11), [2.5, 97.5]) == [0.25, 9.75]
        let mut replicates: Vec<f64> = (0..=10).rev().map(f64::from).collect();
        let e = Estimate::from_replicates(5.0, &mut replicates);
        assert_eq!(e.ci95, [0.25, 9.75]);
    }

    #[test]
    fn without_replicates_there_is_no_interval() {
        assert!(Estimate::from_replicates(5.0, &mut vec![f64::NAN]).ci95[0].is_nan());
    }
}
