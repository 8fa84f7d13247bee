//! Entries that were made by mistake. They stay in the record, and count no more.

use crate::grading::Grade;
use crate::role::Action;
use crate::signature::Signature;
use crate::words::Line;
use serde::{Deserialize, Serialize};

/// What kind of entry was made by mistake. Sessions, consents and the plan are not among them: what was signed and done is
/// corrected by what is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A grade that somebody of the clinic gave.
    Grade,
    /// The patient's satisfaction.
    Satisfaction,
    /// A value from an instrument.
    Instrument,
    /// Rolling at home.
    HomeRolling,
    /// Another treatment.
    OtherTreatment,
    /// Active acne.
    ActiveAcne,
    /// The phototype.
    SkinType,
}

impl EntryKind {
    /// The kind of a grade.
    pub fn of_grade(grade: &Grade) -> Self {
        match grade {
            Grade::Satisfaction(_) => Self::Satisfaction,
            _ => Self::Grade,
        }
    }

    /// What somebody must be allowed to do to take such an entry back: the same as to make it.
    ///
    /// ```
    /// use relief_course::{Action, EntryKind};
    /// assert_eq!(EntryKind::ActiveAcne.making(), Action::RecordOtherTreatment);
    /// // Patients tell of their acne; their skin type is a clinician's reading.
    /// assert_eq!(EntryKind::SkinType.making(), Action::EnterInstrumentValue);
    /// ```
    pub fn making(self) -> Action {
        match self {
            Self::Grade => Action::Grade,
            Self::Satisfaction => Action::RateSatisfaction,
            Self::Instrument | Self::SkinType => Action::EnterInstrumentValue,
            Self::HomeRolling => Action::RecordHomeRolling,
            Self::OtherTreatment | Self::ActiveAcne => Action::RecordOtherTreatment,
        }
    }
}

/// An entry was made by mistake, as FHIR's status `entered-in-error` says of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnteredInError {
    /// What kind of entry it is.
    pub entry: EntryKind,
    /// Why it is wrong.
    pub reason: Line,
    /// Who says so.
    pub by: Signature,
}
