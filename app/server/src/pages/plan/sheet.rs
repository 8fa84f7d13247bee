//! The plan on paper, for the patient: when to come, and what to do before and after.

use super::rows::{self, Row};
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::guard::Visitor;
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
        shell: Shell::new(&visitor, "/patients", "Plan"),
        head: PatientHead::new(&visitor, &chart, "/plan"),
        urgent: visitor.clinic.urgent.clone(),
        visits: rows::all(&visitor, current),
        cares: cares(current, visitor.today()),
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
        title: "Every session".to_owned(),
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
                    from.to_string()
                } else {
                    format!("{from} to {through}")
                }
            })
        })
    };
    let (before, after) = (of(When::Before), of(When::After));
    let title = format!("{}, {on}", words::visit(planned.visit));
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
    let count = |days: u16| {
        if days == 1 {
            "1 day".to_owned()
        } else {
            format!("{days} days")
        }
    };
    let side = if care.when == When::Before {
        "before"
    } else {
        "after"
    };
    match (care.when, care.days) {
        (_, [0, 0]) => "on the day".to_owned(),
        (_, [from, through]) if from == through => format!("{} {side}", count(from)),
        (When::Before, [0, through]) => format!("from {} before, through the day", count(through)),
        (When::Before, [from, through]) => format!("from {} to {} before", count(through), count(from)),
        (When::After, [0, through]) => format!("from the day through {} after", count(through)),
        (When::After, [from, through]) => format!("from {} through {} after", count(from), count(through)),
    }
}
