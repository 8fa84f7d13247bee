//! Photos: their bytes as sealed blobs, and the record that says what they are.

use super::Repository;
use super::access::{about, about_record};
use super::blobs::keep_blob;
use super::write::{Place, Version};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::PatientKey;
use crate::record::{Kind, Photo, PhotoTaken, RecordRow, Versioned, open, select_records};
use bytes::Bytes;
use relief_course::{Action, Line};
use std::sync::Arc;

impl Repository {
    /// Adds a photo with its bytes. Both are on the disk when this returns, or neither is in the record. The blob is
    /// announced first, so that a crash leaves no bytes that nobody knows of.
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
        let tried = self.try_add_photo(patient, within, taken, bytes, why).await;
        self.refusal_logged(Action::AddPhotos, about(patient), tried)
            .await
    }

    async fn try_add_photo(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        taken: PhotoTaken,
        bytes: Bytes,
        why: &Line,
    ) -> Result<RecordId, Error> {
        let mut reading = self.parts.ledger.database.read().await?;
        let key = self.access(&mut reading, patient, |_| Action::AddPhotos).await?;
        drop(reading);
        let key = Arc::new(key);
        let stored = self.store_blob(patient, key.clone(), bytes).await?;
        let photo = Photo {
            view: taken.view,
            taken_at: taken.taken_at,
            media: taken.media,
            bytes: stored.bytes,
            hash: stored.hash,
            blob: stored.blob,
        };
        let record = RecordId::random(&*self.parts.outside.entropy);
        let mut writing = self.parts.ledger.write().await?;
        // The patient may have been deleted meanwhile.
        self.access(&mut writing.transaction, patient, |_| Action::AddPhotos)
            .await?;
        keep_blob(&mut writing, &photo.blob).await?;
        let version = Version {
            patient,
            kind: Kind::Photo,
            action: Action::AddPhotos,
            value: &photo,
            why,
        };
        self.add_version(&mut writing, &key, Place::New { record, within }, version)
            .await?;
        writing.commit().await?;
        Ok(record)
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
        let read = self.try_photo(patient, record).await;
        self.photo_logged(patient, record, read).await
    }

    async fn try_photo(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let key = self
            .access(&mut transaction, patient, |_| Action::ViewPhotos)
            .await?;
        drop(transaction);
        self.open_photo(key, patient, record).await
    }

    /// The same for a worker that has the key by its lease.
    pub(crate) async fn photo_with(
        &self,
        key: PatientKey,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let read = self.open_photo(key, patient, record).await;
        self.photo_logged(patient, record, read).await
    }

    pub(super) async fn photo_logged<T>(
        &self,
        patient: PatientId,
        record: RecordId,
        read: Result<T, Error>,
    ) -> Result<T, Error> {
        let note = about_record(patient, record);
        self.read_logged(Action::ViewPhotos, note, read).await
    }

    async fn open_photo(
        &self,
        key: PatientKey,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let photo = photo_record(&mut transaction, &key, patient, record).await?;
        drop(transaction);
        let bytes = self.open_blob(key, &photo.value.blob, &photo.value.hash).await?;
        Ok((photo, bytes))
    }
}

/// The record of a photo of a patient.
///
/// # Errors
/// [`Error::Unknown`] when the patient has no such photo.
pub(crate) async fn photo_record(
    transaction: &mut Transaction,
    key: &PatientKey,
    patient: PatientId,
    record: RecordId,
) -> Result<Versioned<Photo>, Error> {
    let select =
        select_records!("WHERE id = $1 AND patient = $2 AND kind = 'photo' ORDER BY version DESC LIMIT 1");
    let row: Option<RecordRow> = transaction
        .optional("reading a photo", select, values![record, patient])
        .await?;
    open(key, row.ok_or_else(|| Error::unknown("record", record))?)
}
