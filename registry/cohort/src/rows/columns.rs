//! Rows turned into columns, after each was checked.

use super::names::{Name, Names};
use super::{Compared, Comparison, Phototype, Pseudonym, ScarRow, SessionRow};
use crate::cohort::Cohort;
use crate::error::RowError;
use relief_course::{Setting, TreatmentKind};
use relief_estimate::{Estimate, Verdict};
use relief_protocol::ScarType;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Everything a practice or several hand over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rows {
    /// Comparisons.
    pub comparisons: Vec<Comparison>,
    /// Sessions with their side effects.
    pub sessions: Vec<SessionRow>,
    /// Single scars.
    pub scars: Vec<ScarRow>,
    /// Patients whose course goes on: a later session that they do not have is to come, and they did not drop out.
    pub going_on: BTreeSet<Pseudonym>,
}

/// What was measured in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    pub(crate) before: f64,
    pub(crate) difference: Estimate,
    pub(crate) relative: Option<f64>,
    pub(crate) mdc95: f64,
    pub(crate) verdict: Verdict,
}

/// The rows by field: one `Vec` a field, the same place in each for the same row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    pub(crate) names: Names,
    pub(crate) units: BTreeMap<Name, String>,
    pub(crate) patient: Vec<Pseudonym>,
    pub(crate) place: Vec<Name>,
    pub(crate) metric: Vec<Name>,
    pub(crate) sessions: Vec<u8>,
    pub(crate) measured: Vec<Option<Measured>>,
    pub(crate) reasons: Vec<Vec<Name>>,
    pub(crate) scar_type: Vec<Option<ScarType>>,
    pub(crate) phototype: Vec<Option<Phototype>>,
    pub(crate) needle_mm: Vec<Option<f64>>,
    pub(crate) interval_weeks: Vec<Option<f64>>,
    pub(crate) setting: Vec<Option<Setting>>,
    pub(crate) device: Vec<Option<Name>>,
    pub(crate) operator: Vec<Option<Name>>,
    pub(crate) other_treatments: Vec<BTreeSet<TreatmentKind>>,
    pub(crate) weeks_since_session: Vec<Option<f64>>,
    pub(crate) session_rows: Vec<SessionRow>,
    pub(crate) scar_rows: Vec<ScarRow>,
    pub(crate) going_on: BTreeSet<Pseudonym>,
}

impl Columns {
    /// Checks rows and turns them into columns.
    ///
    /// # Errors
    ///
    /// The first row with a number out of range, one metric in two units, or the same comparison twice.
    pub fn new(rows: Rows) -> Result<Self, RowError> {
        let mut columns = Self::default();
        let mut seen = HashSet::new();
        for (row, comparison) in rows.comparisons.iter().enumerate() {
            check(row, comparison)?;
            columns.push(row, comparison)?;
            let key = (
                comparison.patient,
                columns.place[row],
                columns.metric[row],
                comparison.sessions,
            );
            if !seen.insert(key) {
                return Err(RowError::Twice { row });
            }
        }
        let mut sessions = HashSet::new();
        for (row, session) in rows.sessions.iter().enumerate() {
            from_one(row, "the session", session.session)?;
            if !sessions.insert((session.patient, session.session)) {
                return Err(RowError::Twice { row });
            }
        }
        let mut scars = HashSet::new();
        for (row, scar) in rows.scars.iter().enumerate() {
            if !scars.insert((scar.patient, scar.scar, scar.sessions)) {
                return Err(RowError::Twice { row });
            }
            from_one(row, "the number of sessions", scar.sessions)?;
            within(
                row,
                "the depth before",
                scar.before_mm,
                scar.before_mm > 0.0,
                "above zero",
            )?;
            within(
                row,
                "the depth after",
                scar.after_mm,
                scar.after_mm >= 0.0,
                "zero or more",
            )?;
        }
        columns.session_rows = rows.sessions;
        columns.scar_rows = rows.scars;
        columns.going_on = rows.going_on;
        Ok(columns)
    }

    /// Every row.
    pub fn cohort(&self) -> Cohort<'_> {
        Cohort::of(self)
    }

    fn push(&mut self, row: usize, comparison: &Comparison) -> Result<(), RowError> {
        let covariates = &comparison.covariates;
        let metric = self.names.of(&comparison.metric);
        let unit = self
            .units
            .entry(metric)
            .or_insert_with(|| comparison.unit.clone());
        if *unit != comparison.unit {
            return Err(RowError::Unit {
                row,
                metric: comparison.metric.clone(),
                unit: comparison.unit.clone(),
                earlier: unit.clone(),
            });
        }
        self.patient.push(comparison.patient);
        self.metric.push(metric);
        let place = self.names.of(&comparison.place);
        self.place.push(place);
        self.sessions.push(comparison.sessions);
        let (measured, reasons) = self.split(&comparison.compared);
        self.measured.push(measured);
        self.reasons.push(reasons);
        self.scar_type.push(covariates.scar_type);
        self.phototype.push(covariates.phototype);
        self.needle_mm.push(covariates.needle.map(|needle| needle.mm()));
        self.interval_weeks.push(covariates.interval_weeks);
        self.setting.push(covariates.setting);
        let device = covariates.device.as_deref().map(|text| self.names.of(text));
        self.device.push(device);
        let operator = covariates.operator.as_deref().map(|text| self.names.of(text));
        self.operator.push(operator);
        self.other_treatments.push(covariates.other_treatments.clone());
        self.weeks_since_session.push(covariates.weeks_since_session);
        Ok(())
    }

    fn split(&mut self, compared: &Compared) -> (Option<Measured>, Vec<Name>) {
        match compared {
            Compared::Measured {
                before,
                difference,
                relative,
                mdc95,
                verdict,
            } => {
                let measured = Measured {
                    before: before.value,
                    difference: *difference,
                    relative: *relative,
                    mdc95: *mdc95,
                    verdict: *verdict,
                };
                (Some(measured), Vec::new())
            }
            Compared::Refused { reasons } => {
                (None, reasons.iter().map(|reason| self.names.of(reason)).collect())
            }
        }
    }
}

fn check(row: usize, comparison: &Comparison) -> Result<(), RowError> {
    from_one(row, "the number of sessions", comparison.sessions)?;
    if let Compared::Measured {
        before,
        difference,
        relative,
        mdc95,
        verdict,
    } = &comparison.compared
    {
        if *verdict == Verdict::NotComparable {
            return Err(RowError::Contradiction { row });
        }
        within(row, "before", before.value, true, "a finite number")?;
        within(row, "the difference", difference.value, true, "a finite number")?;
        within(row, "MDC95", *mdc95, *mdc95 >= 0.0, "zero or more")?;
        let relative = relative.unwrap_or_default();
        within(row, "the relative change", relative, true, "a finite number")?;
    }
    let covariates = &comparison.covariates;
    let weeks = [
        ("the weeks between sessions", covariates.interval_weeks),
        ("the weeks since the last session", covariates.weeks_since_session),
    ];
    weeks.into_iter().try_for_each(|(what, weeks)| {
        let weeks = weeks.unwrap_or_default();
        within(row, what, weeks, weeks >= 0.0, "zero or more")
    })
}

fn from_one(row: usize, what: &'static str, value: u8) -> Result<(), RowError> {
    within(row, what, f64::from(value), value > 0, "one or more")
}

fn within(
    row: usize,
    what: &'static str,
    value: f64,
    holds: bool,
    must: &'static str,
) -> Result<(), RowError> {
    if value.is_finite() && holds {
        Ok(())
    } else {
        Err(RowError::Range {
            row,
            what,
            value,
            must,
        })
    }
}
