//! Asking raters to grade a photo.

use super::task::{RatingRow, tag};
use crate::accounts::{Account, account_of, accounts_of};
use crate::audit::{Note, Outcome, Writing};
use crate::database::values;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::record::Photo;
use crate::repository::{Repository, about, about_record, capture_record};
use relief_course::{Action, Line, PersonId, Role};

/// How often a rater is shown the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Once.
    Once,
    /// Twice, among other tasks and without being told: how far a rater agrees with the own earlier grade.
    Twice,
}

impl Times {
    const fn count(self) -> usize {
        match self {
            Self::Once => 1,
            Self::Twice => 2,
        }
    }
}

const DOING: &str = "asking for a rating";
const ASKING: Action = Action::JudgeOutcome;

impl Repository {
    /// Whom of this person's clinic one may ask to grade, by name.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow asking.
    pub async fn raters(&self) -> Result<Vec<(PersonId, Line)>, Error> {
        let read = self.try_raters().await;
        self.refusal_logged(ASKING, Note::default(), read).await
    }

    async fn try_raters(&self) -> Result<Vec<(PersonId, Line)>, Error> {
        self.allowed_in_clinic(ASKING)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let accounts = accounts_of(&mut transaction, &self.parts.master, self.person.clinic).await?;
        let raters = accounts.into_iter().filter(|(account, _)| self.is_rater(account));
        Ok(raters.map(|(account, _)| (account.id, account.name)).collect())
    }

    /// Whether an account is that of somebody who grades in this person's clinic.
    fn is_rater(&self, account: &Account) -> bool {
        let membership = account.in_clinic(self.person.clinic);
        account.enabled && membership.is_some_and(|membership| membership.roles.contains(&Role::Rater))
    }

    /// Asks raters of the clinic to grade a photo of a patient, alone or against one from before, once or twice; answers with
    /// their tasks. Whoever was asked the same and has not answered is not asked again.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient or photo out of reach, and for a rater who is none of this clinic;
    /// [`Error::NotAllowed`] when the roles do not allow it. Nobody is asked then.
    pub async fn assign_rating(
        &self,
        patient: PatientId,
        photo: RecordId,
        against: Option<RecordId>,
        raters: &[PersonId],
        times: Times,
    ) -> Result<Vec<RecordId>, Error> {
        let tried = self.try_assign(patient, photo, against, raters, times).await;
        self.refusal_logged(ASKING, about(patient), tried).await
    }

    async fn try_assign(
        &self,
        patient: PatientId,
        photo: RecordId,
        against: Option<RecordId>,
        raters: &[PersonId],
        times: Times,
    ) -> Result<Vec<RecordId>, Error> {
        let mut writing = self.parts.ledger.write().await?;
        let key = self.access(&mut writing.transaction, patient, |_| ASKING).await?;
        for photo in [Some(photo), against].into_iter().flatten() {
            capture_record::<Photo>(&mut writing.transaction, &key, patient, photo).await?;
        }
        let mut tasks = Vec::new();
        for rater in raters {
            self.check_rater(&mut writing, rater).await?;
            let mut waiting = self.unanswered(&mut writing, photo, against, rater).await?;
            while waiting.len() < times.count() {
                let task = self.ask_rater(&mut writing, patient, photo, against, rater);
                waiting.push(task.await?);
            }
            tasks.append(&mut waiting);
        }
        writing.commit().await?;
        Ok(tasks)
    }

    async fn check_rater(&self, writing: &mut Writing<'_>, rater: &PersonId) -> Result<(), Error> {
        let found = account_of(&mut writing.transaction, &self.parts.master, rater).await?;
        match found.is_some_and(|(account, _)| self.is_rater(&account)) {
            true => Ok(()),
            false => Err(Error::unknown("rater", rater)),
        }
    }

    async fn unanswered(
        &self,
        writing: &mut Writing<'_>,
        photo: RecordId,
        against: Option<RecordId>,
        rater: &PersonId,
    ) -> Result<Vec<RecordId>, Error> {
        let select = "SELECT id FROM ratings WHERE clinic = $1 AND rater = $2 AND photo = $3 \
             AND COALESCE(against, '') = $4 AND graded IS NULL ORDER BY id";
        let against = against.map(|against| against.to_string());
        let wanted = values![self.person.clinic, rater, photo, against.unwrap_or_default()];
        let found: Vec<(String,)> = writing.transaction.all(DOING, select, wanted).await?;
        let damaged = |id: &str| Error::damaged("rating", id, "its id is no id");
        let tasks = found.iter().map(|(id,)| id.parse().map_err(|_| damaged(id)));
        tasks.collect()
    }

    async fn ask_rater(
        &self,
        writing: &mut Writing<'_>,
        patient: PatientId,
        photo: RecordId,
        against: Option<RecordId>,
        rater: &PersonId,
    ) -> Result<RecordId, Error> {
        let task = RecordId::random(&*self.parts.outside.entropy);
        let mut row: RatingRow = (
            task.to_string(),
            self.person.clinic.to_string(),
            rater.to_string(),
            patient.to_string(),
            photo.to_string(),
            against.map(|against| against.to_string()),
            String::new(),
            None,
        );
        row.6 = tag(&self.parts.master, &row);
        let insert = "INSERT INTO ratings (id, clinic, rater, patient, photo, against, tag) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let (id, clinic, rater, patient_id, photo, against, tag, _) = row;
        let row = values![id, clinic, rater, patient_id, photo, against, tag];
        writing.transaction.execute(DOING, insert, row).await?;
        let note = about_record(patient, task);
        writing.log(self.draft(ASKING, Outcome::Done, note)).await?;
        Ok(task)
    }
}
