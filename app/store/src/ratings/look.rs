//! What a rater may see: its tasks, and the photos of each.

use super::task::{RatingRow, Task, key_of, own_task, read, select_ratings};
use super::{RatedPhoto, RatingTask};
use crate::audit::Note;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::RecordId;
use crate::keys::PatientKey;
use crate::record::{Photo, PhotoView};
use crate::repository::{Repository, about_record, capture_record};
use bytes::Bytes;
use relief_course::{Action, Line, Reach, permits};

const DOING: &str = "looking at ratings";
const RATING: Action = Action::GradeBlinded;
/// The most tasks that are listed; those that are not done come first.
const MOST_TASKS: i64 = 500;

impl Repository {
    /// What this person was asked to grade in the clinic, what is not done first; at most 500.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn rating_tasks(&self) -> Result<Vec<RatingTask>, Error> {
        let read = self.try_rating_tasks().await;
        self.read_logged(RATING, Note::default(), read).await
    }

    async fn try_rating_tasks(&self) -> Result<Vec<RatingTask>, Error> {
        self.allowed_to_rate()?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = select_ratings!(
            "WHERE clinic = $1 AND rater = $2 ORDER BY CASE WHEN graded IS NULL THEN 0 ELSE 1 END, id LIMIT $3"
        );
        let wanted = values![self.person.clinic, &self.person.id, MOST_TASKS];
        let rows: Vec<RatingRow> = transaction.all(DOING, select, wanted).await?;
        let mut tasks = Vec::new();
        for row in rows {
            let task = read(&self.parts.master, &row)?;
            tasks.push(self.told(&mut transaction, &task).await?);
        }
        Ok(tasks)
    }

    /// One of this person's tasks.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a task that is another's or never was, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn rating_task(&self, task: RecordId) -> Result<RatingTask, Error> {
        let read = async {
            self.allowed_to_rate()?;
            let mut transaction = self.parts.ledger.database.read().await?;
            let (found, _) = own_task(&mut transaction, &self.parts.master, &self.person, task).await?;
            self.told(&mut transaction, &found).await
        };
        let read = read.await;
        self.read_logged(RATING, about_task(task), read).await
    }

    /// What a rater is told of a task.
    async fn told(&self, transaction: &mut Transaction, task: &Task) -> Result<RatingTask, Error> {
        let photo = self.view(transaction, task, task.photo).await?;
        let before = match task.before {
            Some(before) => Some(self.view(transaction, task, before).await?),
            None => None,
        };
        Ok(RatingTask {
            id: task.id,
            photo,
            before,
            done: task.done,
        })
    }

    async fn view(
        &self,
        transaction: &mut Transaction,
        task: &Task,
        photo: RecordId,
    ) -> Result<PhotoView, Error> {
        let key = key_of(transaction, &self.parts.master, task).await?;
        let photo = capture_record::<Photo>(transaction, &key, task.patient, photo).await?;
        Ok(photo.value.view)
    }

    /// The media type and the bytes of a photo of one of this person's tasks, checked against their hash.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a task that is another's or never was, and for a photo from before when there is none;
    /// [`Error::NotAllowed`] when the roles do not allow it; [`Error::Damaged`] when the bytes are not those that were
    /// stored.
    pub async fn rating_photo(&self, task: RecordId, which: RatedPhoto) -> Result<(Line, Bytes), Error> {
        let found = async {
            self.allowed_to_rate()?;
            let mut transaction = self.parts.ledger.database.read().await?;
            own_task(&mut transaction, &self.parts.master, &self.person, task).await
        };
        let (note, read) = match found.await {
            Ok((found, key)) => {
                let note = about_record(found.patient, task);
                (note, self.open_rated(&found, key, which).await)
            }
            Err(error) => (about_task(task), Err(error)),
        };
        self.read_logged(RATING, note, read).await
    }

    async fn open_rated(
        &self,
        task: &Task,
        key: PatientKey,
        which: RatedPhoto,
    ) -> Result<(Line, Bytes), Error> {
        let photo = match which {
            RatedPhoto::Photo => Some(task.photo),
            RatedPhoto::Before => task.before,
        };
        let photo = photo.ok_or_else(|| Error::unknown("photo from before of rating", task.id))?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let photo = capture_record::<Photo>(&mut transaction, &key, task.patient, photo).await?;
        drop(transaction);
        let bytes = self.open_blob(key, &photo.value.blob, &photo.value.hash).await?;
        Ok((photo.value.media, bytes))
    }

    pub(super) fn allowed_to_rate(&self) -> Result<(), Error> {
        match permits(&self.person.roles, RATING, Reach::Assigned) {
            true => Ok(()),
            false => Err(Error::NotAllowed { action: RATING }),
        }
    }
}

/// A note about a task of which the patient is not known, or not to be told.
pub(super) fn about_task(task: RecordId) -> Note {
    Note {
        record: Some(task.to_string()),
        ..Note::default()
    }
}
