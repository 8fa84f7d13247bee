//! What is due for a patient.

use crate::chart::Chart;
use crate::guard::Visitor;
use crate::language::{day, say_with};
use crate::words;
use relief_course::Due;

/// Something that is due.
pub struct Todo {
    /// In words.
    pub what: String,
    /// Where it is done.
    pub path: String,
    /// It cannot wait.
    pub urgent: bool,
}

/// What is due for this patient today, the most urgent first.
pub fn of(visitor: &Visitor, chart: &Chart) -> Vec<Todo> {
    let Some(current) = &chart.current else {
        return Vec::new();
    };
    let due = current.course.due(&current.protocol, visitor.today());
    due.into_iter().map(|due| todo(chart, &due)).collect()
}

fn todo(chart: &Chart, due: &Due) -> Todo {
    let (what, page, urgent) = match due {
        Due::Alarm { session, on } => (
            say_with(
                "The diary of {day}, after session {session}, is alarming. Nobody has looked at it yet.",
                &[("day", &day(*on)), ("session", session)],
            ),
            "/diary",
            true,
        ),
        Due::Visit { planned, late: false } => (
            say_with(
                "{visit} can be booked.",
                &[("visit", &words::visit(planned.visit))],
            ),
            "/plan",
            false,
        ),
        Due::Visit { planned, late: true } => (
            say_with("{visit} is overdue.", &[("visit", &words::visit(planned.visit))]),
            "/plan",
            true,
        ),
        Due::MoveBooking { visit: moved } => (
            say_with(
                "{visit} is booked too early and must be moved.",
                &[("visit", &words::visit(*moved))],
            ),
            "/plan",
            true,
        ),
        Due::DiaryEntry { session, on } => (
            say_with(
                "The diary of {day}, after session {session}, is missing.",
                &[("day", &day(*on)), ("session", session)],
            ),
            "/diary",
            false,
        ),
    };
    Todo {
        what,
        path: chart.path(page),
        urgent,
    }
}
