//! Photos.

use super::Repository;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::record::{Photo, PhotoTaken, Versioned};
use bytes::Bytes;
use relief_course::Line;

impl Repository {
    /// Adds a photo with its bytes. Both are on the disk when this returns, or neither is in the record.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond 256 MiB, [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when
    /// the roles do not allow it.
    pub async fn add_photo(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        taken: PhotoTaken,
        bytes: Bytes,
        why: &Line,
    ) -> Result<RecordId, Error> {
        let photo = |stored: super::blobs::Stored| Photo {
            view: taken.view,
            taken_at: taken.taken_at,
            media: taken.media,
            bytes: stored.bytes,
            hash: stored.hash,
            blob: stored.blob,
        };
        self.add_capture(patient, within, bytes, why, photo).await
    }

    /// A photo with its bytes, checked against its hash.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient or photo out of reach, [`Error::NotAllowed`] when the roles do not allow it,
    /// [`Error::Damaged`] when the bytes are missing or not those that were stored.
    pub async fn photo(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        self.capture(patient, record).await
    }
}
