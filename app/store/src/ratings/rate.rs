//! Grading the photo of a task, once.

use super::look::about_task;
use super::task::{Task, own_task};
use crate::accounts::account_of;
use crate::clinics::latest_settings;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::record::{Kind, Photo, Versioned};
use crate::repository::{Place, Repository, Version, capture_record};
use jiff::civil::Date;
use relief_course::grading::{Grade, Grading};
use relief_course::{Action, Line, Signature};

const DOING: &str = "grading a photo";
const RATING: Action = Action::GradeBlinded;

impl Repository {
    /// Grades the photo of one of this person's tasks, once, as a record of the patient that names the photo by its hash.
    /// The day that was graded is the one on which the photo was taken, as far as known, or handed in.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is graded already; [`Error::Unknown`] for a task that is another's or never was;
    /// [`Error::NotAllowed`] when the roles do not allow it, for a patient's satisfaction, and for an improvement without
    /// a photo from before.
    pub async fn rate(&self, task: RecordId, grade: &Grade) -> Result<(), Error> {
        let tried = self.try_rate(task, grade).await;
        self.refusal_logged(RATING, about_task(task), tried).await
    }

    async fn try_rate(&self, id: RecordId, grade: &Grade) -> Result<(), Error> {
        self.allowed_to_rate()?;
        let mut writing = self.parts.ledger.write().await?;
        let transaction = &mut writing.transaction;
        let (task, key) = own_task(transaction, &self.parts.master, &self.person, id).await?;
        if task.done {
            return Err(Error::stale("rating", id, 1, 2));
        }
        fits(&task, grade)?;
        let photo = capture_record::<Photo>(transaction, &key, task.patient, task.photo).await?;
        let within = course_of(transaction, task.patient, photo.within).await?;
        let grading = Grading {
            grade: *grade,
            of: self.day_of(transaction, &photo).await?,
            picture: Some(photo.value.hash),
            blinded: true,
            by: self.signature(transaction).await?,
        };
        let record = RecordId::random(&*self.parts.outside.entropy);
        let done = "UPDATE ratings SET graded = $2 WHERE id = $1";
        transaction.execute(DOING, done, values![id, record]).await?;
        let why = Line::try_from("graded blinded as asked for")
            .map_err(|error| Error::damaged("rating", id, error))?;
        let version = Version {
            patient: task.patient,
            kind: Kind::Grading,
            action: RATING,
            value: &grading,
            why: &why,
        };
        self.add_version(&mut writing, &key, Place::New { record, within }, version)
            .await?;
        writing.commit().await?;
        Ok(())
    }

    /// The day of the clinic's calendar on which a photo was taken.
    async fn day_of(&self, transaction: &mut Transaction, photo: &Versioned<Photo>) -> Result<Date, Error> {
        let (settings, _) = latest_settings(transaction, self.person.clinic).await?;
        Ok(settings.calendar.zone().date(photo.taken_or_kept_at()))
    }

    async fn signature(&self, transaction: &mut Transaction) -> Result<Signature, Error> {
        let id = &self.person.id;
        let found = account_of(transaction, &self.parts.master, id).await?;
        let (account, _) = found.ok_or_else(|| Error::unknown("account", id))?;
        Ok(Signature {
            by: account.id,
            name: account.name,
            at: self.parts.outside.clock.now(),
        })
    }
}

/// Whether a grade can be given for what a task shows.
fn fits(task: &Task, grade: &Grade) -> Result<(), Error> {
    match grade {
        Grade::Satisfaction(_) => Err(Error::NotAllowed {
            action: Action::RateSatisfaction,
        }),
        Grade::Gais(_) if task.before.is_none() => Err(Error::NotAllowed { action: RATING }),
        _ => Ok(()),
    }
}

/// The course that a record belongs to, itself or through others, because grades are kept with their course; without one,
/// what it belongs to.
async fn course_of(
    transaction: &mut Transaction,
    patient: PatientId,
    within: Option<RecordId>,
) -> Result<Option<RecordId>, Error> {
    let mut at = within;
    while let Some(record) = at {
        let select = "SELECT kind, within FROM records WHERE id = $1 AND patient = $2 AND version = 1";
        let found: Option<(String, Option<String>)> = transaction
            .optional(DOING, select, values![record, patient])
            .await?;
        let Some((kind, next)) = found else {
            break;
        };
        if kind == Kind::Course.name() {
            return Ok(at);
        }
        // A record belongs to one that was there before it, so this ends.
        at = next.and_then(|next| next.parse().ok());
    }
    Ok(within)
}
