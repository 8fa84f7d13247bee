//! That a patient asks for everything to be deleted.

use super::{Entered, Kind, Record};
use jiff::Timestamp;
use relief_course::{Action, Note, Reach, Signature};
use serde::{Deserialize, Serialize};

/// A patient's wish that everything recorded be deleted (GDPR, article 17). It is answered by deleting the patient, or by a
/// new version of this record; asked anew later, it is a new version as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// In the patient's words, if there are any.
    pub words: Option<Note>,
    /// What came of it; `None` while it waits.
    pub end: Option<ErasureEnd>,
}

/// How a wish ended that was not followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case", deny_unknown_fields)]
pub enum ErasureEnd {
    /// The practice must or may keep the record, and says why.
    Kept {
        /// Why, and until when, in words for the patient.
        because: Note,
        /// Who answers for it.
        signature: Signature,
    },
    /// The patient asks no more.
    Withdrawn {
        /// Since when.
        at: Timestamp,
    },
}

impl Record for Erasure {
    const KIND: Kind = Kind::Erasure;
}

impl Entered for Erasure {
    fn writing(&self, _: Reach) -> Action {
        match self.end {
            None | Some(ErasureEnd::Withdrawn { .. }) => Action::AskErasure,
            Some(ErasureEnd::Kept { .. }) => Action::DeletePatient,
        }
    }
}
