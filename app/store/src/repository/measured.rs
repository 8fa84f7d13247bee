//! What was measured: its files, each read like a photo.

use super::Repository;
use crate::database::values;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::jobs::Measurement;
use crate::record::{RecordRow, Versioned, open, select_records};
use bytes::Bytes;
use relief_course::Action;

impl Repository {
    /// A file of a measurement with its media type, checked against its hash.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient, measurement or file out of reach, [`Error::NotAllowed`] when the roles do not
    /// allow it, [`Error::Damaged`] when the bytes are missing or not those that were stored.
    pub async fn measured_file(
        &self,
        patient: PatientId,
        record: RecordId,
        name: &str,
    ) -> Result<(String, Bytes), Error> {
        let read = self.try_measured_file(patient, record, name).await;
        self.look_logged(patient, record, read).await
    }

    async fn try_measured_file(
        &self,
        patient: PatientId,
        record: RecordId,
        name: &str,
    ) -> Result<(String, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let key = self
            .access(&mut transaction, patient, |_| Action::ViewPhotos)
            .await?;
        let select = select_records!(
            "WHERE id = $1 AND patient = $2 AND kind = 'measurement' ORDER BY version DESC LIMIT 1"
        );
        let row: Option<RecordRow> = transaction
            .optional("reading a measurement", select, values![record, patient])
            .await?;
        drop(transaction);
        let row = row.ok_or_else(|| Error::unknown("record", record))?;
        let measured: Versioned<Measurement> = open(&key, row)?;
        let file = measured.value.files.get(name);
        let file = file.ok_or_else(|| Error::unknown("file", name))?;
        let bytes = self.open_blob(key, &file.blob, &file.hash).await?;
        Ok((file.media.clone(), bytes))
    }
}
