//! Distribution functions and quantiles. Callers pass probabilities strictly between 0 and 1 and positive degrees of
//! freedom; anything else gives NaN.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// The upper tail's quantile of a two-sided 95 % interval.
pub(crate) const UPPER_95: f64 = 0.975;
/// The lower tail's.
pub(crate) const LOWER_95: f64 = 0.025;

/// The law of a statistic that is divided by its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Law {
    /// The variances are taken as known.
    Normal,
    /// The scale was estimated with these degrees of freedom.
    Student(f64),
}

impl Law {
    /// Half the width of a 95 % interval in standard errors.
    pub(crate) fn half_width(self) -> f64 {
        self.quantile(UPPER_95)
    }

    /// The quantile at `p`.
    pub(crate) fn quantile(self, p: f64) -> f64 {
        match self {
            Self::Normal => normal_quantile(p),
            Self::Student(df) => StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |law| law.inverse_cdf(p)),
        }
    }

    /// The probability of being at least as far from zero as `statistic`, on either side.
    pub(crate) fn two_sided(self, statistic: f64) -> f64 {
        let below = -statistic.abs();
        2.0 * match self {
            Self::Normal => Normal::standard().cdf(below),
            Self::Student(df) => StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |law| law.cdf(below)),
        }
    }

    /// The probability that the mean square of `count` such statistics is at least `mean_square`.
    pub(crate) fn above(self, mean_square: f64, count: usize) -> f64 {
        let count = count as f64;
        match self {
            Self::Normal => chi_square_above(mean_square * count, count),
            Self::Student(df) => FisherSnedecor::new(count, df).map_or(f64::NAN, |law| law.sf(mean_square)),
        }
    }
}

/// The standard normal quantile.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// The chi-square quantile.
pub(crate) fn chi_square_quantile(p: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(f64::NAN, |law| law.inverse_cdf(p))
}

/// The probability that chi-square is at least `value`.
pub(crate) fn chi_square_above(value: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(f64::NAN, |law| law.sf(value))
}
