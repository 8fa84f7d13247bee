//! Measuring jobs, in the database, for any number of workers on any number of machines.
//!
//! The crates that do this well (apalis, sqlxmq, underway, graphile_worker) serve one of the two databases each, or want a
//! schema and a runtime of their own; what is needed is one table. A worker *leases* the job that is due longest. While it
//! measures it extends the lease; a worker that dies loses it, and the job is anybody's again, three times in all. What was
//! measured is written as a record in the same transaction that ends the job, and only by who holds the lease, so a job
//! counts once however often it ran. Asking twice for the same thing is one job.

mod ask;
mod lease;
mod measurement;
mod of_patient;
mod repeats;
mod worker;

pub use ask::JobState;
pub use lease::Leased;
pub use measurement::{KeptFile, MeasuredFile, Measurement};
pub use of_patient::AskedJob;
pub use worker::Worker;

use crate::canon::Canon;
use crate::ids::JobId;

/// So often a job is begun before it counts as failed.
pub(crate) const MOST_ATTEMPTS: i64 = 3;

/// What a job's request is bound to.
fn context(job: JobId) -> Canon {
    Canon::default().text("request of a job").text(&job.to_string())
}
