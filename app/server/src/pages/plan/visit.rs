//! One visit: when it should be, its booking, and what can be done about it.

use super::change::seen;
use super::planned;
use super::rows::{self, Row};
use crate::chart::{Chart, Current};
use crate::clock;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::{course_texts, say_many};
use crate::shell::{Done, PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use relief_course::{Action, PlanError, PlannedVisit, Slot, Visit, VisitState};

/// Minutes that are proposed for a treatment with its anaesthetic, and for any other visit.
const SESSION_MINUTES: u16 = 90;
const OTHER_MINUTES: u16 = 30;

#[derive(Template)]
#[template(path = "visit.html")]
struct VisitPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    row: Row,
    seen: usize,
    is_kept: bool,
    is_booked: bool,
    /// Its time has come, so that the patient can have missed it.
    has_begun: bool,
    /// Why it cannot be booked yet.
    obstacle: Option<String>,
    /// How often the patient did not come, in words; empty for never.
    missed: String,
    may_defer: bool,
    /// Where what is done at the visit is written down, which also notes that it took place.
    written_at: Option<String>,
    /// Somebody else is booked at the time asked for.
    is_crowded: bool,
}

/// `GET /patients/{patient}/plan/{visit}`
pub async fn show(
    visitor: Visitor,
    chart: Chart,
    Path((_, code)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let visit = planned(chart.current()?, &code)?;
    render(&visitor, &chart, &visit, Form::default(), false, &done).await
}

pub(super) async fn render(
    visitor: &Visitor,
    chart: &Chart,
    planned: &PlannedVisit,
    mut form: Form,
    is_crowded: bool,
    done: &Done,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let PlannedVisit { visit, state, .. } = *planned;
    if form.typed().all("on").is_empty() {
        propose(visitor, current, planned, &mut form).await?;
    }
    let row = rows::row(visitor, current, planned);
    page(&VisitPage {
        shell: Shell::new(visitor, "/patients", row.title.as_str()).done(done),
        head: PatientHead::new(visitor, chart, "/plan"),
        form,
        row,
        seen: seen(current),
        is_kept: matches!(state, VisitState::Kept(_)),
        is_booked: matches!(state, VisitState::Booked(_)),
        has_begun: matches!(state, VisitState::Booked(slot) if slot.start <= visitor.now()),
        obstacle: obstacle(visitor, current, visit),
        missed: missed(current.course.plan.times_missed(visit)),
        may_defer: chart.permits(visitor, Action::DeferVisit),
        written_at: matches!(visit, Visit::Session(_)).then(|| chart.path("/session")),
        is_crowded,
    })
    .map(IntoResponse::into_response)
}

fn missed(times: usize) -> String {
    match times {
        0 => String::new(),
        _ => say_many(
            "The patient did not come once.",
            "The patient did not come {n} times.",
            times,
        ),
    }
}

/// Fills in the first free time in the visit's window.
async fn propose(
    visitor: &Visitor,
    current: &Current,
    planned: &PlannedVisit,
    form: &mut Form,
) -> Result<(), Failure> {
    let calendar = &visitor.clinic.calendar;
    let minutes = match planned.state {
        VisitState::Booked(slot) => slot.minutes,
        _ if matches!(planned.visit, Visit::Session(_)) => SESSION_MINUTES,
        _ => OTHER_MINUTES,
    };
    let taken = visitor.repository().booked(visitor.now(), Timestamp::MAX).await?;
    let plan = &current.course.plan;
    if let Some(slot) = plan.propose(
        &current.protocol,
        calendar,
        planned.visit,
        minutes,
        &taken,
        visitor.now(),
    ) {
        form.put("on", calendar.zone().date(slot.start).to_string());
        form.put("at", clock::time(calendar.zone(), slot.start));
    }
    form.put("minutes", minutes.to_string());
    Ok(())
}

/// What stands against any booking of a visit, whatever its time: the rules are asked with a time of no matter.
fn obstacle(visitor: &Visitor, current: &Current, visit: Visit) -> Option<String> {
    let now = visitor.now();
    let slot = Slot {
        start: now,
        minutes: OTHER_MINUTES,
    };
    let tried =
        current
            .course
            .plan
            .clone()
            .book(&current.protocol, &visitor.clinic.calendar, visit, slot, now);
    match tried {
        Err(error @ PlanError::OutOfOrder { .. }) => Some((course_texts().plan_error)(&error)),
        _ => None,
    }
}
