//! The bootstrap against closed forms, and its coverage on data with a known answer.

use super::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A sum of twelve uniforms: normal enough, and the same on every machine.
fn normal(random: &mut ChaCha8Rng) -> f64 {
    (0..12)
        .map(|_| f64::from(random.next_u32()) / 2f64.powi(32))
        .sum::<f64>()
        - 6.0
}

/// Standard normals.
pub(crate) fn normals(seed: u64, count: usize) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|_| normal(&mut random)).collect()
}

/// Of 400 data sets of `units` normals, how many intervals of the mean hold the true mean.
fn coverage(units: usize, method: IntervalMethod) -> f64 {
    let plan = Bootstrap::seeded(7).with_draws(400).unwrap().with_method(method);
    let holds = (0..400).filter(|&seed| {
        let [lower, upper] = plan.units(&normals(seed, units), mean).unwrap().ci95;
        lower <= 0.0 && 0.0 <= upper
    });
    holds.count() as f64 / 400.0
}

#[test]
fn the_expanded_interval_covers_even_with_eight_units() {
    // 95 % of 400 has a standard error of 1.1 points; 400 draws cost another point.
    for units in [8, 20, 60] {
        let share = coverage(units, IntervalMethod::ExpandedPercentile);
        assert!((0.925..=0.98).contains(&share), "{units} units: {share}");
    }
}

#[test]
fn the_plain_percentile_is_short_for_few_units_and_right_for_many() {
    assert!(coverage(8, IntervalMethod::Percentile) < 0.92);
    assert!((0.92..=0.975).contains(&coverage(60, IntervalMethod::Percentile)));
    assert!((0.92..=0.975).contains(&coverage(60, IntervalMethod::Bca)));
}

#[test]
fn dependent_cells_need_blocks() {
    // Runs of 25 equal cells: cell by cell the interval is far too short, by blocks it is right.
    let (mut by_cells, mut by_blocks) = (0, 0);
    let tiling = Tiling::new(1000, 1, 25).unwrap();
    for seed in 0..200 {
        let cells: Vec<f64> = normals(seed, 40).iter().flat_map(|&value| [value; 25]).collect();
        let mut sums = BlockSums::new(tiling.len(), 2);
        for (x, &cell) in cells.iter().enumerate() {
            sums.add(tiling.block_of(x, 0), &[cell, 1.0]);
        }
        let plan = Bootstrap::seeded(seed).with_draws(200).unwrap();
        let holds = |estimate: Estimate| usize::from(!estimate.excludes_zero());
        by_cells += holds(plan.units(&cells, mean).unwrap());
        by_blocks += holds(plan.blocks(&sums, |sums| sums[0] / sums[1]).unwrap());
    }
    assert!(by_cells < 90, "{by_cells} of 200");
    assert!((180..=198).contains(&by_blocks), "{by_blocks} of 200");
}

#[test]
fn the_standard_error_is_that_of_the_mean() {
    let values = normals(3, 200);
    let spread = (values.iter().map(|v| (v - mean(&values)).powi(2)).sum::<f64>() / 200.0).sqrt();
    let estimate = Bootstrap::seeded(1)
        .with_draws(20_000)
        .unwrap()
        .with_method(IntervalMethod::Percentile)
        .units(&values, mean)
        .unwrap();
    let expected = 1.96 * spread / 200f64.sqrt();
    assert!(
        (estimate.half_width() / expected - 1.0).abs() < 0.03,
        "{estimate:?} against {expected}"
    );
}

#[test]
fn a_shift_common_to_all_places_has_no_uncertainty() {
    let before = normals(5, 30);
    let after: Vec<f64> = before.iter().map(|value| value - 2.0).collect();
    let pair = Bootstrap::seeded(1).paired_units(&before, &after, mean).unwrap();
    assert!((pair.difference.value + 2.0).abs() < 1e-12);
    assert!(pair.difference.half_width() < 1e-12);
    assert!(pair.before.half_width() > 0.2);
}

#[test]
fn blocks_and_units_draw_alike() {
    let values = normals(11, 50);
    let mut sums = BlockSums::new(50, 2);
    for (block, &value) in values.iter().enumerate() {
        sums.add(block, &[value, 1.0]);
    }
    for method in [
        IntervalMethod::Percentile,
        IntervalMethod::ExpandedPercentile,
        IntervalMethod::Bca,
    ] {
        let plan = Bootstrap::seeded(9).with_method(method);
        let by_units = plan.units(&values, mean).unwrap();
        let by_blocks = plan.blocks(&sums, |sums| sums[0] / sums[1]).unwrap();
        for end in 0..2 {
            assert!(
                (by_units.ci95[end] - by_blocks.ci95[end]).abs() < 1e-12,
                "{method:?}"
            );
        }
    }
}

#[test]
fn the_seed_decides_every_bit() {
    let values = normals(2, 30);
    let of = |seed| Bootstrap::seeded(seed).units(&values, mean).unwrap();
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn empty_blocks_are_never_drawn() {
    let mut sparse = BlockSums::new(1000, 2);
    let mut dense = BlockSums::new(20, 2);
    for (block, &value) in normals(4, 20).iter().enumerate() {
        sparse.add(block * 50, &[value, 1.0]);
        dense.add(block, &[value, 1.0]);
    }
    let of = |sums: &BlockSums| {
        Bootstrap::seeded(1)
            .blocks(sums, |sums| sums[0] / sums[1])
            .unwrap()
    };
    assert_eq!(of(&sparse), of(&dense));
}

#[test]
fn what_cannot_be_resampled_is_named() {
    let plan = Bootstrap::seeded(1);
    let too_few = plan.units(&[1.0], mean).unwrap_err().to_string();
    assert_eq!(
        too_few,
        "units with data to resample: 1 given; at least 2 are needed"
    );
    let nan = plan.units(&[1.0, f64::NAN], mean).unwrap_err().to_string();
    assert!(nan.starts_with("the statistic of all data is NaN"), "{nan}");
    // One of two units carries the only weight: a quarter of the draws has none.
    let ratio = |pairs: &[(f64, f64)]| {
        let total = |pick: fn(&(f64, f64)) -> f64| pairs.iter().map(pick).sum::<f64>();
        total(|p| p.0) / total(|p| p.1)
    };
    let undefined = plan.units(&[(1.0, 0.0), (1.0, 1.0)], ratio).unwrap_err();
    assert!(
        matches!(undefined, EstimateError::Undefined { most: 20, .. }),
        "{undefined}"
    );
    let unpaired = plan.paired_units(&[1.0, 2.0], &[1.0], mean).unwrap_err();
    assert!(matches!(
        unpaired,
        EstimateError::Unpaired {
            before: 2,
            after: 1,
            ..
        }
    ));
    assert!(plan.with_draws(10).is_err());
    assert!(Tiling::new(10, 10, 0).is_err());
}
