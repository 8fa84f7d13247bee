//! Every job about a patient, with what was asked for.

use super::ask::stands;
use super::{JobState, context};
use crate::database::values;
use crate::error::Error;
use crate::ids::{JobId, PatientId};
use crate::repository::{Repository, about};
use relief_course::Action;

/// A job with what was asked for, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedJob {
    /// The job.
    pub job: JobId,
    /// What was asked for, as JSON.
    pub request: serde_json::Value,
    /// How it stands.
    pub state: JobState,
}

/// A job as it is listed: job, sealed request, state, result, problem.
type JobRow = (String, Vec<u8>, String, Option<String>, Option<String>);

impl Repository {
    /// Every job about a patient, oldest first. Asking is no look at a record, so it is not logged.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn jobs(&self, patient: PatientId) -> Result<Vec<AskedJob>, Error> {
        let read = self.try_jobs(patient).await;
        self.refusal_logged(Action::ViewPhotos, about(patient), read)
            .await
    }

    async fn try_jobs(&self, patient: PatientId) -> Result<Vec<AskedJob>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let key = self
            .access(&mut transaction, patient, |_| Action::ViewPhotos)
            .await?;
        let select = "SELECT id, request, state, result, problem FROM jobs WHERE patient = $1 \
             ORDER BY asked_at, id";
        let rows: Vec<JobRow> = transaction
            .all("listing a patient's jobs", select, values![patient])
            .await?;
        let asked = |(id, request, state, result, problem): JobRow| {
            let job: JobId = id
                .parse()
                .map_err(|_| Error::damaged("job", &id, "its id is no id"))?;
            let request = key.open("the request of job", &id, context(job), &request)?;
            Ok(AskedJob {
                job,
                request: serde_json::from_slice(&request)
                    .map_err(|error| Error::damaged("job", &id, error.to_string()))?,
                state: stands(job, &state, result, problem)?,
            })
        };
        rows.into_iter().map(asked).collect()
    }
}
