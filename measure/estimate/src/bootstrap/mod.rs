//! The bootstrap: how a statistic would vary, had other places of the same skin been seen.
//!
//! Neighbouring pixels are not independent, so that single pixels must not be resampled: the interval
//! would be far too short. Blocks larger than the range of dependence are (Carlstein 1986,
//! doi:10.1214/aos/1176350057; Künsch 1989, doi:10.1214/aos/1176347265; on fields: Politis & Romano 1994,
//! doi:10.1080/01621459.1994.10476870). Where the units are independent, such as separate scars, the units
//! themselves are drawn (Efron & Tibshirani 1993, ISBN 978-0-412-04231-7).
//!
//! Before and after are drawn together: the same places, the same weights.

mod blocks;
mod interval;
mod resample;

pub use blocks::{BlockSums, Tiling};
pub use interval::IntervalMethod;
pub(crate) use interval::percentile_estimate;

use crate::change::PairedEstimates;
use crate::error::{EstimateError, at_least};
use crate::estimate::Estimate;
use blocks::Gathered;
use resample::resample;

/// How many resamples, which interval, and the seed. The same seed and data give the same bits on every
/// machine (ChaCha8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    seed: u64,
    draws: usize,
    method: IntervalMethod,
}

impl Bootstrap {
    /// Enough for the 2.5th percentile to stand still to a few hundredths of a standard error.
    pub const DEFAULT_DRAWS: usize = 2000;
    /// Below this the 2.5th percentile is the smallest draw.
    pub const LEAST_DRAWS: usize = 40;

    /// 2000 resamples and the expanded percentile interval.
    pub const fn seeded(seed: u64) -> Self {
        Self {
            seed,
            draws: Self::DEFAULT_DRAWS,
            method: IntervalMethod::ExpandedPercentile,
        }
    }

    /// With another number of resamples, at least [`Self::LEAST_DRAWS`].
    pub fn with_draws(self, draws: usize) -> Result<Self, EstimateError> {
        at_least("bootstrap resamples", draws, Self::LEAST_DRAWS)?;
        Ok(Self { draws, ..self })
    }

    /// With another interval.
    pub const fn with_method(self, method: IntervalMethod) -> Self {
        Self { method, ..self }
    }

    /// A statistic of one field: `statistic` gets the sums over the drawn blocks, one number per sum.
    ///
    /// At least two blocks must hold data. Fails when the statistic of all blocks is not finite, or when
    /// more than 1 % of the resamples give none; fewer are left out.
    pub fn blocks(
        &self,
        blocks: &BlockSums,
        statistic: impl Fn(&[f64]) -> f64,
    ) -> Result<Estimate, EstimateError> {
        let used = blocks.used();
        let sums = Gathered::of(&[blocks], &used);
        let [estimate] = resample(self, used.len(), |counts| [statistic(&sums.weighted_sum(counts))])?;
        Ok(estimate)
    }

    /// The same statistic of the same places before and after, and its difference.
    ///
    /// Both must have the same blocks and sums. A block is drawn when it holds data in either, so that a
    /// block masked out in both costs nothing. Fails as [`Self::blocks`] does.
    pub fn paired_blocks(
        &self,
        before: &BlockSums,
        after: &BlockSums,
        statistic: impl Fn(&[f64]) -> f64,
    ) -> Result<PairedEstimates, EstimateError> {
        before.check_pairs_with(after)?;
        let used = before.used_in_either(after);
        let sums = Gathered::of(&[before, after], &used);
        let estimates = resample(self, used.len(), |counts| {
            let both = sums.weighted_sum(counts);
            let (of_before, of_after) = both.split_at(before.sums_per_block());
            let (value_before, value_after) = (statistic(of_before), statistic(of_after));
            [value_before, value_after, value_after - value_before]
        })?;
        Ok(paired(estimates))
    }

    /// A statistic of independent units, such as scars. `statistic` gets as many units as there are, drawn
    /// with replacement, equal ones side by side in their first order. Fails as [`Self::blocks`] does.
    pub fn units<T: Clone>(
        &self,
        units: &[T],
        statistic: impl Fn(&[T]) -> f64,
    ) -> Result<Estimate, EstimateError> {
        let mut drawn = Vec::with_capacity(units.len());
        let [estimate] = resample(self, units.len(), |counts| {
            expand(units, counts, &mut drawn);
            [statistic(&drawn)]
        })?;
        Ok(estimate)
    }

    /// The same statistic of the same units before and after, and its difference.
    ///
    /// ```
    /// use relief_estimate::Bootstrap;
    /// let depth_before_mm = [0.41, 0.55, 0.30, 0.62, 0.48, 0.37];
    /// let depth_after_mm = [0.33, 0.40, 0.26, 0.45, 0.36, 0.30];
    /// let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    /// let pair = Bootstrap::seeded(1).paired_units(&depth_before_mm, &depth_after_mm, mean)?;
    /// assert!(pair.difference.ci95[1] < 0.0);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn paired_units<T: Clone>(
        &self,
        before: &[T],
        after: &[T],
        statistic: impl Fn(&[T]) -> f64,
    ) -> Result<PairedEstimates, EstimateError> {
        if before.len() != after.len() {
            let (before, after) = (before.len(), after.len());
            return Err(EstimateError::Unpaired {
                what: "units",
                before,
                after,
            });
        }
        let mut drawn = Vec::with_capacity(before.len());
        let estimates = resample(self, before.len(), |counts| {
            expand(before, counts, &mut drawn);
            let value_before = statistic(&drawn);
            expand(after, counts, &mut drawn);
            let value_after = statistic(&drawn);
            [value_before, value_after, value_after - value_before]
        })?;
        Ok(paired(estimates))
    }
}

fn expand<T: Clone>(units: &[T], counts: &[u32], drawn: &mut Vec<T>) {
    drawn.clear();
    for (unit, &count) in units.iter().zip(counts) {
        drawn.extend((0..count).map(|_| unit.clone()));
    }
}

fn paired([before, after, difference]: [Estimate; 3]) -> PairedEstimates {
    PairedEstimates {
        before,
        after,
        difference,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::normals;
