//! Measuring, beside the answering of requests: a worker takes what was asked for, one at a time.

use crate::app::App;
use crate::repeatability;
use bytes::Bytes;
use jiff::SignedDuration;
use relief_compare::{CompareError, CompareOptions, Comparison, Input, Stage};
use relief_course::Line;
use relief_estimate::RepeatabilityFile;
use relief_store::{DocumentKind, Error, Leased, MeasuredFile, RecordId, Worker};
use serde::{Deserialize, Serialize};
use std::time::Duration;

mod pictures;

pub use pictures::INDEX;

/// A comparison takes seconds; a worker that dies is noticed after this.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often a lease is prolonged.
const PROLONG: Duration = Duration::from_secs(20);
/// How often a worker looks for jobs that it was not told of, as another server's.
const LOOK: Duration = Duration::from_secs(2);

/// What is asked of a job: two photos of one patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareRequest {
    /// The photo from before.
    pub before: RecordId,
    /// The photo from after.
    pub after: RecordId,
    /// Both show the same unchanged skin, taken twice to learn how far the practice's pictures vary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeat: bool,
}

/// Measures everything that waits, one after the other, as a server's worker does; answers with how many jobs it took.
///
/// # Errors
/// Whatever the store refuses.
pub async fn measure_waiting(app: &App) -> Result<usize, Error> {
    let worker = app.store().worker(LEASE);
    let mut taken = 0;
    while let Some(leased) = worker.take().await? {
        let measured = one(app, &worker, &leased).await;
        app.forget_stage(leased.job);
        measured?;
        taken += 1;
    }
    Ok(taken)
}

/// Takes jobs until the server shuts down; the job at hand is finished first.
pub async fn run(app: App) {
    let worker = app.store().worker(LEASE);
    while !app.is_closing() {
        match worker.take().await {
            Ok(Some(leased)) => {
                let job = leased.job;
                if let Err(error) = one(&app, &worker, &leased).await {
                    tracing::warn!("job {job}: {error}");
                }
                app.forget_stage(job);
            }
            Ok(None) => wait(&app).await,
            Err(error) => {
                tracing::error!("taking a job: {error}");
                wait(&app).await;
            }
        }
    }
}

async fn wait(app: &App) {
    tokio::select! {
        () = app.asked().notified() => {}
        () = app.closing() => {}
        () = tokio::time::sleep(LOOK) => {}
    }
}

/// Measures one job and says how it ended.
async fn one(app: &App, worker: &Worker, leased: &Leased) -> Result<(), Error> {
    let Ok(request) = serde_json::from_value::<CompareRequest>(leased.request.clone()) else {
        return give_up(worker, leased, "the request cannot be read").await;
    };
    let (_, before) = worker.photo(leased, request.before).await?;
    let (_, after) = worker.photo(leased, request.after).await?;
    let own = repeatability::adopted(&worker.documents(leased, DocumentKind::Repeatability).await?);
    let measuring = measure(app.clone(), leased, own, before, after);
    let compared = tokio::select! {
        compared = measuring => compared,
        // Somebody else has the job, or the patient is gone: whatever comes out is of no use.
        over = prolong(worker, leased) => return Err(over),
    };
    match compared {
        Some(Ok(comparison)) => {
            let files = files(&comparison);
            let result = serde_json::to_value(&comparison.result).map_err(|source| Error::Json {
                what: "a result",
                source,
            })?;
            worker.finish(leased, result, files).await.map(|_| ())
        }
        Some(Err(error)) => give_up(worker, leased, &error.to_string()).await,
        None => {
            give_up(
                worker,
                leased,
                "the measuring broke down; please report this pair",
            )
            .await
        }
    }
}

/// Prolongs the lease until that fails.
async fn prolong(worker: &Worker, leased: &Leased) -> Error {
    loop {
        tokio::time::sleep(PROLONG).await;
        match worker.extend(leased).await {
            Ok(()) => {}
            Err(over @ Error::LeaseOver { .. }) => return over,
            Err(error) => tracing::warn!("prolonging a lease: {error}"),
        }
    }
}

/// Measures on a thread of its own; `None` when the measuring panicked.
async fn measure(
    app: App,
    leased: &Leased,
    own: Option<RepeatabilityFile>,
    before: Bytes,
    after: Bytes,
) -> Option<Result<Comparison, CompareError>> {
    let job = leased.job;
    let measured = tokio::task::spawn_blocking(move || {
        let options = CompareOptions {
            repeatability: own,
            pictures: true,
            ..CompareOptions::default()
        };
        let input = |name, bytes| Input { name, bytes };
        let mut tell = |stage: Stage| app.tell_stage(job, stage);
        relief_compare::compare(
            input("before", &before),
            input("after", &after),
            &options,
            &mut tell,
        )
    });
    measured.await.ok()
}

fn files(comparison: &Comparison) -> Vec<MeasuredFile> {
    comparison
        .pictures
        .as_ref()
        .map_or_else(Vec::new, pictures::files)
}

/// A pair that cannot be read will not be readable later.
async fn give_up(worker: &Worker, leased: &Leased, problem: &str) -> Result<(), Error> {
    let short: String = problem
        .chars()
        .filter(|c| !c.is_control())
        .take(Line::LONGEST)
        .collect();
    match Line::try_from(short) {
        Ok(line) => worker.fail(leased, &line, None).await,
        Err(_) => Ok(()),
    }
}

/// Starts the worker beside the server.
pub fn start(app: &App) -> tokio::task::JoinHandle<()> {
    tokio::spawn(run(app.clone()))
}
