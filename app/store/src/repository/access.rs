//! Who may: the patient's reach, the permission, and the entry in the log.

use super::Repository;
use crate::audit::{Draft, Note, Outcome};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::PatientId;
use crate::keys::PatientKey;
use relief_course::{Action, Reach, permits};

const DOING: &str = "finding the patient";

/// A patient whom a person reaches.
pub(super) struct WithinReach {
    /// How the patient stands to the person, in every way that holds.
    pub(super) reaches: Vec<Reach>,
    /// The first of them.
    pub(super) nearest: Reach,
    pub(super) key: PatientKey,
    /// The count of versions of the patient's records.
    pub(super) revision: i64,
}

impl Repository {
    /// The patient's key, when this person may do one of these, each as the record's reach asks for.
    ///
    /// # Errors
    /// [`Error::Unknown`] when there is no such patient, when the patient was deleted, and when the patient is out of
    /// reach; [`Error::NotAllowed`] when the patient is in reach but the roles do not allow it.
    pub(crate) async fn access(
        &self,
        transaction: &mut Transaction,
        patient: PatientId,
        action: impl Fn(Reach) -> Action + Send,
    ) -> Result<PatientKey, Error> {
        let found = self.within_reach(transaction, patient).await?;
        self.allowed_within(&found, action)?;
        Ok(found.key)
    }

    /// Checks that this person may do one of these to a patient within reach, each as the record's reach asks for.
    pub(super) fn allowed_within(
        &self,
        found: &WithinReach,
        action: impl Fn(Reach) -> Action,
    ) -> Result<(), Error> {
        let allowed = |reach: &Reach| permits(&self.person.roles, action(*reach), *reach);
        match found.reaches.iter().any(allowed) {
            true => Ok(()),
            false => Err(Error::NotAllowed {
                action: action(found.nearest),
            }),
        }
    }

    /// How a patient stands to this person when it writes, as the log tells it.
    pub(super) fn reach_to_write(&self, patient: PatientId) -> Reach {
        match self.person.own == Some(patient) {
            true => Reach::Own,
            false => Reach::Clinic,
        }
    }

    /// A patient who is there and whom this person reaches in some way.
    ///
    /// # Errors
    /// [`Error::Unknown`] when there is no such patient, when the patient was deleted, and when the patient is out of
    /// reach.
    pub(super) async fn within_reach(
        &self,
        transaction: &mut Transaction,
        patient: PatientId,
    ) -> Result<WithinReach, Error> {
        let select = "SELECT patients.clinic, patients.revision, patient_keys.wrapped FROM patients \
             JOIN patient_keys ON patient_keys.patient = patients.id WHERE patients.id = $1";
        let found: Option<(String, i64, Option<Vec<u8>>)> =
            transaction.optional(DOING, select, values![patient]).await?;
        let unknown = || Error::unknown("patient", patient);
        let Some((clinic, revision, Some(wrapped))) = found else {
            return Err(unknown());
        };
        let clinic = clinic
            .parse()
            .map_err(|_| Error::damaged("patient", patient, "the clinic's id is no id"))?;
        let reaches = self.person.reaches(patient, clinic);
        Ok(WithinReach {
            nearest: *reaches.first().ok_or_else(unknown)?,
            reaches,
            key: PatientKey::unwrap(&self.parts.master, patient, &wrapped)?,
            revision,
        })
    }

    /// Checks that the roles allow something that is about the clinic as a whole.
    pub(crate) fn allowed_in_clinic(&self, action: Action) -> Result<(), Error> {
        if permits(&self.person.roles, action, Reach::Clinic) {
            return Ok(());
        }
        Err(Error::NotAllowed { action })
    }

    /// An entry about this person.
    pub(crate) fn draft(&self, action: Action, outcome: Outcome, note: Note) -> Draft {
        Draft {
            at: self.parts.outside.now(),
            person: self.person.id.clone(),
            clinic: self.person.clinic,
            action,
            outcome,
            note,
        }
    }

    /// Logs a read that was done or refused, before anybody sees what was read.
    pub(crate) async fn read_logged<T>(
        &self,
        action: Action,
        note: Note,
        read: Result<T, Error>,
    ) -> Result<T, Error> {
        match &read {
            Ok(_) => self.log(self.draft(action, Outcome::Done, note)).await?,
            Err(_) => return self.refusal_logged(action, note, read).await,
        }
        read
    }

    /// Logs a refusal; what was done is in the log already.
    pub(crate) async fn refusal_logged<T>(
        &self,
        action: Action,
        note: Note,
        tried: Result<T, Error>,
    ) -> Result<T, Error> {
        let is_refusal = |error: &Error| {
            use Error as E;
            matches!(
                error,
                E::Unknown { .. } | E::NotAllowed { .. } | E::LoginTaken | E::LastOwner
            )
        };
        if tried.as_ref().is_err_and(is_refusal) {
            self.log(self.draft(action, Outcome::Refused, note)).await?;
        }
        tried
    }

    pub(super) async fn log(&self, draft: Draft) -> Result<(), Error> {
        self.parts.reads.log(&self.parts.ledger, draft).await
    }
}

/// A note about a patient.
pub(crate) fn about(patient: PatientId) -> Note {
    Note {
        patient: Some(patient.to_string()),
        ..Note::default()
    }
}

/// A note about one record, or one job, of a patient.
pub(crate) fn about_record(patient: PatientId, record: impl ToString) -> Note {
    Note {
        record: Some(record.to_string()),
        ..about(patient)
    }
}
