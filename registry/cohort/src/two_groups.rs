//! The difference between the means of two groups of patients.

use crate::error::{Known, enough};
use relief_estimate::Estimate;

/// Mean of the first minus mean of the second, with the interval of Welch (1947, doi:10.1093/biomet/34.1-2.28).
pub(crate) fn welch(first: &[f64], second: &[f64]) -> Known<Estimate> {
    enough(first.len())?;
    enough(second.len())?;
    let [a, b] = [first, second].map(moments);
    let variance = a.1 + b.1;
    let df = variance.powi(2)
        / (a.1.powi(2) / (first.len() as f64 - 1.0) + b.1.powi(2) / (second.len() as f64 - 1.0));
    Ok(Estimate::from_standard_error_t(a.0 - b.0, variance.sqrt(), df)?)
}

/// The mean and the variance of the mean.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, squares / (n - 1.0) / n)
}
