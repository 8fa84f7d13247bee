//! Scans. Who may add and see photos may add and see scans: both show the patient's skin.

use super::Repository;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::record::{Scan, ScanTaken, Versioned};
use bytes::Bytes;
use relief_course::Line;

impl Repository {
    /// Adds a scan with its bytes. Both are on the disk when this returns, or neither is in the record.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond 256 MiB, [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when
    /// the roles do not allow it.
    pub async fn add_scan(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        taken: ScanTaken,
        bytes: Bytes,
        why: &Line,
    ) -> Result<RecordId, Error> {
        let scan = |stored: super::blobs::Stored| Scan {
            zone: taken.zone,
            taken_at: taken.taken_at,
            name: taken.name,
            told: taken.told,
            bytes: stored.bytes,
            hash: stored.hash,
            blob: stored.blob,
        };
        self.add_capture(patient, within, bytes, why, scan).await
    }

    /// A scan with its bytes, checked against its hash.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient or scan out of reach, [`Error::NotAllowed`] when the roles do not allow it,
    /// [`Error::Damaged`] when the bytes are missing or not those that were stored.
    pub async fn scan(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Scan>, Bytes), Error> {
        self.capture(patient, record).await
    }
}
