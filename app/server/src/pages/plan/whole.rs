//! The whole plan, one more session, and the end of the sessions.

use super::change::{changed, keep, seen};
use super::history::{self, Past};
use super::rows::{self, Row};
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{day, say};
use crate::link;
use crate::pages::feed;
use crate::shell::{Done, PatientHead, Shell, page};
use crate::words::verdict;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use relief_course::{Action, Line, Note, Outcome};

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    protocol: String,
    seen: usize,
    visits: Vec<Row>,
    history: Vec<Past>,
    may_book: bool,
    /// One more session can be decided on.
    is_open: bool,
    /// What was measured after the sessions so far: day, words and mark.
    measured: Option<(String, &'static str, &'static str)>,
    go: Vec<Choice>,
    may_decide: bool,
    may_end: bool,
    /// The address of the own calendar, for a patient.
    feed: Option<String>,
}

/// `GET /patients/{patient}/plan`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    headers: HeaderMap,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let feed = match visitor.person.own == Some(chart.patient) {
        true => feed::own(&app, &visitor).await?,
        false => None,
    };
    let feed = feed.map(|path| link::absolute(&app, &headers, &path));
    render(&visitor, &chart, Form::default(), &done, feed)
}

fn render(
    visitor: &Visitor,
    chart: &Chart,
    form: Form,
    done: &Done,
    feed: Option<String>,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let measured = outcome(current).map(|outcome| {
        let (words, mark) = verdict(outcome.verdict());
        (day(outcome.judged_on), words, mark)
    });
    page(&PlanPage {
        shell: Shell::new(visitor, "/patients", say("Plan")).done(done),
        head: PatientHead::new(visitor, chart, "/plan"),
        form,
        protocol: current.protocol.title().to_string(),
        seen: seen(current),
        visits: rows::all(visitor, current),
        history: history::of(visitor.clinic.calendar.zone(), current),
        may_book: chart.permits(visitor, Action::Book),
        is_open: is_open(visitor, current)?,
        measured,
        go: vec![
            Choice::new("go", say("One more session")),
            Choice::new("stop", say("No further session")),
        ],
        may_decide: chart.permits(visitor, Action::DecideOptionalSession),
        may_end: chart.permits(visitor, Action::EndSessions) && can_end(visitor, current)?,
        feed,
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/{patient}/plan/optional`
pub async fn decide(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let go = match form.typed().one("go") {
        "go" => Some(true),
        "stop" => Some(false),
        _ => {
            form.fault("go", say("Please choose one."));
            None
        }
    };
    let reason = form.note("reason");
    let measured = outcome(current).map(Outcome::verdict);
    if measured.is_none() {
        form.refuse(say(
            "Judge the outcome after these sessions first; the decision rests on what was measured.",
        ));
    }
    let (protocol, calendar) = (&current.protocol, &visitor.clinic.calendar);
    let plan = match (go, reason, measured) {
        (Some(go), Some(reason), Some(measured)) => changed(current, &mut form, |plan| {
            plan.decide_optional(protocol, calendar, measured, go, visitor.signature(), reason)
        }),
        _ => None,
    };
    match plan {
        Some(plan) => keep(&app, &visitor, &chart, &plan, "plan").await,
        None => render(&visitor, &chart, form, &Done::default(), None),
    }
}

/// `POST /patients/{patient}/plan/end`
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let plan = form.line("end").and_then(|reason| {
        changed(current, &mut form, |plan| {
            plan.end_sessions(&current.protocol, reason, visitor.now())
        })
    });
    match plan {
        Some(plan) => keep(&app, &visitor, &chart, &plan, "plan").await,
        None => render(&visitor, &chart, form, &Done::default(), None),
    }
}

/// The last outcome after the sessions that the plan has now.
fn outcome(current: &Current) -> Option<&Outcome> {
    let sessions = current.course.plan.sessions(&current.protocol);
    let after = current
        .course
        .outcomes
        .iter()
        .filter(|outcome| outcome.sessions == sessions);
    after.max_by_key(|outcome| outcome.judged_on)
}

/// Whether one more session could be decided on, if a change could be measured: the rules are asked for a trial.
fn is_open(visitor: &Visitor, current: &Current) -> Result<bool, Failure> {
    let reason = Note::try_from("a trial").map_err(|error| Failure::Internal(error.to_string()))?;
    let (calendar, measured) = (&visitor.clinic.calendar, relief_estimate::Verdict::Improved);
    let mut plan = current.course.plan.clone();
    Ok(plan
        .decide_optional(
            &current.protocol,
            calendar,
            measured,
            true,
            visitor.signature(),
            reason,
        )
        .is_ok())
}

/// Whether there are sessions to end: the rules are asked for a trial.
fn can_end(visitor: &Visitor, current: &Current) -> Result<bool, Failure> {
    let reason = Line::try_from("a trial").map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(current
        .course
        .plan
        .clone()
        .end_sessions(&current.protocol, reason, visitor.now())
        .is_ok())
}
