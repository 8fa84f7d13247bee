//! The rows of one metric that models are fitted to.

use super::codes::Code;
use crate::answer::Scale;
use crate::cohort::Cohort;
use crate::rows::{Phototype, Pseudonym};
use relief_course::Setting;
use relief_protocol::ScarType;

/// What models need of one comparison that could be made. What was not recorded is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ModelRow {
    /// Whose.
    pub patient: Pseudonym,
    /// After how many sessions, from 1.
    pub sessions: u8,
    /// The change, as a share of before or in the metric's unit; `None` as a share of what is not clear of zero.
    pub change: Option<f64>,
    /// Before, in the metric's unit.
    pub before: f64,
    /// The scar type that most scars of the place have.
    pub scar_type: Option<ScarType>,
    /// The phototype.
    pub phototype: Option<Phototype>,
    /// The longest needle set so far, mm.
    pub needle_mm: Option<f64>,
    /// The mean of the weeks between sessions so far; `None` after one session.
    pub interval_weeks: Option<f64>,
    /// Where it was needled.
    pub setting: Option<Setting>,
    /// Whether there was any other treatment meanwhile.
    pub other_treatment: bool,
    /// Weeks from the last session to the later picture.
    pub weeks_since_session: Option<f64>,
}

/// The comparable rows of one metric, those of one patient together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelRows {
    rows: Vec<ModelRow>,
    codes: Vec<Code>,
}

impl ModelRows {
    /// Of rows in any order: models sum them in an order of their own, so that other orders change nothing but rows that are alike in
    /// patient, session, before and change.
    pub fn new(mut rows: Vec<ModelRow>) -> Self {
        let visit = |row: &ModelRow| (row.patient, row.sessions);
        let change = |row: &ModelRow| row.change.unwrap_or(f64::NAN);
        // Tables stand in the order of patients and sessions already, which takes one look. Places of one visit are few.
        rows.sort_by_key(visit);
        for places in rows.chunk_by_mut(|a, b| visit(a) == visit(b)) {
            places.sort_by(|a, b| {
                let before = a.before.total_cmp(&b.before);
                before.then_with(|| change(a).total_cmp(&change(b)))
            });
        }
        let (mut patient, mut last) = (0, rows.first().map(|row| row.patient));
        let code = |row: &ModelRow| {
            if last != Some(row.patient) {
                (patient, last) = (patient + 1, Some(row.patient));
            }
            Code::of(row, patient)
        };
        let codes = rows.iter().map(code).collect();
        Self { rows, codes }
    }

    /// Of one metric of a cohort.
    pub(crate) fn of(cohort: &Cohort<'_>, metric: &str, scale: Scale) -> Self {
        let columns = cohort.columns;
        let Some(metric) = columns.names.find(metric) else {
            return Self::default();
        };
        let of_metric = cohort.rows.iter().map(|row| *row as usize);
        let row = |row: usize| {
            let measured = columns.measured[row]?;
            Some(ModelRow {
                patient: columns.patient[row],
                sessions: columns.sessions[row],
                change: scale.of(&measured),
                before: measured.before,
                scar_type: columns.scar_type[row],
                phototype: columns.phototype[row],
                needle_mm: columns.needle_mm[row],
                interval_weeks: columns.interval_weeks[row],
                setting: columns.setting[row],
                other_treatment: !columns.other_treatments[row].is_empty(),
                weeks_since_session: columns.weeks_since_session[row],
            })
        };
        Self::new(
            of_metric
                .filter(|row| columns.metric[*row] == metric)
                .filter_map(row)
                .collect(),
        )
    }

    pub(super) fn rows(&self) -> &[ModelRow] {
        &self.rows
    }

    pub(super) fn codes(&self) -> &[Code] {
        &self.codes
    }
}
