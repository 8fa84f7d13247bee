//! Changes as rows.

use super::verdict_code;
use crate::interval::IntervalDrawing;
use crate::sentence::{change_word, metric_label};
use crate::texts::{Texts, fill};
use relief_compare::contract::Change;

/// One metric, before and after.
pub(super) struct ChangeRow {
    pub label: String,
    pub meaning: &'static str,
    pub unit: String,
    /// Value and interval, as for `after` and `difference`.
    pub before: (String, String),
    pub after: (String, String),
    pub difference: (String, String),
    pub relative: Option<String>,
    pub mdc: String,
    pub drawing: Option<IntervalDrawing>,
    pub drawing_alt: String,
    pub verdict_code: &'static str,
    pub verdict: &'static str,
}

/// The primary end point, that of the scars, and the rest; without scars all stand in the first rank.
pub(super) fn by_rank(changes: &[Change]) -> (&[Change], &[Change]) {
    match changes.split_first() {
        Some((first, _)) if first.metric.starts_with("scar_") => changes.split_at(1),
        _ => (changes, &[]),
    }
}

/// The words on the fold over other measures: how many there are, and how many of them changed.
pub(super) fn fold(texts: &Texts, secondary: &[Change]) -> Option<String> {
    let count = secondary.len().to_string();
    let changed = secondary.iter().filter(|change| change.detectable).count();
    let words = if changed > 0 {
        texts.page.other_changed
    } else {
        texts.page.other_measures
    };
    let values = [("count", count.as_str()), ("changed", &changed.to_string())];
    (!secondary.is_empty()).then(|| fill(words, &values))
}

pub(super) fn changes(texts: &Texts, changes: &[Change]) -> Vec<ChangeRow> {
    changes.iter().map(|change| change_row(texts, change)).collect()
}

fn change_row(texts: &Texts, change: &Change) -> ChangeRow {
    let label = metric_label(texts, &change.metric);
    let difference = texts.estimate(&change.difference);
    let mdc = texts.number(change.mdc95);
    let alt = [
        ("metric", label.as_str()),
        ("difference", &texts.with_unit(&difference, &change.unit)),
        ("mdc", &texts.with_unit(&mdc, &change.unit)),
    ];
    ChangeRow {
        meaning: texts.metric(&change.metric).map_or("", |known| known.meaning),
        unit: texts.unit_label(&change.unit).to_owned(),
        before: texts.estimate_parts(&change.before),
        after: texts.estimate_parts(&change.after),
        relative: change.relative.map(|share| texts.percent(share)),
        drawing: IntervalDrawing::of(change),
        drawing_alt: fill(texts.page.interval_alt, &alt),
        verdict_code: change.verdict.map_or("changed", verdict_code),
        verdict: change_word(texts, change),
        label,
        difference: texts.estimate_parts(&change.difference),
        mdc,
    }
}
