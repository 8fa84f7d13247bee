//! Deleting a patient: the key is destroyed, and with it everything that was sealed under it.

use super::Repository;
use super::access::about;
use crate::audit::{Head, Note, Outcome};
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use jiff::Timestamp;
use relief_course::Action;

const DOING: &str = "deleting a patient";

/// What a deletion leaves to show for it. `verify` checks the same of every deleted patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// The patient that was.
    pub patient: PatientId,
    /// When.
    pub at: Timestamp,
    /// The mark of the key that was destroyed, in hexadecimal digits; the audit log's entry holds it too.
    pub key_mark: String,
    /// The end of the audit log, which is the entry of this deletion.
    pub head: Head,
    /// So many blobs were removed.
    pub blobs: usize,
    /// The database's own traces of the wrapped key were cleared: the write-ahead log on SQLite, dead rows on
    /// PostgreSQL. When a long read held on to them this is `false`, and the next sweep tries again.
    pub traces_cleared: bool,
}

impl Repository {
    /// Destroys a patient's key. From then on nobody can read what was sealed under it, here or in any copy of the
    /// blobs; the patient's id is unknown; search words, jobs, ratings, agenda, account and blobs are
    /// gone. Sealed records stay, unreadable, so
    /// that the audit log still proves them. A backup from before holds the wrapped key until it is thrown away.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn delete_patient(&self, patient: PatientId) -> Result<Deletion, Error> {
        let tried = self.destroy_key(patient).await;
        let (mark, at, head) = self
            .refusal_logged(Action::DeletePatient, about(patient), tried)
            .await?;
        let traces_cleared = self.parts.ledger.database.scrub_keys().await?;
        let blobs = self.parts.remove_blobs_of(patient).await?;
        Ok(Deletion {
            patient,
            at,
            key_mark: hex::encode(mark),
            head,
            blobs,
            traces_cleared,
        })
    }

    async fn destroy_key(&self, patient: PatientId) -> Result<(Vec<u8>, Timestamp, Head), Error> {
        let mut writing = self.parts.ledger.write().await?;
        let key = self
            .access(&mut writing.transaction, patient, |_| Action::DeletePatient)
            .await?;
        let at = self.parts.outside.clock.now();
        let now = at.as_microsecond();
        let transaction = &mut writing.transaction;
        let destroy = "UPDATE patient_keys SET wrapped = NULL, destroyed_at = $2 WHERE patient = $1";
        transaction.execute(DOING, destroy, values![patient, now]).await?;
        let forget = "DELETE FROM search WHERE patient = $1";
        transaction.execute(DOING, forget, values![patient]).await?;
        let drop_repeats = "DELETE FROM repeats WHERE patient = $1";
        transaction.execute(DOING, drop_repeats, values![patient]).await?;
        let drop_jobs = "DELETE FROM jobs WHERE patient = $1";
        transaction.execute(DOING, drop_jobs, values![patient]).await?;
        let drop_ratings = "DELETE FROM ratings WHERE patient = $1";
        transaction.execute(DOING, drop_ratings, values![patient]).await?;
        let drop_agenda = "DELETE FROM agenda WHERE patient = $1";
        transaction.execute(DOING, drop_agenda, values![patient]).await?;
        let none_to_compute = "UPDATE patients SET agenda_at = revision WHERE id = $1";
        transaction
            .execute(DOING, none_to_compute, values![patient])
            .await?;
        let leave = "UPDATE blobs SET state = 'leaving', since = $2 WHERE patient = $1";
        transaction.execute(DOING, leave, values![patient, now]).await?;
        self.remove_accounts_of(&mut writing, patient).await?;
        let mark = key.mark();
        let note = Note {
            digest: Some(mark.clone()),
            ..about(patient)
        };
        writing
            .log(self.draft(Action::DeletePatient, Outcome::Done, note))
            .await?;
        Ok((mark, at, writing.commit().await?))
    }
}
