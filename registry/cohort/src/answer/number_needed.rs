//! How many patients must be needled for one to improve who would not have without.

use super::{At, Scale, results};
use crate::cohort::Cohort;
use crate::error::{Known, enough};
use crate::share::Share;
use relief_estimate::Verdict;
use serde::{Deserialize, Serialize};

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
    let mut results = results(cohort, metric, Scale::Absolute, at);
    results.retain(|result| result.places > 0);
    enough(results.len())?;
    let improved = results
        .iter()
        .filter(|result| result.verdict == Verdict::Improved)
        .count();
    let improved = Share::exact(improved, results.len())?;
    let by_chance = results
        .iter()
        .map(|result| 1.0 - (1.0 - CHANCE_PER_PLACE).powf(result.places as f64))
        .sum::<f64>()
        / results.len() as f64;
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
