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
        Self::of_moments(values.len(), mean, sd, median(&values))
    }

    /// From moments that were computed elsewhere: of so many independent values the mean, the standard deviation (with n − 1) and the
    /// median, as [`MedianRanks`] has it.
    ///
    /// # Errors
    ///
    /// Too few patients, or no finite numbers.
    pub fn of_moments(n: usize, mean: f64, sd: f64, median: Known<Estimate>) -> Known<Self> {
        enough(n)?;
        let patients = n as f64;
        Ok(Self {
            n,
            mean: Estimate::from_standard_error_t(mean, sd / patients.sqrt(), patients - 1.0)?,
            sd,
            median,
        })
    }
}

/// Which of so many rising values, counted from 1, are the median and the ends of its exact interval: the two order statistics that hold
/// it in at least 95 % of samples (David & Nagaraja, Order Statistics, 2003, 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MedianRanks {
    /// The one in the middle twice, or the two, whose mean is the median.
    pub middle: [usize; 2],
    /// The ends of the interval.
    pub ends: [usize; 2],
}

impl MedianRanks {
    /// Of so many values.
    ///
    /// # Errors
    ///
    /// [`NotKnown::TooFewForThis`] for fewer than six, of whom all may lie on one side of the median by chance.
    ///
    /// ```
    /// use relief_registry::MedianRanks;
    /// // The exact interval of ten values goes from the second to the ninth.
    /// let ranks = MedianRanks::of(10)?;
    /// assert_eq!((ranks.middle, ranks.ends), ([5, 6], [2, 9]));
    /// # Ok::<(), relief_registry::NotKnown>(())
    /// ```
    pub fn of(n: usize) -> Known<Self> {
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
        Ok(Self {
            middle: [n.div_ceil(2), n / 2 + 1],
            ends: [outside, n - outside + 1],
        })
    }

    /// The median with its interval, from the value at each rank.
    ///
    /// # Errors
    ///
    /// No finite numbers.
    pub fn estimate(self, at: impl Fn(usize) -> f64) -> Known<Estimate> {
        let [low, high] = self.middle.map(&at);
        Ok(Estimate::new(f64::midpoint(low, high), self.ends.map(at))?)
    }
}

/// The median of rising values.
pub(crate) fn median(rising: &[f64]) -> Known<Estimate> {
    MedianRanks::of(rising.len())?.estimate(|rank| rising[rank - 1])
}
