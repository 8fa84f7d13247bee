//! Why comparisons were refused.

use super::At;
use crate::cohort::Cohort;
use crate::error::SMALLEST_CELL;
use crate::rows::{Name, Pseudonym};
use std::collections::{BTreeMap, BTreeSet};

/// Each reason's code with how many patients it kept from being compared at a place, most first, then by the alphabet.
pub(super) fn reasons(cohort: &Cohort<'_>, metric: &str, at: At) -> Vec<(String, usize)> {
    let columns = cohort.columns;
    let Some(metric) = columns.names.find(metric) else {
        return Vec::new();
    };
    let rows = cohort.rows.iter().map(|row| *row as usize);
    let rows: Vec<usize> = rows.filter(|row| columns.metric[*row] == metric).collect();
    let mut last: BTreeMap<Pseudonym, u8> = BTreeMap::new();
    for row in &rows {
        let known = last.entry(columns.patient[*row]).or_default();
        *known = columns.sessions[*row].max(*known);
    }
    let mut patients: BTreeMap<Name, BTreeSet<Pseudonym>> = BTreeMap::new();
    for row in rows {
        let (patient, sessions) = (columns.patient[row], columns.sessions[row]);
        let asked = match at {
            At::Session(session) => session == sessions,
            At::Last => last.get(&patient) == Some(&sessions),
        };
        for reason in columns.reasons[row].iter().filter(|_| asked) {
            patients.entry(*reason).or_default().insert(patient);
        }
    }
    let counts = patients.into_iter();
    reasons_of(
        counts
            .map(|(reason, patients)| (columns.names.text(reason).to_owned(), patients.len()))
            .collect(),
    )
}

/// The reasons that may be told, most first, from how many patients each kept from being compared at a place. This is how a registry answers
/// whose rows do not fit in memory.
pub fn reasons_of(mut counts: Vec<(String, usize)>) -> Vec<(String, usize)> {
    counts.retain(|(_, patients)| *patients >= SMALLEST_CELL);
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
