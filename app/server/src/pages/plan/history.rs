//! What happened to the plan.

use crate::chart::Current;
use crate::clock;
use crate::language::{day, say, say_with, text};
use crate::words::{self, verdict};
use relief_course::{ClinicZone, PlanChange, Visit};

/// Something that happened.
pub(super) struct Past {
    pub at: String,
    pub what: String,
    pub why: String,
}

/// What happened, newest first.
pub(super) fn of(zone: &ClinicZone, current: &Current) -> Vec<Past> {
    let events = current.course.plan.events().iter().rev();
    events
        .map(|event| {
            let (what, why) = words(zone, &event.what);
            Past {
                at: clock::moment(zone, event.at),
                what,
                why,
            }
        })
        .collect()
}

fn words(zone: &ClinicZone, change: &PlanChange) -> (String, String) {
    let about = |words, visit: &Visit| say_with(words, &[("visit", &words::visit(*visit))]);
    let when = |words, visit: &Visit, when: &str| {
        say_with(words, &[("visit", &words::visit(*visit)), ("when", &when)])
    };
    match change {
        PlanChange::Booked { visit, slot, .. } => {
            let at = format!("{} {}", day(zone.date(slot.start)), clock::span(zone, *slot));
            (
                when(text("{visit} was booked for {when}."), visit, &at),
                String::new(),
            )
        }
        PlanChange::Missed { visit } => (
            about(text("{visit}: the patient did not come."), visit),
            String::new(),
        ),
        PlanChange::Cancelled { visit, reason } => {
            (about(text("{visit} was cancelled."), visit), reason.to_string())
        }
        PlanChange::Deferred { visit, until, reason } => (
            when(text("{visit} was put off until {when}."), visit, &day(*until)),
            reason.to_string(),
        ),
        PlanChange::Kept { visit, on } => (
            when(text("{visit} took place on {when}."), visit, &day(*on)),
            String::new(),
        ),
        PlanChange::OptionalDecided {
            after,
            measured,
            go,
            by,
            reason,
            ..
        } => {
            let words = if *go {
                text("One more session was decided on after {sessions}, by {person}. Measured: {verdict}.")
            } else {
                text("No further session was decided on after {sessions}, by {person}. Measured: {verdict}.")
            };
            let (measured, _) = verdict(*measured);
            let decided = say_with(
                words,
                &[("sessions", after), ("person", &by.name), ("verdict", &measured)],
            );
            (decided, reason.to_string())
        }
        PlanChange::SessionsEnded { reason } => {
            (say("The sessions were ended.").to_owned(), reason.to_string())
        }
    }
}
