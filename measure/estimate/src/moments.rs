//! Mean and spread, summed in the order given.

/// The arithmetic mean; NaN of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The sample variance, n − 1 below; NaN of fewer than two.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    squares / (values.len() as f64 - 1.0)
}

/// The sample standard deviation, n − 1 below; NaN of fewer than two.
pub(crate) fn standard_deviation(values: &[f64]) -> f64 {
    variance(values).sqrt()
}
