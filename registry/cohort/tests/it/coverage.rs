//! Intervals of simulated registries hold the truth as often as they say. `examples/coverage.rs` does the same with 10,000
//! patients and more registries.

use crate::judged::{Judged, NEWCOMERS, judged, predicted};
use crate::simulated::{MDC95, newcomer, registry};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// So many that chance moves a share of 95 % by 0.7 %, not half of what is allowed.
const REGISTRIES: u64 = 1000;
const PATIENTS: u64 = 300;

#[test]
fn intervals_hold_the_truth_as_often_as_they_say_and_bare_ones_do_not() {
    let mut chance = ChaCha8Rng::seed_from_u64(REGISTRIES);
    let many = 400_000;
    let improved = (0..many).filter(|_| newcomer(&mut chance)[0] < -MDC95).count();
    let share_improved = improved as f64 / f64::from(many);
    let mut all: BTreeMap<&str, Vec<Judged>> = BTreeMap::new();
    let mut inside = [0, 0];
    for seed in 0..REGISTRIES {
        let registry = registry(PATIENTS, seed);
        for judged in judged(&registry, share_improved) {
            all.entry(judged.what).or_default().push(judged);
        }
        let of_this = predicted(&registry, &mut chance);
        inside = [inside[0] + of_this[0], inside[1] + of_this[1]];
    }
    let mean =
        |judged: &[Judged], of: fn(&Judged) -> f64| judged.iter().map(of).sum::<f64>() / judged.len() as f64;
    let mut wrong = Vec::new();
    for (what, judged) in &all {
        let held = mean(judged, |one| f64::from(u8::from(one.holds)));
        let error = mean(judged, |one| one.error);
        let right = if judged[0].claims {
            (0.93..=0.97).contains(&held)
        } else {
            // Three points of a hundred too good, where all four sessions together do seventeen.
            error < -0.03
        };
        if !right {
            wrong.push(format!("{what}: holds {held}, error {error}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let of = (REGISTRIES as usize * NEWCOMERS) as f64;
    let [half, most] = inside.map(|count| count as f64 / of);
    assert!(
        (0.47..=0.53).contains(&half) && (0.93..=0.97).contains(&most),
        "{half}, {most}"
    );
}
