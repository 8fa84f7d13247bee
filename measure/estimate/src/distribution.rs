//! Quantiles of the distributions that intervals are made of.
//!
//! Every caller passes probabilities strictly between 0 and 1 and degrees of freedom of at least 1;
//! the crate's tests hold each function to SciPy.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// The two-sided level of every interval in this crate, as its upper tail: 95 % leaves 2.5 % above.
pub(crate) const UPPER_95: f64 = 0.975;
/// The lower tail of the same.
pub(crate) const LOWER_95: f64 = 0.025;

/// The 97.5 % quantile of the standard normal distribution.
pub const Z_97_5: f64 = 1.959_963_984_540_054;

/// The standard normal quantile.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// The standard normal distribution function.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// The quantile of Student's t; NaN when `df` is not positive.
pub(crate) fn t_quantile(p: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |t| t.inverse_cdf(p))
}
