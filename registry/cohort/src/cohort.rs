//! A cohort: the rows that a filter leaves.

use crate::rows::{Columns, Phototype, Pseudonym, ScarRow, SessionRow};
use relief_course::{Setting, TreatmentKind};
use relief_protocol::{NeedleLength, ScarType};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// Which rows to keep; a field that is `None` keeps all. A row that does not tell a field that is asked for is left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// The zone or view.
    pub place: Option<String>,
    /// The predominant scar type.
    pub scar_type: Option<ScarType>,
    /// The phototype.
    pub phototype: Option<Phototype>,
    /// The longest needle, from and up to.
    pub needle: Option<RangeInclusive<NeedleLength>>,
    /// After how many sessions, from and up to.
    pub sessions: Option<RangeInclusive<u8>>,
    /// The mean weeks between sessions, from and up to.
    pub interval_weeks: Option<RangeInclusive<f64>>,
    /// Where.
    pub setting: Option<Setting>,
    /// The device.
    pub device: Option<String>,
    /// Who treated.
    pub operator: Option<String>,
    /// Patients with this other treatment meanwhile.
    pub with_treatment: Option<TreatmentKind>,
    /// Only patients without any other treatment meanwhile.
    pub no_other_treatment: bool,
    /// Weeks since the last session, from and up to.
    pub weeks_since_session: Option<RangeInclusive<f64>>,
}

/// Rows of [`Columns`] that are looked at together. Sessions and single scars are filtered by the fields that they have; where a filter
/// asks for others, they follow their patients. So nobody who left before the first picture falls out of the side effects unasked.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) rows: Vec<u32>,
    pub(crate) session_rows: Vec<&'a SessionRow>,
    pub(crate) scar_rows: Vec<&'a ScarRow>,
}

impl<'a> Cohort<'a> {
    pub(crate) fn of(columns: &'a Columns) -> Self {
        Self {
            columns,
            // More than four thousand million rows do not fit in memory.
            rows: (0..columns.patient.len() as u32).collect(),
            session_rows: columns.session_rows.iter().collect(),
            scar_rows: columns.scar_rows.iter().collect(),
        }
    }

    /// The rows that the filter keeps.
    #[must_use]
    pub fn filter(&self, filter: &Filter) -> Self {
        let columns = self.columns;
        let rows = self.rows.iter().copied();
        let kept: Vec<u32> = rows.filter(|row| filter.keeps(columns, *row as usize)).collect();
        let patients: HashSet<Pseudonym> = kept.iter().map(|row| columns.patient[*row as usize]).collect();
        let follows = |patient| !filter.asks_of_comparisons() || patients.contains(&patient);
        let sessions = self.session_rows.iter().copied();
        let scars = self.scar_rows.iter().copied();
        Self {
            columns,
            rows: kept,
            session_rows: sessions
                .filter(|row| follows(row.patient) && filter.keeps_session(row))
                .collect(),
            scar_rows: scars
                .filter(|row| follows(row.patient) && filter.keeps_scar(row))
                .collect(),
        }
    }

    /// The cohort without one patient, as when that patient is compared with the others.
    #[must_use]
    pub fn without(&self, patient: Pseudonym) -> Self {
        let columns = self.columns;
        let others = |row: &u32| columns.patient[*row as usize] != patient;
        Self {
            columns,
            rows: self.rows.iter().copied().filter(others).collect(),
            session_rows: self
                .session_rows
                .iter()
                .copied()
                .filter(|row| row.patient != patient)
                .collect(),
            scar_rows: self
                .scar_rows
                .iter()
                .copied()
                .filter(|row| row.patient != patient)
                .collect(),
        }
    }

    /// The names of the metrics that any row of the whole registry has, in the order of the alphabet.
    pub fn metrics(&self) -> Vec<&'a str> {
        let names = &self.columns.names;
        let mut metrics: Vec<&str> = self.columns.units.keys().map(|name| names.text(*name)).collect();
        metrics.sort_unstable();
        metrics
    }

    /// The unit of a metric.
    pub fn unit(&self, metric: &str) -> Option<&'a str> {
        let name = self.columns.names.find(metric)?;
        self.columns.units.get(&name).map(String::as_str)
    }

    /// The last session after which anybody was compared; nought without a row.
    pub fn last_session(&self) -> u8 {
        let sessions = self.rows.iter().map(|row| self.columns.sessions[*row as usize]);
        sessions.max().unwrap_or(0)
    }

    /// How many patients have a row.
    pub fn patients(&self) -> usize {
        let all: HashSet<Pseudonym> = self
            .rows
            .iter()
            .map(|row| self.columns.patient[*row as usize])
            .collect();
        all.len()
    }
}

impl Filter {
    fn keeps(&self, columns: &Columns, row: usize) -> bool {
        let name = |asked: &Option<String>, has: Option<_>| {
            asked
                .as_deref()
                .is_none_or(|asked| has.is_some() && columns.names.find(asked) == has)
        };
        let treatments = &columns.other_treatments[row];
        name(&self.place, Some(columns.place[row]))
            && same(self.scar_type, columns.scar_type[row])
            && same(self.phototype, columns.phototype[row])
            && within(self.needle_mm().as_ref(), columns.needle_mm[row])
            && within(self.sessions.as_ref(), Some(columns.sessions[row]))
            && within(self.interval_weeks.as_ref(), columns.interval_weeks[row])
            && same(self.setting, columns.setting[row])
            && name(&self.device, columns.device[row])
            && name(&self.operator, columns.operator[row])
            && self.with_treatment.is_none_or(|kind| treatments.contains(&kind))
            && (!self.no_other_treatment || treatments.is_empty())
            && within(
                self.weeks_since_session.as_ref(),
                columns.weeks_since_session[row],
            )
    }

    /// Whether it asks for what only comparisons tell.
    fn asks_of_comparisons(&self) -> bool {
        let both_have = Self {
            needle: self.needle.clone(),
            sessions: self.sessions.clone(),
            setting: self.setting,
            ..Self::default()
        };
        *self != both_have
    }

    fn keeps_session(&self, row: &SessionRow) -> bool {
        within(self.needle.as_ref(), row.needle)
            && within(self.sessions.as_ref(), Some(row.session))
            && same(self.setting, row.setting)
    }

    fn keeps_scar(&self, row: &ScarRow) -> bool {
        within(self.sessions.as_ref(), Some(row.sessions)) && same(self.scar_type, Some(row.scar_type))
    }

    fn needle_mm(&self) -> Option<RangeInclusive<f64>> {
        self.needle
            .as_ref()
            .map(|range| range.start().mm()..=range.end().mm())
    }
}

fn same<T: PartialEq>(asked: Option<T>, has: Option<T>) -> bool {
    asked.is_none() || asked == has
}

fn within<T: PartialOrd>(asked: Option<&RangeInclusive<T>>, has: Option<T>) -> bool {
    asked.is_none_or(|range| has.is_some_and(|value| range.contains(&value)))
}
