//! Shares with the exact interval.

use crate::distribution::{LOWER_95, UPPER_95, beta_quantile};
use crate::error::{at_least, at_most};
use crate::{Estimate, EstimateError};

impl Estimate {
    /// So many of so many, 0 to 1, with the interval of Clopper & Pearson (1934, doi:10.1093/biomet/26.4.404), which never covers less than it says,
    /// and of few more.
    ///
    /// ```
    /// use relief_estimate::Estimate;
    /// // None of 32, so most likely fewer than one in nine.
    /// let share = Estimate::share(0, 32)?;
    /// assert!(share.value == 0.0 && (share.ci95[1] - 0.109).abs() < 1e-3);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    ///
    /// # Errors
    /// [`EstimateError::TooFew`] of none, [`EstimateError::TooMany`] when more are counted than there are.
    pub fn share(count: usize, of: usize) -> Result<Self, EstimateError> {
        Self::share_of_effective(count, of, of as f64)
    }

    /// The share with the interval of so many independent ones: Korn & Graubard 1998 (Survey Methodology 24:193) put the effective size in the place of
    /// Clopper and Pearson's count.
    ///
    /// # Errors
    /// As those of [`Estimate::share`], and [`EstimateError::NotFinite`] for an effective size that tells no interval.
    pub fn share_of_effective(count: usize, of: usize, effective: f64) -> Result<Self, EstimateError> {
        at_least("all of whom some are counted", of, 1)?;
        at_most("those who are counted", count, of)?;
        let value = count as f64 / of as f64;
        let (yes, no) = (value * effective, (1.0 - value) * effective);
        let low = if count == 0 {
            0.0
        } else {
            beta_quantile(LOWER_95, yes, no + 1.0)
        };
        let high = if count == of {
            1.0
        } else {
            beta_quantile(UPPER_95, yes + 1.0, no)
        };
        Self::new(value, [low, high])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probability of at most `most` of `n` at a share, summed term by term.
    fn at_most(most: usize, n: usize, share: f64) -> f64 {
        let mut term = (1.0 - share).powi(n as i32);
        let mut sum = term;
        for k in 1..=most {
            term *= (n - k + 1) as f64 / k as f64 * share / (1.0 - share);
            sum += term;
        }
        sum
    }

    #[test]
    fn the_ends_are_where_so_many_or_more_or_fewer_have_one_in_forty() {
        for (patients, n) in [(2, 30), (5, 30), (9, 30), (3, 22), (29, 30)] {
            let [low, high] = Estimate::share(patients, n).unwrap().ci95;
            assert!(
                (1.0 - at_most(patients - 1, n, low) - 0.025).abs() < 1e-9,
                "{patients} of {n}"
            );
            assert!(
                (at_most(patients, n, high) - 0.025).abs() < 1e-9,
                "{patients} of {n}"
            );
        }
        // None and all have closed forms.
        let [low, high] = Estimate::share(0, 32).unwrap().ci95;
        assert!(low == 0.0 && (high - (1.0 - 0.025_f64.powf(1.0 / 32.0))).abs() < 1e-12);
        let [low, high] = Estimate::share(32, 32).unwrap().ci95;
        assert!(high == 1.0 && (low - 0.025_f64.powf(1.0 / 32.0)).abs() < 1e-12);
    }

    #[test]
    fn of_none_and_more_than_all_there_is_no_share() {
        assert!(matches!(Estimate::share(0, 0), Err(EstimateError::TooFew { .. })));
        assert!(matches!(
            Estimate::share(4, 3),
            Err(EstimateError::TooMany { .. })
        ));
    }
}
