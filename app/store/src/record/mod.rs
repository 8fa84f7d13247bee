//! What is kept about a patient: records of a kind, each as versions that are only ever added.

mod capture;
mod erasure;
mod kind;
mod of_course;
mod patient;
mod photo;
mod row;
mod scan;

pub(crate) use capture::Capture;
pub use erasure::{Erasure, ErasureEnd};
pub use kind::Kind;
pub use patient::{CourseStart, PatientDetails};
pub use photo::{Photo, PhotoTaken, PhotoView, ViewSkipped};
pub(crate) use row::{RecordRow, Written, hash, open, select_records};
pub use scan::{Scan, ScanTaken, ScanTold};

use crate::error::Error;
use crate::ids::RecordId;
use jiff::Timestamp;
use relief_course::{Action, Line, PersonId, Reach};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that is kept as a record.
pub trait Record: Serialize + DeserializeOwned + Send + Sync {
    /// Its kind.
    const KIND: Kind;
}

/// A record that is a value alone. Patients, photos, scans and measurements come with words, bytes or a job, and have ways
/// of their own.
pub trait Entered: Record {
    /// What somebody to whom the record stands so must be allowed to do to write this.
    fn writing(&self, reach: Reach) -> Action;
}

/// A version of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Versioned<T> {
    /// What kind of record.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// The version, counted from 1.
    pub version: u32,
    /// The record that it belongs to: a session's course, a diary entry's session.
    pub within: Option<RecordId>,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: PersonId,
    /// Why.
    pub why: Line,
    /// What was written.
    pub value: T,
}

/// A version as it is handed out, readable by other programs.
pub type Export = Versioned<serde_json::Value>;

impl Export {
    /// The same as a record of a kind.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is of another kind, or holds what Relief does not write.
    pub fn read<T: Record>(&self) -> Result<Versioned<T>, Error> {
        let damaged = |problem: String| Error::damaged("record", self.record, problem);
        if self.kind != T::KIND {
            let problem = format!("it is of kind {:?}, not {:?}", self.kind.name(), T::KIND.name());
            return Err(damaged(problem));
        }
        let value = T::deserialize(&self.value).map_err(|error| damaged(error.to_string()))?;
        Ok(Versioned {
            kind: self.kind,
            record: self.record,
            version: self.version,
            within: self.within,
            at: self.at,
            by: self.by.clone(),
            why: self.why.clone(),
            value,
        })
    }
}
