//! Intervals of simulated registries hold the truth as often as they say. `examples/coverage.rs` does the same with 10,000
//! patients and more registries.

use crate::judged::{NEWCOMERS, judged, predicted};
use crate::simulated::{MDC95, newcomer, registry};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// So many that chance moves a share of 95 % by half a percent, a quarter of what is allowed.
const REGISTRIES: u64 = 1600;
const PATIENTS: u64 = 300;

#[test]
fn intervals_hold_the_truth_as_often_as_they_say_and_bare_ones_do_not() {
    let mut chance = ChaCha8Rng::seed_from_u64(REGISTRIES);
    let many = 400_000;
    let improved = (0..many).filter(|_| newcomer(&mut chance)[0] < -MDC95).count();
    let share_improved = improved as f64 / f64::from(many);
    let mut held: BTreeMap<(&str, bool), u64> = BTreeMap::new();
    let mut inside = [0, 0];
    for seed in 0..REGISTRIES {
        let registry = registry(PATIENTS, seed);
        for judged in judged(&registry, share_improved) {
            *held.entry((judged.what, judged.claims)).or_default() += u64::from(judged.holds);
        }
        let of_this = predicted(&registry, &mut chance);
        inside = [inside[0] + of_this[0], inside[1] + of_this[1]];
    }
    let wrong: Vec<String> = held
        .iter()
        .map(|((what, claims), held)| (what, claims, *held as f64 / REGISTRIES as f64))
        .filter(|(_, claims, share)| **claims != (0.93..=0.97).contains(share))
        .map(|(what, _, share)| format!("{what}: {share}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let of = (REGISTRIES as usize * NEWCOMERS) as f64;
    let [half, most] = inside.map(|count| count as f64 / of);
    assert!(
        (0.47..=0.53).contains(&half) && (0.93..=0.97).contains(&most),
        "{half}, {most}"
    );
}
