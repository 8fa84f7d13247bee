//! Means and medians of independent values, with intervals.

use crate::distribution::{LOWER_95, coins_at_most};
use crate::error::{Known, NotKnown, enough};
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};

/// Where the values of so many patients lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// How many patients.
    pub n: usize,
    /// The mean with Student's interval.
    pub mean: Estimate,
    /// The standard deviation between patients.
    pub sd: f64,
    /// The median with its exact interval; not known for fewer than six, of whom all may lie on one side of it by chance.
    pub median: Known<Estimate>,
}

impl Location {
    /// Of one value a patient, in any order.
    pub(crate) fn of(mut values: Vec<f64>) -> Known<Self> {
        enough(values.len())?;
        let n = values.len() as f64;
        values.sort_unstable_by(f64::total_cmp);
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let sd = (squares / (n - 1.0)).sqrt();
        Ok(Self {
            n: values.len(),
            mean: Estimate::from_standard_error_t(mean, sd / n.sqrt(), n - 1.0)?,
            sd,
            median: median(&values),
        })
    }
}

/// The median of rising values between the two order statistics that hold it in at least 95 % of samples (David & Nagaraja, Order
/// Statistics, 2003, 7.1).
pub(crate) fn median(rising: &[f64]) -> Known<Estimate> {
    let n = rising.len();
    // So many values may lie outside on each side; the probability that the median does too rises with it.
    let mut outside = 0;
    let mut too_many = n / 2 + 1;
    while too_many - outside > 1 {
        let tried = usize::midpoint(outside, too_many);
        if coins_at_most(tried as u64 - 1, n as u64) <= LOWER_95 {
            outside = tried;
        } else {
            too_many = tried;
        }
    }
    if outside == 0 {
        return Err(NotKnown::TooFewForThis);
    }
    let middle = f64::midpoint(rising[(n - 1) / 2], rising[n / 2]);
    Ok(Estimate::new(middle, [rising[outside - 1], rising[n - outside]])?)
}
