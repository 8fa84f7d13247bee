//! Drawing with replacement, and turning the drawn values into estimates.

use super::Bootstrap;
use super::interval::{check_defined, interval};
use crate::error::{EstimateError, at_least, finite};
use crate::estimate::Estimate;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Estimates of the `K` statistics that `evaluate` computes from how often each of `units` was drawn.
///
/// All `K` see the same draws. `evaluate` is first given ones (the data as they are), then the draws.
pub(super) fn resample<const K: usize>(
    plan: &Bootstrap,
    units: usize,
    mut evaluate: impl FnMut(&[u32]) -> [f64; K],
) -> Result<[Estimate; K], EstimateError> {
    at_least("units with data to resample", units, 2)?;
    let mut counts = vec![1_u32; units];
    let observed = evaluate(&counts);
    for value in observed {
        finite("the statistic of all data", value)?;
    }
    let draws = drawn_values(plan, &mut counts, &mut evaluate)?;
    let jackknife = plan
        .method
        .needs_jackknife()
        .then(|| left_one_out(&mut counts, &mut evaluate));

    let mut estimates = [Estimate {
        value: 0.0,
        ci95: [0.0; 2],
    }; K];
    for (k, estimate) in estimates.iter_mut().enumerate() {
        let mut values: Vec<f64> = draws.iter().map(|draw| draw[k]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let left_out: Option<Vec<f64>> = jackknife
            .as_ref()
            .map(|all| all.iter().map(|one| one[k]).collect());
        let ends = interval(plan.method, observed[k], &values, units, left_out.as_deref());
        *estimate = Estimate::new(observed[k], ends)?;
    }
    Ok(estimates)
}

fn drawn_values<const K: usize>(
    plan: &Bootstrap,
    counts: &mut [u32],
    evaluate: &mut impl FnMut(&[u32]) -> [f64; K],
) -> Result<Vec<[f64; K]>, EstimateError> {
    let mut random = ChaCha8Rng::seed_from_u64(plan.seed);
    let mut values = Vec::with_capacity(plan.draws);
    for _ in 0..plan.draws {
        draw(&mut random, counts);
        let drawn = evaluate(counts);
        if drawn.iter().all(|value| value.is_finite()) {
            values.push(drawn);
        }
    }
    check_defined(values.len(), plan.draws)?;
    Ok(values)
}

/// Draws as many units as there are, with replacement, and counts how often each came.
fn draw(random: &mut ChaCha8Rng, counts: &mut [u32]) {
    counts.fill(0);
    let units = counts.len() as u64;
    for _ in 0..units {
        // The high half of a product is uniform up to units / 2³², which no interval can see, and its
        // stream never changes with a library's version.
        let unit = (u64::from(random.next_u32()) * units) >> 32;
        counts[unit as usize] += 1;
    }
}

/// The statistics with each unit left out in turn; those without a finite value are left out.
fn left_one_out<const K: usize>(
    counts: &mut [u32],
    evaluate: &mut impl FnMut(&[u32]) -> [f64; K],
) -> Vec<[f64; K]> {
    counts.fill(1);
    let mut values = Vec::with_capacity(counts.len());
    for unit in 0..counts.len() {
        counts[unit] = 0;
        let value = evaluate(counts);
        counts[unit] = 1;
        if value.iter().all(|value| value.is_finite()) {
            values.push(value);
        }
    }
    values
}
