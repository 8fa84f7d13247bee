//! What raters said of the pictures of a clinic, for whoever looks how far they agree.

use super::task::{RatingRow, key_of, read, select_ratings};
use crate::accounts::accounts_of;
use crate::audit::Note;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::RecordId;
use crate::record::{RecordRow, Versioned, open, select_records};
use crate::repository::Repository;
use jiff::Timestamp;
use relief_course::grading::{Grade, Grading};
use relief_course::{Action, Line, PersonId};
use std::collections::BTreeMap;

const DOING: &str = "reading blinded grades";
const LOOKING: Action = Action::ViewPracticeResults;
/// The most grades that are read at once.
const MOST: i64 = 5000;

/// A grade that was given blinded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlindedGrade {
    /// Who gave it.
    pub rater: PersonId,
    /// The rater's name.
    pub name: Line,
    /// When.
    pub at: Timestamp,
    /// The photo that was graded.
    pub photo: RecordId,
    /// The photo from before, when it was graded against one.
    pub before: Option<RecordId>,
    /// The grade.
    pub grade: Grade,
}

impl Repository {
    /// The grades that raters of this person's clinic gave blinded, in the order in which they were given; at most 5000. Those of
    /// patients who were deleted went with them, and those that were taken back do not count.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it, [`Error::Damaged`] when a task or a grade was changed by others
    /// than Relief.
    pub async fn blinded_grades(&self) -> Result<Vec<BlindedGrade>, Error> {
        let read = self.try_blinded_grades().await;
        self.read_logged(LOOKING, Note::default(), read).await
    }

    async fn try_blinded_grades(&self) -> Result<Vec<BlindedGrade>, Error> {
        self.allowed_in_clinic(LOOKING)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let accounts = accounts_of(&mut transaction, &self.parts.master, self.person.clinic).await?;
        let names: BTreeMap<PersonId, Line> = accounts
            .into_iter()
            .map(|(account, _)| (account.id, account.name))
            .collect();
        let select = select_ratings!("WHERE clinic = $1 AND graded IS NOT NULL ORDER BY id LIMIT $2");
        let wanted = values![self.person.clinic, MOST];
        let rows: Vec<RatingRow> = transaction.all(DOING, select, wanted).await?;
        let mut grades = Vec::new();
        for row in rows {
            let Some(grading) = self.grading_of(&mut transaction, &row).await? else {
                continue;
            };
            if taken_back(&mut transaction, grading.record).await? {
                continue;
            }
            let task = read(&self.parts.master, &row)?;
            let by = grading.value.by;
            grades.push(BlindedGrade {
                at: by.at,
                name: names.get(&by.by).cloned().unwrap_or(by.name),
                rater: by.by,
                photo: task.photo,
                before: task.before,
                grade: grading.value.grade,
            });
        }
        grades.sort_by_key(|grade| grade.at);
        Ok(grades)
    }

    async fn grading_of(
        &self,
        transaction: &mut Transaction,
        row: &RatingRow,
    ) -> Result<Option<Versioned<Grading>>, Error> {
        let task = read(&self.parts.master, row)?;
        let key = key_of(transaction, &self.parts.master, &task).await?;
        let select = select_records!(
            "WHERE id = $1 AND patient = $2 AND kind = 'grading' ORDER BY version DESC LIMIT 1"
        );
        let wanted = values![row.7.as_deref().unwrap_or_default(), task.patient];
        let found: Option<RecordRow> = transaction.optional(DOING, select, wanted).await?;
        found.map(|found| open(&key, found)).transpose()
    }
}

/// Whether somebody said that a record was made by mistake.
async fn taken_back(transaction: &mut Transaction, record: RecordId) -> Result<bool, Error> {
    let select = "SELECT COUNT(*) FROM records WHERE within = $1 AND kind = 'entered_in_error'";
    let found: Option<(i64,)> = transaction.optional(DOING, select, values![record]).await?;
    Ok(found.is_some_and(|(n,)| n > 0))
}
