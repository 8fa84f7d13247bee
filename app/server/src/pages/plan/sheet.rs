//! The plan on paper, for the patient: when to come, and what to do before and after.

use super::rows::{self, Row};
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{day, say, say_many, say_with};
use crate::shell::{PatientHead, Shell, page};
use crate::words;
use askama::Template;
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use relief_course::{Line, PlannedVisit, Visit, VisitState};
use relief_protocol::{Care, When};

#[derive(Template)]
#[template(path = "plan_sheet.html")]
struct SheetPage {
    shell: Shell,
    head: PatientHead,
    /// How the practice is reached when it is urgent.
    urgent: Option<Line>,
    visits: Vec<Row>,
    cares: Vec<Around>,
    today: String,
}

/// Care around a session.
pub(super) struct Around {
    pub title: String,
    pub before: Vec<Advice>,
    pub after: Vec<Advice>,
}

/// What the patient is told, and for which days.
pub(super) struct Advice {
    pub days: String,
    pub text: String,
}

/// `GET /patients/{patient}/plan/sheet`
pub async fn sheet(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let current = chart.current()?;
    page(&SheetPage {
        shell: Shell::new(&visitor, "/patients", say("Plan")),
        head: PatientHead::new(&visitor, &chart, "/plan"),
        urgent: visitor.clinic.urgent.clone(),
        visits: rows::all(&visitor, current),
        cares: cares(current, visitor.today()),
        today: day(visitor.today()),
    })
    .map(IntoResponse::into_response)
}

/// Care with its days around every session that has a day; in general when none has.
pub(super) fn cares(current: &Current, today: Date) -> Vec<Around> {
    let visits = current.course.plan.visits(&current.protocol);
    let dated: Vec<Around> = visits
        .iter()
        .filter_map(|planned| around(current, planned, today))
        .collect();
    if !dated.is_empty() {
        return dated;
    }
    let of = |when: When| advice(current, when, |care| Some(in_general(care)));
    vec![Around {
        title: say("Every session").to_owned(),
        before: of(When::Before),
        after: of(When::After),
    }]
}

fn around(current: &Current, planned: &PlannedVisit, today: Date) -> Option<Around> {
    let booked = current.course.plan.booked(planned.visit).map(|(_, on)| on);
    let on = match (planned.visit, planned.state) {
        (Visit::Session(_), VisitState::Kept(on)) => on,
        (Visit::Session(_), VisitState::Booked(_)) => booked?,
        _ => return None,
    };
    // What is over need not be read any more.
    let of = |when: When| {
        advice(current, when, |care| {
            let [from, through] = days(care, on);
            (through >= today).then(|| {
                if from == through {
                    day(from)
                } else {
                    say_with("{from} to {to}", &[("from", &day(from)), ("to", &day(through))])
                }
            })
        })
    };
    let (before, after) = (of(When::Before), of(When::After));
    let title = format!("{}, {}", words::visit(planned.visit), day(on));
    (!before.is_empty() || !after.is_empty()).then_some(Around { title, before, after })
}

fn advice(current: &Current, when: When, days: impl Fn(&Care) -> Option<String>) -> Vec<Advice> {
    let cares = current.protocol.care().iter().filter(|care| care.when == when);
    cares
        .filter_map(|care| {
            Some(Advice {
                days: days(care)?,
                text: care.text.to_string(),
            })
        })
        .collect()
}

/// The first and the last day of care around a session on a day.
fn days(care: &Care, on: Date) -> [Date; 2] {
    let [from, through] = care.days.map(|days| i64::from(days).days());
    match care.when {
        When::Before => [on.saturating_sub(through), on.saturating_sub(from)],
        When::After => [on.saturating_add(from), on.saturating_add(through)],
    }
}

/// The days in words, around a session that has no day yet.
fn in_general(care: &Care) -> String {
    let count = |days: u16| say_many("1 day", "{n} days", days.into());
    let [from, through] = care.days;
    let (near, far) = (count(from), count(through));
    match (care.when, from, through) {
        (_, 0, 0) => say("on the day").to_owned(),
        (When::Before, ..) if from == through => say_with("{days} before", &[("days", &near)]),
        (When::After, ..) if from == through => say_with("{days} after", &[("days", &near)]),
        (When::Before, 0, _) => say_with("from {days} before, through the day", &[("days", &far)]),
        (When::Before, ..) => say_with("from {from} to {to} before", &[("from", &far), ("to", &near)]),
        (When::After, 0, _) => say_with("from the day through {days} after", &[("days", &far)]),
        (When::After, ..) => say_with("from {from} through {to} after", &[("from", &near), ("to", &far)]),
    }
}
