//! A comparison that is under way.

use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::shell::{PatientHead, Shell, page};
use crate::words::capitalised;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::{JobId, JobState};
use serde::Serialize;

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage {
    shell: Shell,
    head: PatientHead,
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
    stage: String,
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
    let state = visitor.repository().job(chart.patient, job).await?;
    let standing = standing(&app, job, &state);
    if wants_json(&headers) {
        let json = serde_json::to_string(&standing).map_err(|error| Failure::Internal(error.to_string()))?;
        return Ok(([(CONTENT_TYPE, "application/json")], json).into_response());
    }
    let problem = match state {
        JobState::Done(record) => {
            return Ok(Redirect::to(&chart.path(&format!("/measurements/{record}"))).into_response());
        }
        JobState::Failed(problem) => problem.unwrap_or_default(),
        JobState::Waiting | JobState::Running => String::new(),
    };
    page(&JobPage {
        shell: Shell::new(&visitor, "/patients", "Measuring"),
        head: PatientHead::new(&visitor, &chart, "/photos"),
        path: chart.path(&format!("/jobs/{job}")),
        standing,
        problem,
    })
    .map(IntoResponse::into_response)
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

fn standing(app: &App, job: JobId, state: &JobState) -> Standing {
    let (state, stage) = match state {
        JobState::Waiting => ("waiting", "Waiting for its turn".to_owned()),
        JobState::Running => ("running", capitalised(app.stage(job).unwrap_or("measuring"))),
        JobState::Done(_) => ("done", "Done".to_owned()),
        JobState::Failed(_) => ("failed", "It could not be measured".to_owned()),
    };
    Standing { state, stage }
}
