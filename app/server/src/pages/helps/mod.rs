//! Does it help? The practice's own answer beside the published one.

mod export;
mod published;
mod rows;
mod words;

pub use export::download as export;
pub use published::forests;

use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{report_texts, say};
use crate::shell::{Shell, page};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use published::Published;
use relief_course::Action;
use relief_registry::texts::Captured;
use relief_registry::{Columns, NotKnown, Pseudonym, Rows, Scale, by_session, side_effects};
use relief_report::metric_label;
use words::{Effects, SessionRow};

/// More patients are not looked through at once: each look opens a record.
const MOST_PATIENTS: usize = 500;
/// What is answered: the primary end point of photos, and that of scans.
const METRICS: [(&str, Captured); 2] = [
    ("scar_shading_contrast", Captured::Photos),
    ("scar_volume", Captured::Scans),
];

#[derive(Template)]
#[template(path = "helps.html")]
struct HelpsPage {
    shell: Shell,
    /// Patients with a comparison of before the first session with after some.
    patients: usize,
    /// Patients of whom something was measured, of which at most so many were looked at.
    looked_at: usize,
    /// Whether this person may take the rows out.
    may_export: bool,
    answers: Vec<Own>,
    effects: Effects,
    published: Published,
}

/// What the practice's patients say of one metric.
struct Own {
    metric: String,
    sentences: Vec<String>,
    sessions: Vec<SessionRow>,
}

/// `GET /helps`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let (columns, looked_at) = columns(&app, &visitor).await?;
    let cohort = columns.cohort();
    let own = |(metric, captured): &(&str, Captured)| {
        let sessions = by_session(&cohort, metric, Scale::Relative);
        Own {
            metric: metric_label(report_texts(), metric),
            sentences: words::sentences(&cohort, metric, *captured),
            sessions: sessions
                .iter()
                .filter(|answer| answer.change != Err(NotKnown::Nobody))
                .map(SessionRow::of)
                .collect(),
        }
    };
    let found = cohort.metrics();
    page(&HelpsPage {
        shell: Shell::new(&visitor, "/clinic", say("Does it help?")),
        patients: cohort.patients(),
        looked_at,
        may_export: visitor.may(Action::ExportClinic),
        answers: METRICS
            .iter()
            .filter(|(metric, _)| found.contains(metric))
            .map(own)
            .collect(),
        effects: Effects::of(&side_effects(&cohort)),
        published: Published::read()?,
    })
    .map(IntoResponse::into_response)
}

/// The rows of every patient of whom something was measured, and of how many. Each look at a chart is logged, as every look at a record is.
async fn columns(app: &App, visitor: &Visitor) -> Result<(Columns, usize), Failure> {
    let patients = visitor.repository().measured_patients(MOST_PATIENTS).await?;
    let looked_at = patients.len();
    let mut rows = Rows::default();
    for (number, patient) in (0..).zip(patients) {
        match Chart::load(app, visitor, patient).await {
            Ok(chart) => rows::add(&mut rows, visitor, &chart, Pseudonym(number)),
            // Deleted in between.
            Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    let columns = Columns::new(rows).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok((columns, looked_at))
}
