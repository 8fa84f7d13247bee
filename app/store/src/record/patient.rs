//! Who a patient is, and for what a course begins.

use super::{Entered, Kind, Record};
use jiff::civil::Date;
use relief_course::{Action, Line, Note, Reach};
use relief_protocol::{Complaint, Identity};
use serde::{Deserialize, Serialize};

/// Who a patient is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatientDetails {
    /// The name, in any script.
    pub name: Line,
    /// The day of birth.
    pub born: Date,
    /// The practice's own number for the patient.
    pub reference: Option<Line>,
    /// How to reach the patient.
    pub contact: Option<Note>,
}

impl Record for PatientDetails {
    const KIND: Kind = Kind::Patient;
}

/// The start of a course; what happens in it is kept within this record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseStart {
    /// The protocol it follows.
    pub protocol: Identity,
    /// What the patient comes for.
    pub complaint: Complaint,
    /// The day it starts, at the clinic.
    pub starts_on: Date,
}

impl Record for CourseStart {
    const KIND: Kind = Kind::Course;
}

impl Entered for CourseStart {
    fn writing(&self, _: Reach) -> Action {
        Action::Book
    }
}
