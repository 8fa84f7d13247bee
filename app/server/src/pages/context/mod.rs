//! Other care: what else changes the skin, and what instruments read of it.

pub mod acne;
mod advice;
pub mod instrument;
mod readings;
pub mod rolling;
pub mod skin;
pub mod treatment;

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::shell::{Done, PatientHead, Shell, go, page};
use crate::why;
use advice::Advice;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use relief_course::Action;
use relief_protocol::{Severity, Zone};
use relief_store::Entered;

#[derive(Template)]
#[template(path = "context.html")]
struct ContextPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    /// The part whose form was sent and did not pass.
    sent: &'static str,
    zones: Vec<Choice>,
    may_roll: bool,
    rollings: Vec<rolling::Row>,
    advice: Advice,
    may_treat: bool,
    treatments: Vec<treatment::Row>,
    kinds: Vec<Choice>,
    acne: Vec<[String; 3]>,
    severities: Vec<Choice>,
    skin: Vec<[String; 2]>,
    phototypes: Vec<Choice>,
    may_measure: bool,
    quantities: Vec<Choice>,
    values: Vec<readings::Row>,
}

/// The days that are usually today.
const DAYS: [&str; 4] = [rolling::ON, acne::ON, skin::ON, instrument::ON];

/// `GET /patients/{patient}/context`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let today = visitor.today().to_string();
    let form = Form::filled(DAYS.map(|day| (day, today.clone())));
    render(&visitor, &chart, form, "", &done)
}

fn render(
    visitor: &Visitor,
    chart: &Chart,
    form: Form,
    sent: &'static str,
    done: &Done,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let may = |action| chart.permits(visitor, action);
    page(&ContextPage {
        shell: Shell::new(visitor, "/patients", say("Other care")).done(done),
        head: PatientHead::new(visitor, chart, "/context"),
        form,
        sent,
        zones: choices(&Zone::ALL, |zone| (course_texts().zone)(zone).to_owned()),
        may_roll: may(Action::RecordHomeRolling),
        rollings: rolling::rows(current),
        advice: Advice::of(&current.protocol),
        may_treat: may(Action::RecordOtherTreatment),
        treatments: treatment::rows(current),
        kinds: treatment::kinds(),
        acne: acne::rows(current),
        severities: choices(&Severity::ALL, |severity| {
            (course_texts().severity)(severity).to_owned()
        }),
        skin: skin::rows(current),
        phototypes: skin::phototypes(),
        may_measure: may(Action::EnterInstrumentValue),
        quantities: instrument::quantities(),
        values: readings::rows(current),
    })
    .map(IntoResponse::into_response)
}

/// The page again, with what is wrong in the part that was sent.
fn again(visitor: &Visitor, chart: &Chart, mut form: Form, sent: &'static str) -> Result<Response, Failure> {
    for day in DAYS.iter().filter(|day| !day.starts_with(sent)) {
        form.put(day, visitor.today().to_string());
    }
    render(visitor, chart, form, sent, &Done::default())
}

/// Keeps something within the course.
async fn add<T: Entered>(visitor: &Visitor, chart: &Chart, value: &T) -> Result<Response, Failure> {
    let within = Some(chart.current()?.record);
    visitor
        .repository()
        .add(chart.patient, within, value, &why::entered()?)
        .await?;
    Ok(go(&chart.path("/context"), "context").into_response())
}

/// A day that has come.
fn past(form: &mut Form, name: &str, today: Date) -> Option<Date> {
    let on = form.date(name)?;
    if on > today {
        form.fault(name, say("This day has not come yet."));
    }
    Some(on)
}
