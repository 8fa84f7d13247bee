//! Looking at the audit log, and taking a patient's record out; both are in the log too.

use super::Repository;
use super::access::about;
use crate::audit::{Entry, Note, page_of_clinic};
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use crate::record::{Export, RecordRow, open, select_records};
use relief_course::Action;

/// The most entries of one page.
const PAGE: usize = 500;

impl Repository {
    /// Entries of this person's clinic before a number, latest first, at most `limit` and at most 500. `None` begins
    /// at the latest.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn audit(&self, before: Option<i64>, limit: usize) -> Result<Vec<Entry>, Error> {
        self.page_of_log(None, before, limit).await
    }

    /// The same of the entries about one patient, who may be deleted since.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn audit_of(
        &self,
        patient: PatientId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>, Error> {
        self.page_of_log(Some(patient), before, limit).await
    }

    /// The same for whom the record is about, and for whoever may hand all of it out: who looked at it and who wrote into it.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn looks_at(
        &self,
        patient: PatientId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>, Error> {
        let read = async {
            let mut transaction = self.parts.ledger.database.read().await?;
            self.access(&mut transaction, patient, |_| Action::ExportPatient)
                .await?;
            let (before, limit) = (before.unwrap_or(i64::MAX), limit.min(PAGE));
            page_of_clinic(&mut transaction, self.person.clinic, Some(patient), before, limit).await
        };
        let read = read.await;
        self.read_logged(Action::ViewPatient, about(patient), read).await
    }

    /// Logs that de-identified rows of all patients leave the practice, before anybody has them, with the hash of what leaves.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn rows_exported(&self, hash: &[u8]) -> Result<(), Error> {
        let note = Note {
            digest: Some(hash.to_vec()),
            ..Note::default()
        };
        let allowed = self.allowed_in_clinic(Action::ExportClinic);
        self.read_logged(Action::ExportClinic, note, allowed).await
    }

    async fn page_of_log(
        &self,
        patient: Option<PatientId>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>, Error> {
        let read = async {
            self.allowed_in_clinic(Action::ViewAudit)?;
            let mut transaction = self.parts.ledger.database.read().await?;
            let before = before.unwrap_or(i64::MAX);
            let limit = limit.min(PAGE);
            page_of_clinic(&mut transaction, self.person.clinic, patient, before, limit).await
        };
        let read = read.await;
        self.read_logged(Action::ViewAudit, Note::default(), read).await
    }

    /// Everything that is recorded about a patient, every version, readable by other programs. The bytes of photos and
    /// scans are taken out one by one with [`Self::photo`] and [`Self::scan`].
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn export_patient(&self, patient: PatientId) -> Result<Vec<Export>, Error> {
        let read = async {
            let mut transaction = self.parts.ledger.database.read().await?;
            let key = self
                .access(&mut transaction, patient, |_| Action::ExportPatient)
                .await?;
            let select = select_records!("WHERE patient = $1 ORDER BY written_at, id, version");
            let rows: Vec<RecordRow> = transaction
                .all("exporting a patient", select, values![patient])
                .await?;
            rows.into_iter().map(|row| open(&key, row)).collect()
        };
        let read = read.await;
        self.read_logged(Action::ExportPatient, about(patient), read)
            .await
    }
}
