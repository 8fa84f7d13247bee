//! A comparison that is under way.

use super::result::address;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::say;
use crate::measuring::Request;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use relief_compare::Stage;
use relief_store::{AskedJob, JobId, JobState};
use serde::Serialize;

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage {
    shell: Shell,
    head: PatientHead,
    /// It is about scans, not photos.
    scans: bool,
    /// The address at which a script asks how the job stands.
    path: String,
    standing: Standing,
    /// Why it failed.
    problem: String,
}

/// How a job stands, for a script too.
#[derive(Serialize)]
struct Standing {
    state: &'static str,
    stage: &'static str,
}

/// `GET /patients/{patient}/jobs/{job}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, job)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let job: JobId = job.parse().map_err(|_| Failure::NotFound)?;
    let repository = visitor.repository();
    let state = repository.job(chart.patient, job).await?;
    let standing = standing(&app, job, &state);
    if wants_json(&headers) {
        let json = serde_json::to_string(&standing).map_err(|error| Failure::Internal(error.to_string()))?;
        return Ok(([(CONTENT_TYPE, "application/json")], json).into_response());
    }
    let problem = match state {
        JobState::Done(record) => {
            return Ok(Redirect::to(&address(&chart, record)).into_response());
        }
        JobState::Failed(problem) => problem.unwrap_or_default(),
        JobState::Waiting | JobState::Running => String::new(),
    };
    let scans = of_scans(&repository.jobs(chart.patient).await?, job);
    page(&JobPage {
        shell: Shell::new(&visitor, "/patients", say("Measuring")),
        head: PatientHead::new(&visitor, &chart, if scans { "/scans" } else { "/photos" }),
        scans,
        path: chart.path(&format!("/jobs/{job}")),
        standing,
        problem,
    })
    .map(IntoResponse::into_response)
}

/// Whether a job is about scans.
fn of_scans(jobs: &[AskedJob], job: JobId) -> bool {
    let asked = jobs.iter().find(|asked| asked.job == job);
    let request = asked.and_then(|asked| Request::read(&asked.request));
    matches!(request, Some(Request::Scan(_) | Request::Scans(_)))
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

fn standing(app: &App, job: JobId, state: &JobState) -> Standing {
    let (state, stage) = match state {
        JobState::Waiting => ("waiting", say("Waiting for its turn")),
        // Another process may be at it, whose stages nobody tells here.
        JobState::Running => ("running", words(app.stage(job).unwrap_or(Stage::Maps))),
        JobState::Done(_) => ("done", say("Done")),
        JobState::Failed(_) => ("failed", say("It could not be measured")),
    };
    Standing { state, stage }
}

/// What is being done, in words.
fn words(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => say("Reading"),
        Stage::Card => say("Looking for the card"),
        Stage::Skin => say("Finding the skin"),
        Stage::Register => say("Laying after onto before"),
        Stage::Gate => say("Checking whether the pair may be compared"),
        Stage::Maps => say("Measuring"),
        Stage::Change => say("Weighing the changes"),
        Stage::Pictures => say("Making the pictures"),
    }
}
