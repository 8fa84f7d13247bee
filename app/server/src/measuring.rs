//! Measuring, beside the answering of requests: a worker takes what was asked for, one at a time.

mod pictures;
mod request;
mod work;

pub use pictures::INDEX;
pub use request::{CompareRequest, CompareScans, MeasureScan, Request};

use crate::app::App;
use jiff::SignedDuration;
use relief_compare::{CompareError, Stage};
use relief_course::Line;
use relief_store::{Error, Leased, Worker};
use std::time::Duration;
use work::{Done, Work, prepare};

/// A comparison takes seconds; a worker that dies is noticed after this.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often a lease is prolonged.
const PROLONG: Duration = Duration::from_secs(20);
/// How often a worker looks for jobs that it was not told of, as another server's.
const LOOK: Duration = Duration::from_secs(2);

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
    let Some(request) = Request::read(&leased.request) else {
        return give_up(worker, leased, "the request cannot be read").await;
    };
    let work = prepare(worker, leased, request).await?;
    let measured = tokio::select! {
        measured = measure(app.clone(), leased, work) => measured,
        // Somebody else has the job, or the patient is gone: whatever comes out is of no use.
        over = prolong(worker, leased) => return Err(over),
    };
    match measured {
        Some(Ok(done)) => {
            let what = "a result";
            let result = done.result.map_err(|source| Error::Json { what, source })?;
            worker.finish(leased, result, done.files).await.map(|_| ())
        }
        Some(Err(error)) => give_up(worker, leased, &error.to_string()).await,
        None => {
            let problem = "the measuring broke down; please report this";
            give_up(worker, leased, problem).await
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
async fn measure(app: App, leased: &Leased, work: Work) -> Option<Result<Done, CompareError>> {
    let job = leased.job;
    let measured = tokio::task::spawn_blocking(move || {
        let mut tell = |stage: Stage| app.tell_stage(job, stage);
        work(&mut tell)
    });
    measured.await.ok()
}

/// What cannot be read will not be readable later.
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
