//! How far repeat captures of unchanged skin lie apart, metric by metric.

use crate::capture::default_mdc95;
use crate::contract::{Algorithm, Change, CompareResult};
use relief_estimate::{
    ErrorScale, EstimateError, Mdc95, MetricRepeatability, Repeatability, RepeatabilityError,
    RepeatabilityFile,
};
use std::collections::BTreeMap;

/// Why repeats give no repeatability.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UnfitRepeats {
    /// Too few pairs are comparable.
    #[error(
        "{found} comparable pairs; at least {} are needed, 20 are better",
        Repeatability::LEAST_PAIRS
    )]
    TooFew {
        /// How many are.
        found: usize,
    },
    /// A metric has no MDC95.
    #[error("{metric}: {source}")]
    Metric {
        /// Which.
        metric: String,
        /// Why.
        source: EstimateError,
    },
    /// The file would not be one.
    #[error(transparent)]
    File(#[from] RepeatabilityError),
}

/// The repeatability of every metric that all comparable results have, in the order of the first one: MDC95 = 1.96·√2·SEM
/// from the pairs' differences (Bland & Altman 1999, doi:10.1191/096228099673819272). `capture_method` says in words how the
/// pictures were taken. Results that are not comparable are left out.
///
/// # Errors
/// [`UnfitRepeats`] with fewer than five comparable pairs, or with values that have no MDC95.
pub fn repeatability(
    results: &[CompareResult],
    capture_method: &str,
) -> Result<RepeatabilityFile, UnfitRepeats> {
    let results: Vec<&CompareResult> = results.iter().filter(|result| result.comparable).collect();
    let (Some(first), true) = (results.first(), results.len() >= Repeatability::LEAST_PAIRS) else {
        return Err(UnfitRepeats::TooFew { found: results.len() });
    };
    let mut metrics = BTreeMap::<&str, Vec<&Change>>::new();
    for change in results.iter().flat_map(|result| &result.changes) {
        metrics.entry(&change.metric).or_default().push(change);
    }
    let in_order = first
        .changes
        .iter()
        .filter_map(|change| metrics.get(change.metric.as_str()));
    let complete = in_order.filter(|changes| changes.len() == results.len());
    let defaults = default_mdc95();
    let metrics = complete
        .map(|changes| metric(&defaults, changes))
        .collect::<Result<_, _>>()?;
    let Algorithm { name, version } = &first.algorithm;
    let method = capture_method.to_owned();
    Ok(RepeatabilityFile::new(
        method,
        format!("{name} {version}"),
        metrics,
    )?)
}

/// One metric over all pairs, on the scale on which its default limit is given: the error of the scars' shading grows with
/// how many scars there are. A metric without a default is taken in proportion where it is a plain ratio. What is not above
/// zero everywhere has no proportion.
fn metric(
    defaults: &BTreeMap<String, Mdc95>,
    changes: &[&Change],
) -> Result<MetricRepeatability, UnfitRepeats> {
    let values: Vec<[f64; 2]> = changes
        .iter()
        .map(|change| [change.before.value, change.after.value])
        .collect();
    let Change {
        metric: name, unit, ..
    } = changes[0];
    let grows = match defaults.get(name) {
        Some(limit) => matches!(limit, Mdc95::Relative(_)),
        None => unit == "1",
    };
    let scale = if grows && values.iter().flatten().all(|value| *value > 0.0) {
        ErrorScale::Relative
    } else {
        ErrorScale::Absolute
    };
    let repeatability = Repeatability::from_pairs(&values, scale).map_err(|source| UnfitRepeats::Metric {
        metric: name.clone(),
        source,
    })?;
    Ok(MetricRepeatability::new(name, unit, &repeatability))
}
