//! Quantiles that intervals are made of. Callers pass probabilities strictly between 0 and 1 and positive degrees of freedom;
//! anything else gives NaN.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, StudentsT};

/// The upper tail's quantile of a two-sided 95 % interval.
pub(crate) const UPPER_95: f64 = 0.975;
/// The lower tail's.
pub(crate) const LOWER_95: f64 = 0.025;

/// The quantile of Student's t.
pub(crate) fn t_quantile(p: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |law| law.inverse_cdf(p))
}

/// The probability that of `n` coins at most `count` show heads.
pub(crate) fn coins_at_most(count: u64, n: u64) -> f64 {
    Binomial::new(0.5, n).map_or(f64::NAN, |law| law.cdf(count))
}
