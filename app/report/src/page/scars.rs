//! Scars as rows.

use super::verdict_code;
use crate::texts::{Texts, fill};
use relief_compare::contract::{MeasuredScar, Scar, ScarGeometry, ScarType, Verdict};
use std::collections::BTreeSet;

/// Rows shown before the rest folds away.
const OPEN_SCARS: usize = 12;

/// One scar in one input or two.
pub(super) struct ScarFacts {
    pub id: u32,
    pub scar_type: Option<ScarType>,
    pub confidence: f64,
    /// Before and after, or the one input's.
    pub geometries: Vec<Option<ScarGeometry>>,
    /// What happened to it, and where it was found; `None` for one input.
    pub verdict: Option<(Verdict, bool)>,
}

impl ScarFacts {
    pub fn of_pair(scar: &Scar) -> Self {
        Self {
            id: scar.id,
            scar_type: scar.scar_type,
            confidence: scar.confidence,
            geometries: vec![scar.before, scar.after],
            verdict: Some((scar.verdict, scar.matched)),
        }
    }

    pub fn of_one(scar: &MeasuredScar) -> Self {
        Self {
            id: scar.id,
            scar_type: scar.scar_type,
            confidence: scar.confidence,
            geometries: vec![Some(scar.geometry)],
            verdict: None,
        }
    }

    /// One of its values in each input.
    pub fn values(&self, read: Read) -> Vec<Option<f64>> {
        let values = self.geometries.iter();
        values.map(|geometry| geometry.as_ref().and_then(read)).collect()
    }

    /// One of its values as the table has it.
    pub fn text(&self, texts: &Texts, read: Read) -> String {
        let text = |value: &Option<f64>| value.map_or_else(|| "–".to_owned(), |value| texts.number(value));
        let values = self.values(read);
        let mut words: Vec<String> = values.iter().map(text).collect();
        // One outline serves both pictures, and its size need not be read twice.
        words.dedup();
        words.join(" → ")
    }

    /// Its type in words.
    pub fn type_word(&self, texts: &Texts) -> &'static str {
        self.scar_type.map_or(texts.page.unknown_type, texts.scar_type)
    }
}

/// Reads one value of a geometry.
pub(super) type Read = fn(&ScarGeometry) -> Option<f64>;

/// Every scar; columns that no scar fills are left out.
pub(super) struct ScarTable {
    /// What the second column holds: the type where any is told, else only how sure the scar is.
    pub kind: &'static str,
    pub columns: Vec<&'static str>,
    /// Whether there is a verdict on each.
    pub judged: bool,
    pub rows: Vec<ScarRow>,
    /// The words on the fold, when there are too many rows to show at once.
    pub fold: Option<String>,
}

/// One scar.
pub(super) struct ScarRow {
    pub id: u32,
    /// Whether the page shows its cross-section.
    pub has_section: bool,
    pub kind: String,
    pub cells: Vec<String>,
    pub verdict_code: &'static str,
    pub verdict: &'static str,
    pub note: &'static str,
}

impl ScarTable {
    /// `None` when there are no scars; `drawn` are those with a cross-section.
    pub fn of(texts: &Texts, scars: &[ScarFacts], drawn: &BTreeSet<u32>) -> Option<Self> {
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
                .any(|scar| scar.values(read).iter().any(Option::is_some))
        };
        let used: Vec<_> = all.into_iter().filter(|(_, read)| seen(*read)).collect();
        let typed = scars.iter().any(|scar| scar.scar_type.is_some());
        let count = scars.len().to_string();
        Some(Self {
            kind: if typed { words.scar_type } else { words.certainty },
            columns: used.iter().map(|(title, _)| *title).collect(),
            judged: scars.iter().any(|scar| scar.verdict.is_some()),
            rows: scars
                .iter()
                .map(|scar| ScarRow {
                    has_section: drawn.contains(&scar.id),
                    ..scar_row(texts, scar, typed, &used)
                })
                .collect(),
            fold: (scars.len() > OPEN_SCARS).then(|| fill(words.all_scars, &[("count", &count)])),
        })
    }
}

fn scar_row(texts: &Texts, scar: &ScarFacts, typed: bool, columns: &[(&'static str, Read)]) -> ScarRow {
    let sure = format!("{:.0} %", scar.confidence * 100.0);
    let before = scar.geometries.first().is_some_and(Option::is_some);
    ScarRow {
        id: scar.id,
        has_section: false,
        kind: if typed {
            format!("{} ({sure})", scar.type_word(texts))
        } else {
            sure
        },
        cells: columns.iter().map(|(_, read)| scar.text(texts, *read)).collect(),
        verdict_code: scar.verdict.map_or("", |(verdict, _)| verdict_code(verdict)),
        verdict: scar
            .verdict
            .map_or("", |(verdict, _)| (texts.verdict)(verdict).word),
        note: match (scar.verdict, before) {
            (Some((_, false)), true) => texts.page.only_before,
            (Some((_, false)), false) => texts.page.only_after,
            _ => "",
        },
    }
}
