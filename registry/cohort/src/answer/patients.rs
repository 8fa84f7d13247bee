//! From rows to one result a patient: places of one face are no independent patients.

use super::{At, Scale};
use crate::cohort::Cohort;
use crate::rows::{Measured, Pseudonym, ScarRow};
use relief_estimate::Verdict;
use std::cmp::Reverse;

/// What one patient's places say together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PatientResult {
    pub(crate) patient: Pseudonym,
    /// After so many sessions.
    pub(crate) sessions: u8,
    /// Of all places; see [`together`].
    pub(crate) verdict: Verdict,
    /// How many places could be compared.
    pub(crate) places: usize,
    /// The mean change of these places, of those that tell it.
    pub(crate) change: Option<f64>,
    /// Their mean before, in the metric's unit.
    pub(crate) before: Option<f64>,
}

/// One result a patient with a row, by pseudonym.
pub(crate) fn results(cohort: &Cohort<'_>, metric: &str, scale: Scale, at: At) -> Vec<PatientResult> {
    let columns = cohort.columns;
    let Some(metric) = columns.names.find(metric) else {
        return Vec::new();
    };
    let of_metric = cohort.rows.iter().map(|row| *row as usize);
    let mut rows: Vec<usize> = of_metric
        .filter(|row| columns.metric[*row] == metric)
        .filter(|row| matches!(at, At::Last) || at == At::Session(columns.sessions[*row]))
        .collect();
    rows.sort_by_key(|row| (columns.patient[*row], columns.sessions[*row]));
    rows.chunk_by(|a, b| columns.patient[*a] == columns.patient[*b])
        .map(|rows| {
            let sessions = rows.last().map_or(0, |row| columns.sessions[*row]);
            let last = rows.iter().filter(|row| columns.sessions[**row] == sessions);
            let measured: Vec<Measured> = last.filter_map(|row| columns.measured[*row]).collect();
            PatientResult {
                patient: columns.patient[rows[0]],
                sessions,
                verdict: together(measured.iter().map(|one| one.verdict)),
                places: measured.len(),
                change: mean(measured.iter().filter_map(|one| scale.of(one))),
                before: mean(measured.iter().map(|one| one.before)),
            }
        })
        .collect()
}

/// The verdict of a patient's places, as [`relief_course::Outcome::verdict`] has it: one that got worse is never outweighed.
pub(crate) fn together(places: impl Iterator<Item = Verdict> + Clone) -> Verdict {
    [Verdict::Worse, Verdict::Improved, Verdict::NoDetectableChange]
        .into_iter()
        .find(|verdict| places.clone().any(|place| place == *verdict))
        .unwrap_or(Verdict::NotComparable)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// The scars of each patient's last session with any, those of one patient together.
pub(super) fn last_sessions<'a>(scars: &[&'a ScarRow]) -> Vec<&'a ScarRow> {
    let mut rows = scars.to_vec();
    rows.sort_by_key(|row| (row.patient, Reverse(row.sessions), row.scar));
    let of_patients = rows.chunk_by(|a, b| a.patient == b.patient);
    of_patients
        .flat_map(|rows| {
            rows.iter()
                .copied()
                .take_while(|row| row.sessions == rows[0].sessions)
        })
        .collect()
}
