//! How many patients must be needled for one to improve who would not have without.

use super::{At, Scale, results};
use crate::cohort::Cohort;
use crate::error::{Known, enough};
use crate::share::Share;
use relief_estimate::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most often that unchanged skin is called improved at one place: MDC95 leaves 5 % of repeated captures outside, half of them on
/// the better side.
pub const CHANCE_PER_PLACE: f64 = 0.025;

/// The number needed to treat against no change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NumberNeeded {
    /// Who improved, of those compared.
    pub improved: Share,
    /// The reference: how many would be called improved, at most, had no skin changed. With m places compared it is
    /// 1 − (1 − 0.025)^m, on the mean over patients. It stands for unchanged skin; it is no group of untreated patients, whose
    /// scars may get better or worse by themselves.
    pub by_chance: f64,
    /// The number; `None` when no more improved than that.
    pub needed: Option<Needed>,
}

/// One more improved in so many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Needed {
    /// One in so many.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// Its upper end; `None` when the interval of the share reaches down to chance, so that there may be no such number
    /// (Altman 1998, doi:10.1136/bmj.317.7168.1309).
    pub high: Option<f64>,
}

/// The number needed to treat for one patient to improve beyond MDC95.
///
/// # Errors
///
/// Too few patients who could be compared.
pub fn number_needed(cohort: &Cohort<'_>, metric: &str, at: At) -> Known<NumberNeeded> {
    let results = results(cohort, metric, Scale::Absolute, at);
    let compared = results.iter().filter(|result| result.places > 0);
    let mut by_places: BTreeMap<usize, usize> = BTreeMap::new();
    for result in compared {
        *by_places.entry(result.places).or_default() += 1;
    }
    let improved = results
        .iter()
        .filter(|result| result.verdict == Verdict::Improved);
    number_needed_of(improved.count(), &by_places)
}

/// The same from counts: how many patients improved, and how many could be compared at so many places, by places. This is how a registry
/// answers whose rows do not fit in memory.
///
/// # Errors
///
/// As [`number_needed`].
pub fn number_needed_of(improved: usize, by_places: &BTreeMap<usize, usize>) -> Known<NumberNeeded> {
    let compared = by_places.values().sum();
    enough(compared)?;
    let improved = Share::exact(improved, compared)?;
    let chance = |places: usize| 1.0 - (1.0 - CHANCE_PER_PLACE).powf(places as f64);
    let by_chance = by_places
        .iter()
        .map(|(places, patients)| *patients as f64 * chance(*places))
        .sum::<f64>()
        / compared as f64;
    let more = |share: f64| (share > by_chance).then(|| (share - by_chance).recip());
    let [low, high] = improved.share.ci95;
    let needed = more(improved.share.value)
        .zip(more(high))
        .map(|(value, fewest)| Needed {
            value,
            low: fewest,
            high: more(low),
        });
    Ok(NumberNeeded {
        improved,
        by_chance,
        needed,
    })
}
