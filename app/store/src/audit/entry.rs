//! One entry of the audit log.

use super::AuditProblem;
use crate::ids::{ClinicId, PatientId};
use jiff::Timestamp;
use relief_course::{Action, PersonId};
use serde::{Deserialize, Serialize};

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused: not allowed, or there is no such thing for this person.
    Refused,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// An entry as the table holds it: number, instant, person, clinic, action, outcome, patient, record, version, digest,
/// link.
pub(super) type EntryRow = (
    i64,
    i64,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<Vec<u8>>,
    Vec<u8>,
);

/// What an entry is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    /// The patient, as far as known.
    pub(crate) patient: Option<String>,
    /// A record, blob or job, or how many patients' numbers were looked at together.
    pub(crate) record: Option<String>,
    /// The record's version.
    pub(crate) version: Option<i64>,
    /// What was written, as a hash: this is what makes a changed record show.
    pub(crate) digest: Option<Vec<u8>>,
}

/// What stands before the number of patients, where another entry has a record.
const COHORT: &str = "cohort/";

impl Note {
    /// About the numbers of so many patients together.
    pub(crate) fn of_cohort(self, patients: usize) -> Self {
        Self {
            record: Some(format!("{COHORT}{patients}")),
            ..self
        }
    }
}

/// An entry that has no number and link yet.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) at: i64,
    pub(crate) person: PersonId,
    pub(crate) clinic: ClinicId,
    pub(crate) action: Action,
    pub(crate) outcome: Outcome,
    pub(crate) note: Note,
}

/// What happened, of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// In which clinic.
    pub clinic: ClinicId,
    /// What was done or tried.
    pub action: Action,
    /// How it ended.
    pub outcome: Outcome,
}

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, counted from 1 without gaps over the whole store.
    pub seq: i64,
    /// What happened.
    pub happened: Happened,
    /// The patient it was about; an id that leads nowhere stands here as it was asked for.
    pub patient: Option<PatientId>,
    /// The record, blob or job; see [`Self::cohort`] for what else.
    pub record: Option<String>,
    /// The record's version.
    pub version: Option<i64>,
}

impl Draft {
    /// With a number and a link.
    pub(super) fn row(self, seq: i64, link: Vec<u8>) -> EntryRow {
        let Note {
            patient,
            record,
            version,
            digest,
        } = self.note;
        (
            seq,
            self.at,
            self.person.to_string(),
            self.clinic.to_string(),
            name(self.action),
            self.outcome.as_str().to_owned(),
            patient,
            record,
            version,
            digest,
            link,
        )
    }
}

impl Entry {
    /// Of how many patients numbers were looked at together, without names. What each of them went through was read for it, and shown
    /// to nobody.
    pub fn cohort(&self) -> Option<usize> {
        self.record.as_deref()?.strip_prefix(COHORT)?.parse().ok()
    }

    /// An entry as people see it.
    pub(crate) fn read(row: EntryRow) -> Result<Self, AuditProblem> {
        let (seq, at, person, clinic, action, outcome, patient, record, version, _, _) = row;
        let strange = |field, value: &str| AuditProblem::Strange {
            seq,
            field,
            value: value.to_owned(),
        };
        let happened = Happened {
            at: Timestamp::from_microsecond(at).map_err(|_| strange("instant", &at.to_string()))?,
            person: PersonId::try_from(person.as_str()).map_err(|_| strange("person", &person))?,
            clinic: clinic.parse().map_err(|_| strange("clinic", &clinic))?,
            action: named(&action).ok_or_else(|| strange("action", &action))?,
            outcome: named(&outcome).ok_or_else(|| strange("outcome", &outcome))?,
        };
        let patient = patient.map(|id| id.parse().map_err(|_| strange("patient", &id)));
        Ok(Self {
            seq,
            happened,
            patient: patient.transpose()?,
            record,
            version,
        })
    }
}

/// An action's name, which is its name in JSON.
pub(crate) fn name(action: Action) -> String {
    // A unit variant is always a JSON string.
    match serde_json::to_value(action) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn named<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    serde_json::from_value(name.into()).ok()
}
