//! The difference between the means of two groups of patients.

use crate::error::{Known, enough};
use relief_estimate::Estimate;

/// How the values of so many patients lie.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// How many patients have a value.
    pub n: usize,
    /// The mean; of nobody it is not read.
    pub mean: f64,
    /// The standard deviation, with n − 1; of one patient it is not read.
    pub sd: f64,
}

impl Spread {
    /// Of one value a patient.
    pub(crate) fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Self {
            n: values.len(),
            mean,
            sd: (squares / (n - 1.0)).sqrt(),
        }
    }

    /// The variance of the mean.
    fn of_mean(&self) -> f64 {
        self.sd.powi(2) / self.n as f64
    }
}

/// Mean of the first minus mean of the second, with the interval of Welch (1947, doi:10.1093/biomet/34.1-2.28).
pub(crate) fn welch(first: &Spread, second: &Spread) -> Known<Estimate> {
    enough(first.n)?;
    enough(second.n)?;
    let [a, b] = [first.of_mean(), second.of_mean()];
    let variance = a + b;
    let df = variance.powi(2) / (a.powi(2) / (first.n as f64 - 1.0) + b.powi(2) / (second.n as f64 - 1.0));
    Ok(Estimate::from_standard_error_t(
        first.mean - second.mean,
        variance.sqrt(),
        df,
    )?)
}
