//! A task as the table holds it.

use crate::canon::Canon;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::{MasterKey, PatientKey};
use crate::person::Person;

/// A task as the table holds it: id, clinic, rater, patient, photo, photo from before, tag, record of the grade.
pub(crate) type RatingRow = (
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    String,
    Option<String>,
);

/// A query for tasks as [`RatingRow`] has them; what follows `FROM ratings` is given.
macro_rules! select_ratings {
    ($rest:literal) => {
        concat!(
            "SELECT id, clinic, rater, patient, photo, against, tag, graded FROM ratings ",
            $rest
        )
    };
}
pub(crate) use select_ratings;

/// A task that was read.
pub(crate) struct Task {
    pub(super) id: RecordId,
    pub(super) patient: PatientId,
    pub(super) photo: RecordId,
    pub(super) before: Option<RecordId>,
    pub(super) done: bool,
}

/// The task of a row.
///
/// # Errors
/// [`Error::Damaged`] when it was written by others than Relief.
pub(crate) fn read(master: &MasterKey, row: &RatingRow) -> Result<Task, Error> {
    let (id, _, _, patient, photo, before, found, graded) = row;
    let damaged = |problem: &str| Error::damaged("rating", id, problem);
    if tag(master, row) != *found {
        return Err(damaged("it was changed, or written under another master key"));
    }
    let record = |text: &String| text.parse().map_err(|_| damaged("an id is no id"));
    Ok(Task {
        id: record(id)?,
        patient: patient.parse().map_err(|_| damaged("an id is no id"))?,
        photo: record(photo)?,
        before: before.as_ref().map(record).transpose()?,
        done: graded.is_some(),
    })
}

/// What nobody can write without the master key: raters are shown photos by these rows alone.
pub(super) fn tag(master: &MasterKey, row: &RatingRow) -> String {
    let (id, clinic, rater, patient, photo, before, _, _) = row;
    let fields = Canon::default()
        .text("rating")
        .text(id)
        .text(clinic)
        .text(rater)
        .text(patient)
        .text(photo)
        .maybe(before.as_deref().map(str::as_bytes));
    master.tag(&fields.done())
}

/// A task of this person, with its patient's key.
///
/// # Errors
/// [`Error::Unknown`] for a task that is another's, or that went with its patient.
pub(super) async fn own_task(
    transaction: &mut Transaction,
    master: &MasterKey,
    person: &Person,
    task: RecordId,
) -> Result<(Task, PatientKey), Error> {
    let select = select_ratings!("WHERE id = $1 AND clinic = $2 AND rater = $3");
    let wanted = values![task, person.clinic, &person.id];
    let row: Option<RatingRow> = transaction.optional("reading a rating", select, wanted).await?;
    let task = read(master, &row.ok_or_else(|| Error::unknown("rating", task))?)?;
    let key = key_of(transaction, master, &task).await?;
    Ok((task, key))
}

/// The key of a task's patient.
pub(super) async fn key_of(
    transaction: &mut Transaction,
    master: &MasterKey,
    task: &Task,
) -> Result<PatientKey, Error> {
    let select = "SELECT wrapped FROM patient_keys WHERE patient = $1 AND wrapped IS NOT NULL";
    let wanted = values![task.patient];
    let found: Option<(Vec<u8>,)> = transaction.optional("reading a rating", select, wanted).await?;
    let (wrapped,) = found.ok_or_else(|| Error::unknown("rating", task.id))?;
    PatientKey::unwrap(master, task.patient, &wrapped)
}
