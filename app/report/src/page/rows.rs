//! Changes and scars as rows.

use super::verdict_code;
use crate::interval::IntervalDrawing;
use crate::sentence::{change_word, metric_label};
use crate::texts::{Texts, fill};
use relief_compare::contract::{Change, Scar, ScarGeometry};

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

/// Rows shown before the rest folds away.
const OPEN_SCARS: usize = 12;

/// Every scar; columns that no scar fills are left out.
pub(super) struct ScarTable {
    /// What the second column holds: the type where any is told, else only how sure the scar is.
    pub kind: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<ScarRow>,
    /// The words on the fold, when there are too many rows to show at once.
    pub fold: Option<String>,
}

/// One scar.
pub(super) struct ScarRow {
    pub id: u32,
    pub kind: String,
    pub cells: Vec<String>,
    pub verdict_code: &'static str,
    pub verdict: &'static str,
    pub note: &'static str,
}

type Read = fn(&ScarGeometry) -> Option<f64>;

impl ScarTable {
    /// `None` when there are no scars.
    pub fn of(texts: &Texts, scars: &[Scar]) -> Option<Self> {
        if scars.is_empty() {
            return None;
        }
        let words = &texts.page;
        let all: [(&'static str, Read); 7] = [
            (words.shading, |g| g.shading_contrast),
            (words.depth, |g| g.depth_mm),
            (words.width, |g| g.width_mm),
            (words.length, |g| g.length_mm),
            (words.area, |g| g.area_mm2),
            (words.volume, |g| g.volume_mm3),
            (words.slope, |g| g.wall_slope_deg),
        ];
        let seen = |read: Read| {
            scars
                .iter()
                .any(|s| [s.before, s.after].iter().flatten().any(|g| read(g).is_some()))
        };
        let used: Vec<_> = all.into_iter().filter(|(_, read)| seen(*read)).collect();
        let typed = scars.iter().any(|scar| scar.scar_type.is_some());
        let count = scars.len().to_string();
        Some(Self {
            kind: if typed { words.scar_type } else { words.certainty },
            columns: used.iter().map(|(title, _)| *title).collect(),
            rows: scars
                .iter()
                .map(|scar| scar_row(texts, scar, typed, &used))
                .collect(),
            fold: (scars.len() > OPEN_SCARS).then(|| fill(words.all_scars, &[("count", &count)])),
        })
    }
}

fn scar_row(texts: &Texts, scar: &Scar, typed: bool, columns: &[(&'static str, Read)]) -> ScarRow {
    let read = |geometry: Option<ScarGeometry>, read: Read| geometry.as_ref().and_then(read);
    let sure = confidence(scar.confidence);
    let scar_type = scar.scar_type.map_or(texts.page.unknown_type, texts.scar_type);
    ScarRow {
        id: scar.id,
        kind: if typed {
            format!("{scar_type} ({sure})")
        } else {
            sure
        },
        cells: columns
            .iter()
            .map(|(_, get)| arrow(texts, read(scar.before, *get), read(scar.after, *get)))
            .collect(),
        verdict_code: verdict_code(scar.verdict),
        verdict: (texts.verdict)(scar.verdict).word,
        note: match (scar.matched, scar.before.is_some()) {
            (true, _) => "",
            (false, true) => texts.page.only_before,
            (false, false) => texts.page.only_after,
        },
    }
}

fn confidence(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn arrow(texts: &Texts, before: Option<f64>, after: Option<f64>) -> String {
    match (before, after) {
        (None, None) => "–".to_owned(),
        (before, after) => {
            let text = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| texts.number(value));
            let (before, after) = (text(before), text(after));
            // One outline serves both pictures, and its size need not be read twice.
            if before == after {
                before
            } else {
                format!("{before} → {after}")
            }
        }
    }
}
