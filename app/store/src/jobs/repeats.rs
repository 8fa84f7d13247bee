//! Jobs that compare two captures of unchanged skin, over all patients of a clinic.

use super::Measurement;
use crate::audit::Note;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{JobId, PatientId};
use crate::keys::PatientKey;
use crate::record::{RecordRow, Versioned, open, select_records};
use crate::repository::Repository;
use relief_course::Action;
use serde::Serialize;

const DOING: &str = "reading repeats";
const LOOKING: Action = Action::ViewPracticeResults;

/// A repeat that is done: patient, wrapped key, record.
type RepeatRow = (String, Vec<u8>, String);

impl Repository {
    /// Asks for the comparison of two captures of unchanged skin, as [`Self::ask`] does, and notes that it is one.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn ask_repeat(
        &self,
        patient: PatientId,
        request: &(impl Serialize + Sync),
    ) -> Result<JobId, Error> {
        let job = self.ask(patient, request).await?;
        let mut transaction = self.parts.ledger.database.write().await?;
        let note = "INSERT INTO repeats (job, clinic, patient) SELECT id, clinic, patient FROM jobs WHERE id = $1 \
             ON CONFLICT (job) DO NOTHING";
        transaction.execute(DOING, note, values![job]).await?;
        transaction.commit(DOING).await?;
        Ok(job)
    }

    /// What the repeats of this person's clinic measured, the latest first; at most so many. Those of patients who were
    /// deleted went with them.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it, [`Error::Damaged`] when a measurement was changed by others than
    /// Relief.
    pub async fn repeats(&self, limit: usize) -> Result<Vec<Versioned<Measurement>>, Error> {
        let read = self.try_repeats(limit).await;
        self.read_logged(LOOKING, Note::default(), read).await
    }

    async fn try_repeats(&self, limit: usize) -> Result<Vec<Versioned<Measurement>>, Error> {
        self.allowed_in_clinic(LOOKING)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = "SELECT j.patient, k.wrapped, j.result FROM repeats AS r JOIN jobs AS j ON j.id = r.job \
             JOIN patient_keys AS k ON k.patient = j.patient AND k.wrapped IS NOT NULL \
             WHERE r.clinic = $1 AND j.state = 'done' AND j.result IS NOT NULL \
             ORDER BY j.asked_at DESC, j.id LIMIT $2";
        let wanted = values![self.person.clinic, limit as i64];
        let rows: Vec<RepeatRow> = transaction.all(DOING, select, wanted).await?;
        let mut repeats = Vec::with_capacity(rows.len());
        for row in rows {
            repeats.extend(self.repeat(&mut transaction, row).await?);
        }
        Ok(repeats)
    }

    async fn repeat(
        &self,
        transaction: &mut Transaction,
        (patient, wrapped, record): RepeatRow,
    ) -> Result<Option<Versioned<Measurement>>, Error> {
        let id: PatientId = patient
            .parse()
            .map_err(|_| Error::damaged("patient", &patient, "its id is no id"))?;
        let key = PatientKey::unwrap(&self.parts.master, id, &wrapped)?;
        let select = select_records!(
            "WHERE id = $1 AND patient = $2 AND kind = 'measurement' ORDER BY version DESC LIMIT 1"
        );
        let found: Option<RecordRow> = transaction
            .optional(DOING, select, values![record, patient])
            .await?;
        found.map(|found| open(&key, found)).transpose()
    }
}
