//! How needling works and what may be expected of it, for patients: each fact with its source.

use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::response::Html;

#[derive(Template)]
#[template(path = "learn.html")]
struct LearnPage {
    shell: Shell,
    head: PatientHead,
    /// How the practice is reached when it is urgent.
    urgent: Option<String>,
}

/// `GET /patients/{patient}/about`
pub async fn show(visitor: Visitor, chart: Chart) -> Result<Html<String>, Failure> {
    page(&LearnPage {
        shell: Shell::new(&visitor, "/patients", say("How needling works")),
        head: PatientHead::new(&visitor, &chart, "/plan"),
        urgent: visitor.clinic.urgent.as_ref().map(ToString::to_string),
    })
}
