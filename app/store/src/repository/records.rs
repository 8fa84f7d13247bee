//! Reading and writing the records of a patient.

use super::Repository;
use super::access::{about, about_record};
use super::write::{Place, Version};
use crate::database::{Value, values};
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::record::{Entered, Record, RecordRow, Versioned, open, select_records};
use relief_course::Line;

const DOING: &str = "reading records";

impl Repository {
    /// Adds a record, which may belong to another of the same patient; answers with its id. It is on the disk then.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient or record out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn add<T: Entered>(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        value: &T,
        why: &Line,
    ) -> Result<RecordId, Error> {
        let record = RecordId::random(&*self.parts.outside.entropy);
        self.enter(patient, Place::New { record, within }, value, why)
            .await?;
        Ok(record)
    }

    /// Corrects a record by a new version that follows the one that the person saw; answers with its number.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else wrote one in between; otherwise as [`Self::add`].
    pub async fn correct<T: Entered>(
        &self,
        patient: PatientId,
        record: RecordId,
        seen: u32,
        value: &T,
        why: &Line,
    ) -> Result<u32, Error> {
        let place = Place::After {
            record,
            version: seen,
        };
        self.enter(patient, place, value, why).await
    }

    async fn enter<T: Entered>(
        &self,
        patient: PatientId,
        place: Place,
        value: &T,
        why: &Line,
    ) -> Result<u32, Error> {
        let action = value.writing(self.reach_to_write(patient));
        let tried = async {
            let mut writing = self.parts.ledger.write().await?;
            let key = self
                .access(&mut writing.transaction, patient, |reach| value.writing(reach))
                .await?;
            let version = Version {
                patient,
                kind: T::KIND,
                action,
                value,
                why,
            };
            let number = self.add_version(&mut writing, &key, place, version).await?;
            writing.commit().await?;
            Ok(number)
        };
        let tried = tried.await;
        self.refusal_logged(action, about(patient), tried).await
    }

    /// The latest version of every record of a kind, in the order in which the records were begun.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it,
    /// [`Error::Damaged`] for a record that was changed by others than Relief.
    pub async fn all<T: Record>(&self, patient: PatientId) -> Result<Vec<Versioned<T>>, Error> {
        let select = select_records!(
            "AS r WHERE patient = $1 AND kind = $2 AND version = (SELECT MAX(version) FROM records WHERE id = r.id) \
             ORDER BY (SELECT written_at FROM records WHERE id = r.id AND version = 1), id"
        );
        let wanted = values![patient, T::KIND.name()];
        let read = self.read(patient, select, wanted).await;
        self.read_logged(T::KIND.seeing(), about(patient), read).await
    }

    /// Every version of a record, oldest first.
    ///
    /// # Errors
    /// As [`Self::all`], and [`Error::Unknown`] when the patient has no such record of this kind.
    pub async fn history<T: Record>(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<Vec<Versioned<T>>, Error> {
        let select = select_records!("WHERE patient = $1 AND kind = $2 AND id = $3 ORDER BY version");
        let wanted = values![patient, T::KIND.name(), record];
        let read = self.read(patient, select, wanted).await;
        let read = read.and_then(|versions| match versions.is_empty() {
            true => Err(Error::unknown("record", record)),
            false => Ok(versions),
        });
        let note = about_record(patient, record);
        self.read_logged(T::KIND.seeing(), note, read).await
    }

    async fn read<T: Record>(
        &self,
        patient: PatientId,
        select: &'static str,
        wanted: Vec<Value>,
    ) -> Result<Vec<Versioned<T>>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let key = self
            .access(&mut transaction, patient, |_| T::KIND.seeing())
            .await?;
        let rows: Vec<RecordRow> = transaction.all(DOING, select, wanted).await?;
        rows.into_iter().map(|row| open(&key, row)).collect()
    }
}
