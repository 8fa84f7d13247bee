//! Photos and scans: their bytes as sealed blobs, and the record that says what they are.

use super::Repository;
use super::access::{about, about_record};
use super::blobs::{Stored, keep_blob};
use super::write::{Place, Version};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::PatientKey;
use crate::record::{Capture, RecordRow, Versioned, open, select_records};
use bytes::Bytes;
use relief_course::{Action, Line};
use std::sync::Arc;

impl Repository {
    /// Adds a capture with its bytes. Both are on the disk when this returns, or neither is in the record. The blob is
    /// announced first, so that a crash leaves no bytes that nobody knows of.
    pub(super) async fn add_capture<T: Capture>(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        bytes: Bytes,
        why: &Line,
        of: impl FnOnce(Stored) -> T + Send,
    ) -> Result<RecordId, Error> {
        let tried = self.try_add_capture(patient, within, bytes, why, of).await;
        self.refusal_logged(Action::AddPhotos, about(patient), tried)
            .await
    }

    async fn try_add_capture<T: Capture>(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        bytes: Bytes,
        why: &Line,
        of: impl FnOnce(Stored) -> T + Send,
    ) -> Result<RecordId, Error> {
        let mut reading = self.parts.ledger.database.read().await?;
        let key = self.access(&mut reading, patient, |_| Action::AddPhotos).await?;
        drop(reading);
        let key = Arc::new(key);
        let capture = of(self.store_blob(patient, key.clone(), bytes).await?);
        let record = RecordId::random(&*self.parts.outside.entropy);
        let mut writing = self.parts.ledger.write().await?;
        // The patient may have been deleted meanwhile.
        self.access(&mut writing.transaction, patient, |_| Action::AddPhotos)
            .await?;
        keep_blob(&mut writing, capture.blob()).await?;
        let version = Version {
            patient,
            kind: T::KIND,
            action: Action::AddPhotos,
            value: &capture,
            why,
        };
        self.add_version(&mut writing, &key, Place::New { record, within }, version)
            .await?;
        writing.commit().await?;
        Ok(record)
    }

    /// A capture with its bytes, checked against their hash.
    pub(super) async fn capture<T: Capture>(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<T>, Bytes), Error> {
        let read = self.try_capture(patient, record).await;
        self.look_logged(patient, record, read).await
    }

    async fn try_capture<T: Capture>(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<T>, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let key = self
            .access(&mut transaction, patient, |_| Action::ViewPhotos)
            .await?;
        drop(transaction);
        self.open_capture(key, patient, record).await
    }

    /// The same for a worker that has the key by its lease.
    pub(crate) async fn capture_with<T: Capture>(
        &self,
        key: PatientKey,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<T>, Bytes), Error> {
        let read = self.open_capture(key, patient, record).await;
        self.look_logged(patient, record, read).await
    }

    pub(super) async fn look_logged<T>(
        &self,
        patient: PatientId,
        record: RecordId,
        read: Result<T, Error>,
    ) -> Result<T, Error> {
        let note = about_record(patient, record);
        self.read_logged(Action::ViewPhotos, note, read).await
    }

    async fn open_capture<T: Capture>(
        &self,
        key: PatientKey,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<T>, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let capture = capture_record::<T>(&mut transaction, &key, patient, record).await?;
        drop(transaction);
        let bytes = self
            .open_blob(key, capture.value.blob(), capture.value.hash())
            .await?;
        Ok((capture, bytes))
    }
}

/// The record of a capture of a patient.
///
/// # Errors
/// [`Error::Unknown`] when the patient has no such capture of this kind.
pub(crate) async fn capture_record<T: Capture>(
    transaction: &mut Transaction,
    key: &PatientKey,
    patient: PatientId,
    record: RecordId,
) -> Result<Versioned<T>, Error> {
    let select =
        select_records!("WHERE id = $1 AND patient = $2 AND kind = $3 ORDER BY version DESC LIMIT 1");
    let wanted = values![record, patient, T::KIND.name()];
    let row: Option<RecordRow> = transaction
        .optional("reading a photo or scan", select, wanted)
        .await?;
    open(key, row.ok_or_else(|| Error::unknown("record", record))?)
}
