//! A job in the hands of a worker.

use super::{MOST_ATTEMPTS, context};
use crate::database::values;
use crate::error::Error;
use crate::ids::{ClinicId, JobId, PatientId};
use crate::keys::PatientKey;
use crate::store::{Parts, Store};
use jiff::SignedDuration;
use relief_course::{Line, PersonId};

const DOING: &str = "leasing a job";

/// A leased job.
#[derive(Debug, Clone)]
pub struct Leased {
    /// The job.
    pub job: JobId,
    /// Whose it is.
    pub patient: PatientId,
    /// Who asked for it.
    pub asked_by: PersonId,
    /// In which clinic.
    pub clinic: ClinicId,
    /// What was asked for, as JSON.
    pub request: serde_json::Value,
    /// Which attempt this is, counted from 1.
    pub attempt: i64,
    /// What only this holder knows.
    pub(super) lease: String,
}

/// A job as it is leased: job, patient, person, clinic, sealed request, attempts.
type JobRow = (String, String, String, String, Vec<u8>, i64);

impl Store {
    /// Leases the job that is due longest, if there is one.
    pub(super) async fn lease(&self, time: SignedDuration) -> Result<Option<Leased>, Error> {
        let parts = &self.parts;
        let now = parts.outside.now();
        let lease = hex::encode(parts.outside.random::<16>());
        let mut transaction = parts.ledger.database.write().await?;
        let give_up = "UPDATE jobs SET state = 'failed', lease = NULL, problem = 'it did not end in time' \
             WHERE state = 'leased' AND due_at <= $1 AND attempts >= $2";
        transaction
            .execute(DOING, give_up, values![now, MOST_ATTEMPTS])
            .await?;
        // The conditions stand twice: on PostgreSQL another worker may take the job between choosing and changing, and
        // the outer ones are checked anew then. Nothing is leased in that case, and the worker asks again.
        let take = "UPDATE jobs SET state = 'leased', attempts = attempts + 1, lease = $1, due_at = $2 \
             WHERE due_at <= $3 AND state IN ('waiting', 'leased') AND id = (SELECT id FROM jobs \
                 WHERE due_at <= $3 AND state IN ('waiting', 'leased') ORDER BY due_at, id LIMIT 1) \
             RETURNING id, patient, asked_by, clinic, request, attempts";
        let until = now.saturating_add(time.as_micros() as i64);
        let taken: Option<JobRow> = transaction
            .optional(DOING, take, values![lease.as_str(), until, now])
            .await?;
        transaction.commit(DOING).await?;
        match taken {
            Some(row) => parts.leased(row, lease).await.map(Some),
            None => Ok(None),
        }
    }

    /// Lets the lease run from now on.
    pub(super) async fn prolong(&self, leased: &Leased, time: SignedDuration) -> Result<(), Error> {
        let until = self.parts.outside.now().saturating_add(time.as_micros() as i64);
        let prolong = "UPDATE jobs SET due_at = $3 WHERE id = $1 AND lease = $2 AND state = 'leased'";
        let row = values![leased.job, leased.lease.as_str(), until];
        self.change(leased, prolong, row).await
    }

    /// Gives the job back, to be tried again at an instant, or for good.
    pub(super) async fn give_back(
        &self,
        leased: &Leased,
        problem: &Line,
        again_in: Option<SignedDuration>,
    ) -> Result<(), Error> {
        let again_in = again_in.filter(|_| leased.attempt < MOST_ATTEMPTS);
        let state = if again_in.is_some() { "waiting" } else { "failed" };
        let due = self
            .parts
            .outside
            .now()
            .saturating_add(again_in.unwrap_or_default().as_micros() as i64);
        let give_back = "UPDATE jobs SET state = $3, due_at = $4, problem = $5, lease = NULL \
             WHERE id = $1 AND lease = $2 AND state = 'leased'";
        let row = values![leased.job, leased.lease.as_str(), state, due, problem.as_str()];
        self.change(leased, give_back, row).await
    }

    async fn change(
        &self,
        leased: &Leased,
        statement: &'static str,
        row: Vec<crate::database::Value>,
    ) -> Result<(), Error> {
        let mut transaction = self.parts.ledger.database.write().await?;
        let changed = transaction.execute(DOING, statement, row).await?;
        transaction.commit(DOING).await?;
        if changed == 0 {
            return Err(leased.over());
        }
        Ok(())
    }
}

impl Parts {
    async fn leased(&self, row: JobRow, lease: String) -> Result<Leased, Error> {
        let (id, patient, asked_by, clinic, request, attempt) = row;
        let damaged = |problem: String| Error::damaged("job", &id, problem);
        let job: JobId = id.parse().map_err(|_| damaged("its id is no id".to_owned()))?;
        let patient = patient
            .parse()
            .map_err(|_| damaged("its patient's id is no id".to_owned()))?;
        let key = self.key_of(patient).await?;
        let request = key.open("the request of job", &id, context(job), &request)?;
        Ok(Leased {
            job,
            patient,
            asked_by: PersonId::try_from(asked_by.as_str()).map_err(|error| damaged(error.to_string()))?,
            clinic: clinic
                .parse()
                .map_err(|_| damaged("its clinic's id is no id".to_owned()))?,
            request: serde_json::from_slice(&request).map_err(|error| damaged(error.to_string()))?,
            attempt,
            lease,
        })
    }

    /// A patient's key, for a worker that holds a lease.
    pub(super) async fn key_of(&self, patient: PatientId) -> Result<PatientKey, Error> {
        let mut transaction = self.ledger.database.read().await?;
        let select = "SELECT wrapped FROM patient_keys WHERE patient = $1 AND wrapped IS NOT NULL";
        let found: Option<(Vec<u8>,)> = transaction.optional(DOING, select, values![patient]).await?;
        let (wrapped,) = found.ok_or_else(|| Error::unknown("patient", patient))?;
        PatientKey::unwrap(&self.master, patient, &wrapped)
    }
}

impl Leased {
    pub(super) fn over(&self) -> Error {
        Error::LeaseOver {
            job: self.job.to_string(),
        }
    }
}
