//! Visits in words: when they should be, and how they stand.

use crate::chart::Current;
use crate::clock;
use crate::guard::Visitor;
use crate::language::{day, say, say_with};
use crate::visit_code;
use crate::words;
use jiff::civil::Date;
use relief_course::{ClinicZone, PlannedVisit, VisitState, Window};

/// A visit on a page.
pub(super) struct Row {
    /// Its code.
    pub code: String,
    pub title: String,
    /// When it should be.
    pub window: String,
    /// What its window counts from has not happened yet.
    pub is_tentative: bool,
    /// How it stands.
    pub state: String,
    /// How that is marked.
    pub mark: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// Every visit of a plan.
pub(super) fn all(visitor: &Visitor, current: &Current) -> Vec<Row> {
    let visits = current.course.plan.visits(&current.protocol);
    visits
        .iter()
        .map(|planned| row(visitor, current, planned))
        .collect()
}

/// A visit.
pub(super) fn row(visitor: &Visitor, current: &Current, planned: &PlannedVisit) -> Row {
    let is_kept = matches!(planned.state, VisitState::Kept(_));
    Row {
        code: visit_code::code(planned.visit),
        title: words::visit(planned.visit),
        window: window(planned.window),
        is_tentative: !planned.window.firm && !is_kept,
        state: state(visitor.clinic.calendar.zone(), planned),
        mark: if is_kept { "good" } else { "" },
        problem: problem(current, planned, visitor.today()),
    }
}

fn window(window: Window) -> String {
    match window.latest {
        // A deferral can hold a visit back beyond its window.
        Some(latest) if latest >= window.earliest => say_with(
            "{from} to {to}",
            &[("from", &day(window.earliest)), ("to", &day(latest))],
        ),
        _ => say_with("from {day}", &[("day", &day(window.earliest))]),
    }
}

fn state(zone: &ClinicZone, planned: &PlannedVisit) -> String {
    match planned.state {
        VisitState::Open => say("not booked").to_owned(),
        VisitState::Booked(slot) => {
            let when = format!("{} {}", day(zone.date(slot.start)), clock::span(zone, slot));
            say_with("booked for {when}", &[("when", &when)])
        }
        VisitState::Kept(on) => say_with("took place on {day}", &[("day", &day(on))]),
    }
}

fn problem(current: &Current, planned: &PlannedVisit, today: Date) -> &'static str {
    let PlannedVisit { visit, window, state } = *planned;
    let plan = &current.course.plan;
    match (state, plan.booked(visit)) {
        (VisitState::Kept(_), _) => "",
        (VisitState::Booked(_), _) if plan.displaced(&current.protocol).contains(&visit) => {
            say("too early now, must be moved")
        }
        (VisitState::Booked(_), Some((_, on))) if window.is_late(on) => say("later than advised"),
        (VisitState::Open, _) if window.firm && window.is_late(today) => say("overdue"),
        _ => "",
    }
}
