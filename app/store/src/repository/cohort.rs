//! What a practice's numbers are made of: records of many patients, read together and logged once.

use super::Repository;
use super::access::about;
use crate::audit::Note;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::PatientId;
use crate::keys::PatientKey;
use crate::record::{Export, Kind, RecordRow, open, select_records};
use relief_course::Action;
use std::collections::BTreeMap;

const DOING: &str = "reading a cohort";

/// What numbers are made of; who a patient is, words and grades are not among it.
const KINDS: [Kind; 10] = [
    Kind::Course,
    Kind::Session,
    Kind::Diary,
    Kind::HomeRolling,
    Kind::OtherTreatment,
    Kind::SkinType,
    Kind::EnteredInError,
    Kind::Photo,
    Kind::Scan,
    Kind::Measurement,
];

/// What a cohort is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CohortFor {
    /// The practice's own answer, by whoever may see that.
    Practice,
    /// One patient beside all others, by whoever may see that patient's outcome, the patient as well. The others are everybody else.
    Patient(PatientId),
}

/// A patient of a cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortMember {
    /// Whose.
    pub patient: PatientId,
    /// The count of versions of the patient's records.
    pub revision: i64,
    /// The latest version of every record that numbers are made of, in the order in which they were begun; `None` when the caller
    /// knows them as of this revision.
    pub records: Option<Vec<Export>>,
}

impl Repository {
    /// The patients of this person's clinic of whom something was measured, those with the latest measurement first and at most
    /// `most`, with what numbers are made of. Whoever is `known` at its revision is not read again.
    ///
    /// It hands out what this person may not see of each single patient. So it is for numbers of many alone: nothing of one patient may
    /// be shown, and whatever follows is told of groups. It is one entry of the log, which says for what and of how many.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it, [`Error::Unknown`] for a patient out of reach, [`Error::Damaged`] for a
    /// record that was changed by others than Relief.
    pub async fn cohort(
        &self,
        of: CohortFor,
        most: usize,
        known: &BTreeMap<PatientId, i64>,
    ) -> Result<Vec<CohortMember>, Error> {
        let read = self.try_cohort(of, most, known).await;
        let (action, note) = match of {
            CohortFor::Practice => (Action::ViewPracticeResults, Note::default()),
            CohortFor::Patient(patient) => (Action::ViewOutcome, about(patient)),
        };
        let patients = read.as_ref().map_or(0, Vec::len);
        self.read_logged(action, note.of_cohort(patients), read).await
    }

    async fn try_cohort(
        &self,
        of: CohortFor,
        most: usize,
        known: &BTreeMap<PatientId, i64>,
    ) -> Result<Vec<CohortMember>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let but = match of {
            CohortFor::Practice => {
                self.allowed_in_clinic(Action::ViewPracticeResults)?;
                None
            }
            CohortFor::Patient(patient) => {
                self.access(&mut transaction, patient, |_| Action::ViewOutcome)
                    .await?;
                Some(patient)
            }
        };
        let select = "SELECT p.id, p.revision, k.wrapped FROM patients AS p \
             JOIN patient_keys AS k ON k.patient = p.id AND k.wrapped IS NOT NULL \
             JOIN records AS r ON r.patient = p.id AND r.kind = 'measurement' \
             WHERE p.clinic = $1 AND p.id <> $2 GROUP BY p.id, p.revision, k.wrapped \
             ORDER BY MAX(r.written_at) DESC, p.id LIMIT $3";
        let but = but.map_or_else(String::new, |patient| patient.to_string());
        let wanted = values![self.person.clinic, but, most as i64];
        let rows: Vec<(String, i64, Vec<u8>)> = transaction.all(DOING, select, wanted).await?;
        let mut members = Vec::with_capacity(rows.len());
        for (id, revision, wrapped) in rows {
            let patient: PatientId = id
                .parse()
                .map_err(|_| Error::damaged("patient", &id, "its id is no id"))?;
            let records = match known.get(&patient) == Some(&revision) {
                true => None,
                false => {
                    let key = PatientKey::unwrap(&self.parts.master, patient, &wrapped)?;
                    Some(numbers(&mut transaction, patient, &key).await?)
                }
            };
            members.push(CohortMember {
                patient,
                revision,
                records,
            });
        }
        Ok(members)
    }
}

/// A patient's records that numbers are made of.
async fn numbers(
    transaction: &mut Transaction,
    patient: PatientId,
    key: &PatientKey,
) -> Result<Vec<Export>, Error> {
    let select = select_records!(
        "AS r WHERE patient = $1 AND version = (SELECT MAX(version) FROM records WHERE id = r.id) \
         ORDER BY (SELECT written_at FROM records WHERE id = r.id AND version = 1), id"
    );
    let rows: Vec<RecordRow> = transaction.all(DOING, select, values![patient]).await?;
    let counts = |row: &RecordRow| Kind::named(&row.3).is_some_and(|kind| KINDS.contains(&kind));
    rows.into_iter()
        .filter(counts)
        .map(|row| open(key, row))
        .collect()
}
