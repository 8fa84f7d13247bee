//! Shares of patients or sessions, with the exact interval.

use crate::error::Known;
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The share, 0 to 1, with its interval.
    pub share: Estimate,
}

impl Share {
    /// The share of independent patients, with the interval of Clopper & Pearson (1934, doi:10.1093/biomet/26.4.404). It never covers
    /// less than it says, and with few patients more; it is the only interval of shares of patients in this crate.
    ///
    /// # Errors
    ///
    /// [`crate::NotKnown::Undefined`] when `of` is zero or less than `count`.
    ///
    /// ```
    /// use relief_registry::Share;
    /// let share = Share::exact(51, 84)?;
    /// assert!((share.share.value - 0.607).abs() < 1e-3);
    /// assert!((share.share.ci95[0] - 0.494).abs() < 1e-3 && (share.share.ci95[1] - 0.712).abs() < 1e-3);
    /// # Ok::<(), relief_registry::NotKnown>(())
    /// ```
    pub fn exact(count: usize, of: usize) -> Known<Self> {
        Self::with_effective_size(count, of, of as f64)
    }

    /// The share with the interval of so many independent ones; see [`Estimate::share_of_effective`].
    pub(crate) fn with_effective_size(count: usize, of: usize, effective: f64) -> Known<Self> {
        Ok(Self {
            count,
            of,
            share: Estimate::share_of_effective(count, of, effective)?,
        })
    }
}
