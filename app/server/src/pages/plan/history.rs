//! What happened to the plan.

use crate::chart::Current;
use crate::clock;
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
    let visit = |visit: &Visit| words::visit(*visit);
    match change {
        PlanChange::Booked { visit: of, slot, .. } => {
            let when = format!("{} {}", zone.date(slot.start), clock::span(zone, *slot));
            (format!("{} was booked for {when}.", visit(of)), String::new())
        }
        PlanChange::Missed { visit: of } => {
            (format!("{}: the patient did not come.", visit(of)), String::new())
        }
        PlanChange::Cancelled { visit: of, reason } => {
            (format!("{} was cancelled.", visit(of)), reason.to_string())
        }
        PlanChange::Deferred {
            visit: of,
            until,
            reason,
        } => (
            format!("{} was put off until {until}.", visit(of)),
            reason.to_string(),
        ),
        PlanChange::Kept { visit: of, on } => (format!("{} took place on {on}.", visit(of)), String::new()),
        PlanChange::OptionalDecided {
            after,
            measured,
            go,
            by,
            reason,
            ..
        } => {
            let decided = if *go {
                "One more session was decided on"
            } else {
                "No further session was decided on"
            };
            let (measured, _) = verdict(*measured);
            (
                format!("{decided} after {after}, by {}. Measured: {measured}.", by.name),
                reason.to_string(),
            )
        }
        PlanChange::SessionsEnded { reason } => ("The sessions were ended.".to_owned(), reason.to_string()),
    }
}
