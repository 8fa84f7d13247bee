//! One patient's own course, as it was measured.

use crate::answer::together;
use crate::cohort::Cohort;
use crate::rows::{Measured, Pseudonym};
use relief_estimate::{Estimate, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was measured at one place, against before the first session.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceChange {
    /// After minus before, in the metric's unit.
    pub difference: Estimate,
    /// The minimal detectable change, in the metric's unit.
    pub mdc95: f64,
    /// The comparison's verdict; never *not comparable*.
    pub verdict: Verdict,
}

/// What was measured after one of the patient's sessions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseStep {
    /// After which session, from 1.
    pub session: u8,
    /// By place; empty when nothing could be compared.
    pub places: BTreeMap<String, PlaceChange>,
}

impl CourseStep {
    /// The verdict of all places, as a course's outcome has it: one that got worse is never outweighed. *Not comparable* without any.
    pub fn verdict(&self) -> Verdict {
        together(self.places.values().map(|place| place.verdict))
    }
}

impl From<Measured> for PlaceChange {
    fn from(measured: Measured) -> Self {
        Self {
            difference: measured.difference,
            mdc95: measured.mdc95,
            verdict: measured.verdict,
        }
    }
}

impl Cohort<'_> {
    /// What was measured of a patient after each of so many `sessions`, from the first to the last; sessions without a comparable
    /// picture have a step without places.
    pub fn course(&self, metric: &str, patient: Pseudonym, sessions: u8) -> Vec<CourseStep> {
        let columns = self.columns;
        let metric = columns.names.find(metric);
        let rows = self.rows.iter().map(|row| *row as usize);
        let mut steps: Vec<CourseStep> = (1..=sessions)
            .map(|session| CourseStep {
                session,
                places: BTreeMap::new(),
            })
            .collect();
        for row in rows.filter(|row| columns.patient[*row] == patient && Some(columns.metric[*row]) == metric)
        {
            let step = usize::from(columns.sessions[row]).checked_sub(1);
            let step = step.and_then(|step| steps.get_mut(step));
            if let (Some(step), Some(measured)) = (step, columns.measured[row]) {
                let place = columns.names.text(columns.place[row]).to_owned();
                step.places.insert(place, measured.into());
            }
        }
        steps
    }
}
