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
use relief_registry::{
    Cohort, Columns, Filter, NotKnown, PRIMARY, Scale, SessionAnswer, by_session, side_effects,
};
use relief_report::metric_label;
use sentences::{Left, Said};
use words::{Effects, SessionRow};

#[derive(Template)]
#[template(path = "helps.html")]
struct HelpsPage {
    shell: Shell,
    asked: Asked,
    choices: Choices,
    /// What the filter left, where there is one.
    left: Option<Left>,
    /// Patients with a comparison of before the first session with after some.
    patients: usize,
    /// Patients of whom something was measured, of which at most so many were looked at.
    looked_at: usize,
    /// Whether this person may take the rows out.
    may_export: bool,
    /// Whether anything is told of the practice's patients that were chosen.
    is_told: bool,
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
    let left = (!asked.words.is_empty()).then(|| Left::of(cohort.patients(), patients));
    let is_told = left.as_ref().is_none_or(|left| left.is_told);
    page(&HelpsPage {
        shell: Shell::new(&visitor, "/clinic", say("Does it help?")),
        left,
        patients,
        looked_at: practice.patients,
        may_export: visitor.may(Action::ExportClinic),
        answers: if is_told {
            answers(&cohort, &asked.filter)
        } else {
            Vec::new()
        },
        effects: if is_told {
            Effects::of(&side_effects(&cohort), &asked.filter)
        } else {
            Effects::withheld(&asked.filter)
        },
        is_told,
        published: Published::read()?,
        asked,
        choices,
    })
    .map(IntoResponse::into_response)
}

/// Whether a session has a row. After which sessions some of the chosen patients were measured, and fewer than may be told of, is not told.
fn is_row(answer: &SessionAnswer, filter: &Filter) -> bool {
    let is_all = *filter == Filter::default();
    match answer.change {
        Err(NotKnown::Nobody) => false,
        Err(NotKnown::FewPatients) => is_all,
        _ => true,
    }
}

/// What is said of each metric that the practice measured, of the patients that a filter left.
fn answers(cohort: &Cohort<'_>, filter: &Filter) -> Vec<Own> {
    let own = |(metric, captured): &(&str, Captured)| {
        let sessions = by_session(cohort, metric, Scale::Relative);
        Own {
            metric: metric_label(report_texts(), metric),
            said: sentences::of(cohort, metric, *captured, filter),
            drawing: Drawing::of(metric, &sessions),
            sessions: sessions
                .iter()
                .filter(|answer| is_row(answer, filter))
                .map(SessionRow::of)
                .collect(),
        }
    };
    let found = cohort.metrics();
    let measured = PRIMARY.iter().filter(|(metric, _)| found.contains(metric));
    measured.map(own).collect()
}
