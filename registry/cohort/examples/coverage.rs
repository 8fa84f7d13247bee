//! How often intervals of simulated registries hold the truth: `coverage [REGISTRIES [PATIENTS]]`.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example prints, and fails by panicking"
)]

#[path = "../tests/it/judged.rs"]
mod judged;
#[path = "../tests/it/simulated.rs"]
mod simulated;

use judged::{Judged, NEWCOMERS, judged as judge, predicted};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use simulated::{MDC95, newcomer, registry};
use std::collections::BTreeMap;

fn main() {
    let asked: Vec<u64> = std::env::args()
        .skip(1)
        .map(|word| word.parse().unwrap())
        .collect();
    let [registries, patients] = [asked.first().unwrap_or(&400), asked.get(1).unwrap_or(&10_000)];
    let mut chance = ChaCha8Rng::seed_from_u64(*registries);
    let many = 10_000_000;
    let improved = (0..many).filter(|_| newcomer(&mut chance)[0] < -MDC95).count();
    let share_improved = improved as f64 / f64::from(many);
    let mut all: BTreeMap<&str, Vec<Judged>> = BTreeMap::new();
    let mut inside = [0, 0];
    for seed in 0..*registries {
        let registry = registry(*patients, seed);
        for judged in judge(&registry, share_improved) {
            all.entry(judged.what).or_default().push(judged);
        }
        let of_this = predicted(&registry, &mut chance);
        inside = [inside[0] + of_this[0], inside[1] + of_this[1]];
    }
    println!(
        "{registries} registries of {patients} patients: how often the interval holds the truth, and the mean error"
    );
    for (what, judged) in &all {
        let of = judged.len() as f64;
        let held = judged.iter().filter(|one| one.holds).count() as f64 / of;
        let error = judged.iter().map(|one| one.error).sum::<f64>() / of;
        let note = if judged[0].claims {
            ""
        } else {
            "  (shown to mislead)"
        };
        let refused = registries - judged.len() as u64;
        println!(
            "{what:40} {:5.1} %  {error:+.5}  refused {refused}{note}",
            100.0 * held
        );
    }
    let [half, most] = inside.map(|count| 100.0 * count as f64 / (*registries as usize * NEWCOMERS) as f64);
    println!("newcomers in the range of half: {half:.1} %, of most: {most:.1} %");
}
