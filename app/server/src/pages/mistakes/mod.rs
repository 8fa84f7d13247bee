//! Taking back what was entered by mistake.

mod entries;

use crate::chart::Chart;
use crate::clock;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::shell::{Done, PatientHead, Shell, go, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::EnteredInError;
use relief_store::Addition;

#[derive(Template)]
#[template(path = "mistakes.html")]
struct MistakesPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    entries: Vec<Choice>,
    /// What was taken back, the reason, and by whom and when.
    told: Vec<[String; 3]>,
}

/// `GET /patients/{patient}/mistakes`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default(), &done)
}

/// `POST /patients/{patient}/mistakes`
pub async fn take_back(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let entries = entries::of(&visitor, &chart)?;
    let chosen = form.typed().one("entry");
    let entry = entries
        .into_iter()
        .find(|entry| entry.record.to_string() == chosen);
    if entry.is_none() {
        form.fault("entry", say("Please choose one."));
    }
    let reason = form.line("reason");
    let (Some(entry), Some(reason), true) = (entry, reason, form.is_sound()) else {
        return render(&visitor, &chart, form, &Done::default());
    };
    let mistake = EnteredInError {
        entry: entry.kind,
        reason: reason.clone(),
        by: visitor.signature(),
    };
    let kept = [Addition::new(Some(entry.record), &mistake)?];
    chart.keep(&visitor, &kept, &reason).await?;
    Ok(go(&chart.path("/mistakes"), "mistake").into_response())
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let zone = visitor.clinic.calendar.zone();
    let entries = entries::of(visitor, chart)?;
    let told = chart.current()?.mistakes.0.iter().rev().map(|told| {
        let by = &told.value.by;
        [
            (course_texts().entry_kind)(told.value.entry).to_owned(),
            told.value.reason.to_string(),
            format!("{}, {}", by.name, clock::moment(zone, by.at)),
        ]
    });
    page(&MistakesPage {
        shell: Shell::new(visitor, "/patients", say("Entered by mistake")).done(done),
        head: PatientHead::new(visitor, chart, "/mistakes"),
        form,
        entries: entries
            .into_iter()
            .map(|entry| Choice::new(entry.record.to_string(), entry.label).hint(entry.hint))
            .collect(),
        told: told.collect(),
    })
    .map(IntoResponse::into_response)
}
