//! From bootstrap draws to a 95 % interval.

use super::Bootstrap;
use crate::distribution::{LOWER_95, UPPER_95, normal_cdf, normal_quantile, t_quantile};
use crate::error::{EstimateError, at_least};
use crate::estimate::Estimate;

/// How the 95 % interval is read from the draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum IntervalMethod {
    /// The 2.5th to the 97.5th percentile (Efron & Tibshirani 1993, ch. 13). Too short for few units.
    Percentile,
    /// Percentiles moved outwards so that few units are not taken for many: for the mean of normal data
    /// the interval has the width of Student's t (Hesterberg 2015, doi:10.1080/00031305.2015.1089789).
    #[default]
    ExpandedPercentile,
    /// Bias-corrected and accelerated (Efron 1987, doi:10.1080/01621459.1987.10478410), for statistics that
    /// are biased or skewed. Still short for few units.
    Bca,
}

impl IntervalMethod {
    pub(super) const fn needs_jackknife(self) -> bool {
        matches!(self, Self::Bca)
    }
}

/// The interval's ends. `sorted` is not empty; `left_out` holds the leave-one-out values for BCa.
pub(super) fn interval(
    method: IntervalMethod,
    observed: f64,
    sorted: &[f64],
    units: usize,
    left_out: Option<&[f64]>,
) -> [f64; 2] {
    let levels = match method {
        IntervalMethod::Percentile => [LOWER_95, UPPER_95],
        IntervalMethod::ExpandedPercentile => expanded_levels(units),
        IntervalMethod::Bca => bca_levels(observed, sorted, left_out.unwrap_or_default()),
    };
    levels.map(|level| quantile(sorted, level))
}

/// The levels whose normal quantiles are Student's for `units`, √(n/(n−1)) included.
fn expanded_levels(units: usize) -> [f64; 2] {
    let n = units as f64;
    let upper = normal_cdf((n / (n - 1.0)).sqrt() * t_quantile(UPPER_95, n - 1.0));
    [1.0 - upper, upper]
}

/// The bias-corrected and accelerated levels.
fn bca_levels(observed: f64, sorted: &[f64], left_out: &[f64]) -> [f64; 2] {
    let below = sorted.partition_point(|&value| value < observed);
    let not_above = sorted.partition_point(|&value| value <= observed);
    // Ties count half; a share of 0 or 1 would send the correction to infinity.
    let count = sorted.len() as f64;
    let share = ((below + not_above) as f64 / (2.0 * count)).clamp(0.5 / count, 1.0 - 0.5 / count);
    let bias = normal_quantile(share);
    let acceleration = acceleration(left_out);
    [LOWER_95, UPPER_95].map(|level| {
        let z = bias + normal_quantile(level);
        normal_cdf(bias + z / (1.0 - acceleration * z))
    })
}

/// The skewness of the leave-one-out values, over 6; zero when they do not vary.
fn acceleration(left_out: &[f64]) -> f64 {
    let mean = left_out.iter().sum::<f64>() / left_out.len() as f64;
    let (mut squares, mut cubes) = (0.0, 0.0);
    for value in left_out {
        let distance = mean - value;
        squares += distance.powi(2);
        cubes += distance.powi(3);
    }
    if squares > 0.0 {
        cubes / (6.0 * squares.powf(1.5))
    } else {
        0.0
    }
}

/// The quantile of sorted values by linear interpolation (Hyndman & Fan 1996, type 7).
pub(super) fn quantile(sorted: &[f64], level: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let position = level.clamp(0.0, 1.0) * last as f64;
    let low = position.floor() as usize;
    let high = (low + 1).min(last);
    let weight = position - low as f64;
    sorted[low] + weight * (sorted[high] - sorted[low])
}

/// See [`Estimate::from_replicates`].
pub(crate) fn percentile_estimate(value: f64, replicates: &[f64]) -> Result<Estimate, EstimateError> {
    at_least("bootstrap replicates", replicates.len(), Bootstrap::LEAST_DRAWS)?;
    let mut sorted = replicates.to_vec();
    sorted.retain(|replicate| replicate.is_finite());
    check_defined(sorted.len(), replicates.len())?;
    sorted.sort_unstable_by(f64::total_cmp);
    Estimate::new(
        value,
        interval(IntervalMethod::Percentile, value, &sorted, sorted.len(), None),
    )
}

/// A statistic without a value on more than one resample in a hundred has no honest interval.
const UNDEFINED_IN: usize = 100;

/// Fails when too few of `draws` resamples were `defined`.
pub(super) fn check_defined(defined: usize, draws: usize) -> Result<(), EstimateError> {
    let (undefined, most) = (draws - defined, draws / UNDEFINED_IN);
    if undefined > most {
        return Err(EstimateError::Undefined {
            undefined,
            draws,
            most,
        });
    }
    Ok(())
}
