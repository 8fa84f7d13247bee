//! How far two light sets of unchanged skin differ: what the limits of light sets are taken from.

use super::{read, spec};
use crate::error::Problem;
use relief_estimate::{ErrorScale, Repeatability};
use relief_grid::HeightMap;
use relief_phantom::{LightSetSpec, light_set};
use relief_stereo::reconstruct;
use relief_surface::change::{CompareSettings, compare};

/// What is compared.
const METRICS: [&str; 3] = ["scar_volume", "scar_depth", "scar_area"];

/// A row for each metric: over how many persons, the SD of differences, and MDC95 with its interval, all in percent; and in how many of the pairs unchanged skin
/// was called changed.
pub fn rows(seed: u64, persons: usize) -> Result<(Vec<Vec<String>>, String), Problem> {
    let told = |error: &dyn std::fmt::Display| Problem::Measure(error.to_string());
    let mut pairs: [Vec<[f64; 2]>; 3] = Default::default();
    let (mut refused, mut changed) = (0, 0);
    for person in 0..persons as u64 {
        let [first, second] = [0, 1].map(|visit| heights(seed, person, visit));
        let (Some(first), Some(second)) = (first?, second?) else {
            refused += 1;
            continue;
        };
        let compared = compare(&first, &second, &CompareSettings::default()).map_err(|error| told(&error))?;
        if !compared.comparable() {
            refused += 1;
            continue;
        }
        for (pairs, metric) in pairs.iter_mut().zip(METRICS) {
            let change = compared.changes.iter().find(|change| change.metric == metric);
            pairs.extend(change.map(|change| [change.change.before.value, change.change.after.value]));
        }
        changed += usize::from(compared.verdict != relief_estimate::Verdict::NoDetectableChange);
        eprintln!("repeat: {} of {persons}; {:?}", person + 1, pairs[0].last());
    }
    let rows = METRICS.iter().zip(&pairs).map(|(metric, pairs)| {
        let mut row = vec![(*metric).to_owned(), pairs.len().to_string()];
        row.extend(match Repeatability::from_pairs(pairs, ErrorScale::Relative) {
            Ok(found) => {
                let percent = |log: f64| format!("{:.1}", 100.0 * log.exp_m1());
                let per_sem = found.mdc95 / found.sem.value;
                let [low, high] = found.sem.ci95.map(|end| percent(per_sem * end));
                [percent(found.mdc95), format!("{low} to {high}")]
            }
            Err(error) => [error.to_string(), String::new()],
        });
        row
    });
    let lead = format!(
        "Two sets of unchanged skin of each of {persons} persons, 8 distant lamps that stand elsewhere each time; {refused} refused. By the limits of scans {changed} would be called changed."
    );
    Ok((rows.collect(), lead))
}

/// The heights of a visit; `None` when the set is refused.
fn heights(seed: u64, person: u64, visit: u64) -> Result<Option<HeightMap>, Problem> {
    let drawn = light_set(&LightSetSpec {
        visit,
        depth_factor: 1.0,
        ..spec(seed, person)
    })?;
    let set = read::set(&drawn, true)?;
    let found = reconstruct(&set).map_err(|error| Problem::Measure(error.to_string()))?;
    Ok(found.relief.map(|relief| relief.height))
}
