//! Patients: new, corrected, listed, found by words.

use super::Repository;
use super::access::about;
use super::write::{Place, Version};
use crate::audit::{Note, Writing};
use crate::database::values;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::PatientKey;
use crate::record::{Kind, PatientDetails, RecordRow, Versioned, open};
use crate::search::{self, query_tokens, tokens};
use relief_course::{Action, Line};

const DOING: &str = "writing a patient";
/// The most patients that a search answers with; more words find fewer.
const MOST_FOUND: usize = 50;

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The patients, by name.
    pub patients: Vec<(PatientId, Versioned<PatientDetails>)>,
    /// There are more than these.
    pub more: bool,
}

impl Repository {
    /// A new patient of this person's clinic, with a key of its own.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn add_patient(&self, details: &PatientDetails, why: &Line) -> Result<PatientId, Error> {
        let tried = self.try_add_patient(details, why).await;
        self.refusal_logged(Action::CreatePatient, Note::default(), tried)
            .await
    }

    async fn try_add_patient(&self, details: &PatientDetails, why: &Line) -> Result<PatientId, Error> {
        self.allowed_in_clinic(Action::CreatePatient)?;
        let outside = &self.parts.outside;
        let patient = PatientId::random(&*outside.entropy);
        let key = PatientKey::random(patient, outside);
        let wrapped = key.wrap(&self.parts.master, outside)?;
        let mut writing = self.parts.ledger.write().await?;
        let insert = "INSERT INTO patients (id, clinic, created_at) VALUES ($1, $2, $3)";
        let row = values![patient, self.person.clinic, outside.now()];
        writing.transaction.execute(DOING, insert, row).await?;
        let insert = "INSERT INTO patient_keys (patient, wrapped, mark) VALUES ($1, $2, $3)";
        let row = values![patient, wrapped, key.mark()];
        writing.transaction.execute(DOING, insert, row).await?;
        let place = Place::New {
            record: details_of(patient),
            within: None,
        };
        let version = details_version(patient, Action::CreatePatient, details, why);
        self.add_version(&mut writing, &key, place, version).await?;
        self.index(&mut writing, patient, details).await?;
        writing.commit().await?;
        Ok(patient)
    }

    /// The patient's details, latest version.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn patient(&self, patient: PatientId) -> Result<Versioned<PatientDetails>, Error> {
        let mut versions = self.all::<PatientDetails>(patient).await?;
        versions.pop().ok_or_else(|| Error::unknown("patient", patient))
    }

    /// Corrects a patient's details by a version that follows the one that the person saw; answers with its number.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else wrote one in between; otherwise as [`Self::patient`].
    pub async fn correct_patient(
        &self,
        patient: PatientId,
        seen: u32,
        details: &PatientDetails,
        why: &Line,
    ) -> Result<u32, Error> {
        let action = Action::ChangePatient;
        let tried = async {
            let mut writing = self.parts.ledger.write().await?;
            let key = self.access(&mut writing.transaction, patient, |_| action).await?;
            let place = Place::After {
                record: details_of(patient),
                version: seen,
            };
            let version = details_version(patient, action, details, why);
            let number = self.add_version(&mut writing, &key, place, version).await?;
            self.index(&mut writing, patient, details).await?;
            writing.commit().await?;
            Ok(number)
        };
        let tried = tried.await;
        self.refusal_logged(action, about(patient), tried).await
    }

    /// Patients of this person's clinic in whose name, number or day of birth every word is, or begins, a word.
    /// Accents and case do not matter. Without a word, nobody is found.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn search(&self, words: &str) -> Result<Found, Error> {
        let action = Action::SearchPatients;
        let read = self.try_search(words).await;
        // The words are not logged: they are a patient's name.
        self.read_logged(action, Note::default(), read).await
    }

    async fn try_search(&self, words: &str) -> Result<Found, Error> {
        self.allowed_in_clinic(Action::SearchPatients)?;
        let clinic = self.person.clinic;
        let tokens = query_tokens(&self.parts.master, clinic, words);
        let mut transaction = self.parts.ledger.database.read().await?;
        let rows = search::find(&mut transaction, clinic, &tokens, MOST_FOUND + 1).await?;
        drop(transaction);
        let mut found = self.found(rows)?;
        let by_name =
            |(id, details): &(PatientId, Versioned<PatientDetails>)| (details.value.name.clone(), *id);
        found.patients.sort_by_cached_key(by_name);
        Ok(found)
    }

    /// The patients who were added last to this person's clinic, the latest first.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn latest_patients(&self) -> Result<Found, Error> {
        let listed = async {
            self.allowed_in_clinic(Action::SearchPatients)?;
            let mut transaction = self.parts.ledger.database.read().await?;
            let rows = search::latest(&mut transaction, self.person.clinic, MOST_FOUND + 1).await?;
            drop(transaction);
            self.found(rows)
        };
        let listed = listed.await;
        self.read_logged(Action::SearchPatients, Note::default(), listed)
            .await
    }

    /// Opens what was found; one row more than [`MOST_FOUND`] tells that there are more.
    fn found(&self, rows: Vec<(Vec<u8>, RecordRow)>) -> Result<Found, Error> {
        let more = rows.len() > MOST_FOUND;
        let read = |(wrapped, row): (Vec<u8>, RecordRow)| {
            let parsed = row.2.parse();
            let patient = parsed.map_err(|_| Error::damaged("patient", &row.2, "its id is no id"))?;
            let key = PatientKey::unwrap(&self.parts.master, patient, &wrapped)?;
            Ok((patient, open(&key, row)?))
        };
        let patients = rows.into_iter().take(MOST_FOUND).map(read);
        Ok(Found {
            patients: patients.collect::<Result<_, Error>>()?,
            more,
        })
    }

    /// Replaces the words under which a patient is found.
    async fn index(
        &self,
        writing: &mut Writing<'_>,
        patient: PatientId,
        details: &PatientDetails,
    ) -> Result<(), Error> {
        let clear = "DELETE FROM search WHERE patient = $1";
        writing
            .transaction
            .execute(DOING, clear, values![patient])
            .await?;
        for token in tokens(&self.parts.master, self.person.clinic, details) {
            let insert = "INSERT INTO search (clinic, token, patient) VALUES ($1, $2, $3)";
            let row = values![self.person.clinic, token, patient];
            writing.transaction.execute(DOING, insert, row).await?;
        }
        Ok(())
    }
}

/// The record of a patient's details has the patient's id.
pub(crate) fn details_of(patient: PatientId) -> RecordId {
    patient.into()
}

fn details_version<'a>(
    patient: PatientId,
    action: Action,
    details: &'a PatientDetails,
    why: &'a Line,
) -> Version<'a, PatientDetails> {
    Version {
        patient,
        kind: Kind::Patient,
        action,
        value: details,
        why,
    }
}
