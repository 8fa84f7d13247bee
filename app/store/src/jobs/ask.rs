//! Asking for a measurement, and how it stands.

use super::context;
use crate::audit::Outcome;
use crate::canon::Canon;
use crate::database::values;
use crate::error::Error;
use crate::ids::{JobId, PatientId, RecordId};
use crate::repository::{Repository, about, about_record};
use relief_course::Action;
use serde::Serialize;

const DOING: &str = "asking for a measurement";

/// How a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// Nobody has begun it, or it is to be tried again.
    Waiting,
    /// A worker is at it.
    Running,
    /// It is done; this record holds what was measured.
    Done(RecordId),
    /// It was tried as often as is allowed, or cannot be done; a worker said why.
    Failed(Option<String>),
}

impl Repository {
    /// Asks for a measurement. The same request about the same patient is the same job; one that failed is tried anew.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn ask(&self, patient: PatientId, request: &(impl Serialize + Sync)) -> Result<JobId, Error> {
        let tried = self.try_ask(patient, request).await;
        self.refusal_logged(Action::ComparePhotos, about(patient), tried)
            .await
    }

    async fn try_ask(&self, patient: PatientId, request: &(impl Serialize + Sync)) -> Result<JobId, Error> {
        let request = serde_json::to_vec(request).map_err(|source| Error::Json {
            what: "a job's request",
            source,
        })?;
        let outside = &self.parts.outside;
        let job = JobId::random(&*outside.entropy);
        let mut writing = self.parts.ledger.write().await?;
        let key = self
            .access(&mut writing.transaction, patient, |_| Action::ComparePhotos)
            .await?;
        let same = Canon::default().text(&patient.to_string()).bytes(&request).done();
        let once = self.parts.master.tag(&same);
        let sealed = key.seal(outside, context(job), &request)?;
        let now = outside.now();
        let insert = "INSERT INTO jobs \
             (id, once, clinic, patient, asked_by, asked_at, request, state, attempts, due_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $6) \
             ON CONFLICT (once) DO UPDATE SET state = 'waiting', attempts = 0, due_at = $6, problem = NULL \
             WHERE jobs.state = 'failed'";
        let by = self.person.id.as_str();
        let row = values![job, once.as_str(), self.person.clinic, patient, by, now, sealed];
        writing.transaction.execute(DOING, insert, row).await?;
        let select = "SELECT id FROM jobs WHERE once = $1";
        let (id,): (String,) = writing.transaction.one(DOING, select, values![once]).await?;
        let note = about_record(patient, &id);
        writing
            .log(self.draft(Action::ComparePhotos, Outcome::Done, note))
            .await?;
        writing.commit().await?;
        id.parse()
            .map_err(|_| Error::damaged("job", id, "its id is no id"))
    }

    /// How a job stands. Asking is no look at a record, so it is not logged.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient or job out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn job(&self, patient: PatientId, job: JobId) -> Result<JobState, Error> {
        let read = self.try_job(patient, job).await;
        self.refusal_logged(Action::ViewPhotos, about(patient), read)
            .await
    }

    async fn try_job(&self, patient: PatientId, job: JobId) -> Result<JobState, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        self.access(&mut transaction, patient, |_| Action::ViewPhotos)
            .await?;
        let select = "SELECT state, result, problem FROM jobs WHERE id = $1 AND patient = $2";
        let found: Option<(String, Option<String>, Option<String>)> =
            transaction.optional(DOING, select, values![job, patient]).await?;
        let (state, result, problem) = found.ok_or_else(|| Error::unknown("job", job))?;
        stands(job, &state, result, problem)
    }
}

/// How a job stands, by its columns.
pub(super) fn stands(
    job: JobId,
    state: &str,
    result: Option<String>,
    problem: Option<String>,
) -> Result<JobState, Error> {
    let record = result.and_then(|record| record.parse().ok());
    match (state, record) {
        ("waiting", _) => Ok(JobState::Waiting),
        ("leased", _) => Ok(JobState::Running),
        ("done", Some(record)) => Ok(JobState::Done(record)),
        ("failed", _) => Ok(JobState::Failed(problem)),
        _ => Err(Error::damaged("job", job, format!("its state is {state:?}"))),
    }
}
