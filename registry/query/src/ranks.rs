//! Medians: which ranks are wanted, and what stands there.

use relief_estimate::Estimate;
use relief_registry::{Known, MedianRanks};
use std::collections::{BTreeMap, BTreeSet};

/// The values at the ranks that were wanted.
pub(crate) type Values = BTreeMap<usize, f64>;

/// The ranks that the median of so many values needs; none where it is not known.
pub(crate) fn wanted(n: usize) -> BTreeSet<usize> {
    let ranks = MedianRanks::of(n).map(|ranks| [ranks.middle, ranks.ends].concat());
    ranks.into_iter().flatten().collect()
}

/// The median of so many values.
pub(crate) fn median(n: usize, values: &Values) -> Known<Estimate> {
    // A rank that is missing becomes no finite number, and so no answer.
    MedianRanks::of(n)?.estimate(|rank| values.get(&rank).copied().unwrap_or(f64::NAN))
}

/// A text in a query.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
