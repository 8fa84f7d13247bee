//! Does it help? The practice's own answer beside the published one.

mod choices;
mod drawing;
mod export;
mod filter;
mod operators;
mod published;
mod sentences;
mod words;

pub use export::download as export;
pub use published::forests;

use crate::app::App;
use crate::cohort::{MOST_PATIENTS, Numbers};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{report_texts, say};
use crate::shell::{Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use choices::Choices;
use drawing::Drawing;
use filter::Asked;
use published::Published;
use relief_course::Action;
use relief_registry::texts::Captured;
use relief_registry::{Cohort, Columns, Filter, NotKnown, PRIMARY, Scale, by_session, side_effects};
use relief_report::metric_label;
use sentences::Said;
use words::{Effects, SessionRow};

#[derive(Template)]
#[template(path = "helps.html")]
struct HelpsPage {
    shell: Shell,
    asked: Asked,
    choices: Choices,
    /// How many patients the filter left, where there is one.
    left: Option<String>,
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
    said: Vec<Said>,
    drawing: Option<Drawing>,
    sessions: Vec<SessionRow>,
}

/// `GET /helps`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let practice = Numbers::of_practice(&app, &visitor, MOST_PATIENTS).await?;
    let operators = operators::operators(&app, &visitor, &practice.rows.comparisons).await?;
    let asked = Asked::read(pairs.into_iter().collect(), &operators);
    let choices = Choices::of(&practice.rows.comparisons, operators);
    let columns = Columns::new(practice.rows).map_err(|error| Failure::Internal(error.to_string()))?;
    let everybody = columns.cohort();
    let cohort = everybody.filter(&asked.filter);
    let patients = everybody.patients();
    page(&HelpsPage {
        shell: Shell::new(&visitor, "/clinic", say("Does it help?")),
        left: (!asked.words.is_empty()).then(|| sentences::left(cohort.patients(), patients)),
        patients,
        looked_at: practice.patients,
        may_export: visitor.may(Action::ExportClinic),
        answers: answers(&cohort, &asked.filter),
        effects: Effects::of(&side_effects(&cohort), &asked.filter),
        published: Published::read()?,
        asked,
        choices,
    })
    .map(IntoResponse::into_response)
}

/// What is said of each metric that the practice measured, of the patients that a filter left.
fn answers(cohort: &Cohort<'_>, filter: &Filter) -> Vec<Own> {
    let own = |(metric, captured): &(&str, Captured)| {
        let sessions = by_session(cohort, metric, Scale::Relative);
        Own {
            metric: metric_label(report_texts(), metric),
            said: sentences::of(cohort, metric, *captured, filter.scar_type),
            drawing: Drawing::of(metric, &sessions),
            sessions: sessions
                .iter()
                .filter(|answer| answer.change != Err(NotKnown::Nobody))
                .map(SessionRow::of)
                .collect(),
        }
    };
    let found = cohort.metrics();
    let measured = PRIMARY.iter().filter(|(metric, _)| found.contains(metric));
    measured.map(own).collect()
}
