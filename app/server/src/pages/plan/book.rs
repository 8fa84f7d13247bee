//! A visit is booked, or its booking is moved.

use super::change::{changed, keep};
use super::planned;
use super::visit::render;
use crate::app::App;
use crate::chart::Chart;
use crate::clock;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::Done;
use axum::extract::{Path, State};
use axum::response::Response;
use relief_course::{PlannedVisit, Slot, VisitState};

/// The shortest and the longest appointment.
const MINUTES: std::ops::RangeInclusive<u16> = 5..=480;

/// `POST /patients/{patient}/plan/{visit}/book`
pub async fn book(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, code)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let visit = planned(current, &code)?;
    let mut form = Form::of(typed);
    let Some(slot) = slot(&visitor, &mut form) else {
        return render(&visitor, &chart, &visit, form, false, &Done::default()).await;
    };
    let (protocol, calendar, now) = (&current.protocol, &visitor.clinic.calendar, visitor.now());
    let plan = changed(current, &mut form, |plan| {
        plan.book(protocol, calendar, visit.visit, slot, now).map(|_| ())
    });
    let Some(plan) = plan else {
        return render(&visitor, &chart, &visit, form, false, &Done::default()).await;
    };
    // Two patients at a time are for the practice to decide: it may have two rooms.
    if !form.is_ticked("crowd") && is_crowded(&visitor, &visit, slot).await? {
        form.fault("at", say("Somebody else is booked at that time."));
        return render(&visitor, &chart, &visit, form, true, &Done::default()).await;
    }
    keep(&app, &visitor, &chart, &plan, "booked").await
}

fn slot(visitor: &Visitor, form: &mut Form) -> Option<Slot> {
    let on = form.date("on");
    let at = form.time("at");
    let minutes = form.number("minutes", MINUTES);
    match clock::instant(visitor.clinic.calendar.zone(), on?, at?) {
        Ok(start) => Some(Slot {
            start,
            minutes: minutes?,
        }),
        Err(unclear) => {
            form.fault("at", unclear.words());
            None
        }
    }
}

/// Whether another visit than this one shares the time.
async fn is_crowded(visitor: &Visitor, visit: &PlannedVisit, slot: Slot) -> Result<bool, Failure> {
    let mut taken = visitor.repository().booked(slot.start, slot.end()).await?;
    if let VisitState::Booked(own) = visit.state
        && let Some(place) = taken.iter().position(|taken| *taken == own)
    {
        taken.remove(place);
    }
    Ok(taken.into_iter().any(|taken| taken.overlaps(slot)))
}
