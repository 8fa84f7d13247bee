//! A patient's visits for the own calendar: an address that calendars ask again and again, and that tells times alone.

use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::say_with;
use crate::link::{self, Link, Says};
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use icalendar::{Calendar, Component, Event};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use relief_course::{Line, PersonId, Slot, VisitState};
use relief_store::{Account, ClinicId};
use serde::{Deserialize, Serialize};

/// Whose calendar.
#[derive(Serialize, Deserialize)]
pub struct Feed {
    account: PersonId,
    clinic: ClinicId,
}

impl Says for Feed {
    const PURPOSE: &'static str = "calendar";
}

/// The path of an account's calendar in a clinic. It opens nothing any more once the password is another one.
///
/// # Errors
/// None in practice: the ids can be written.
fn path(app: &App, account: &Account, clinic: ClinicId) -> Result<String, Failure> {
    let says = Feed {
        account: account.id.clone(),
        clinic,
    };
    let link = link::make(app, &says, &account.password)?;
    Ok(format!("/feeds/{link}.ics"))
}

/// The path of the visitor's own calendar.
///
/// # Errors
/// Whatever the store refuses.
pub async fn own(app: &App, visitor: &Visitor) -> Result<Option<String>, Failure> {
    let account = app.store().account(&visitor.person.id).await?;
    account
        .map(|(account, _)| path(app, &account, visitor.person.clinic))
        .transpose()
}

/// `GET /feeds/{link}`
pub async fn show(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Failure> {
    let link = Link::<Feed>::read(link.strip_suffix(".ics").ok_or(Failure::NotFound)?)?;
    let account = app.store().account(&link.says.account).await?;
    let (account, _) = account
        .filter(|(account, _)| account.enabled)
        .ok_or(Failure::NotFound)?;
    let feed = link.believed(&app, &account.password)?;
    let person = account.person_in(feed.clinic).ok_or(Failure::NotFound)?;
    let patient = person.own.ok_or(Failure::NotFound)?;
    let (clinic, _) = app.store().repository(person.clone()).clinic().await?;
    let (chart, logging) = Chart::read_while_logging(&app, &person, patient).await?;
    logging.await?;
    let visits = chart.current.as_ref().map_or_else(Vec::new, |current| {
        let planned = current.course.plan.visits(&current.protocol);
        let code = |visit| crate::visit_code::code(visit);
        let booked = planned.into_iter().filter_map(|planned| match planned.state {
            VisitState::Booked(slot) => Some((code(planned.visit), slot)),
            _ => None,
        });
        booked.collect()
    });
    let calendar = calendar(&clinic.name, &account.id, &visits, app.outside().clock.now());
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response())
}

/// The calendar as RFC 5545 has it. A title names the practice and nothing that is done there.
fn calendar(clinic: &Line, account: &PersonId, visits: &[(String, Slot)], now: Timestamp) -> String {
    let mut calendar = Calendar::new();
    calendar.name(clinic.as_str());
    for (code, slot) in visits {
        let mut event = Event::new();
        // The same event each time it is asked for, and nobody's id.
        let whose = blake3::hash(account.as_str().as_bytes()).to_hex();
        event
            .uid(&format!("{code}.{}@relief", &whose[..16]))
            .summary(&say_with("Appointment: {clinic}", &[("clinic", clinic)]))
            .add_property("DTSTAMP", instant(now))
            .add_property("DTSTART", instant(slot.start))
            .add_property("DTEND", instant(slot.end()));
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// An instant as RFC 5545 (3.3.5, form 2) has it.
fn instant(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_told_by_time_and_practice_alone() {
        let slot = Slot {
            start: "2026-03-30T07:30:00Z".parse().unwrap(),
            minutes: 45,
        };
        let clinic = Line::try_from("Haut, Haar & Ästhetik; am Dock").unwrap();
        let account = PersonId::try_from("id-pia").unwrap();
        let text = calendar(&clinic, &account, &[("session-2".to_owned(), slot)], slot.start);
        for line in [
            "BEGIN:VCALENDAR",
            "DTSTAMP:20260330T073000Z",
            "DTSTART:20260330T073000Z",
            "DTEND:20260330T081500Z",
            "SUMMARY:Appointment: Haut\\, Haar & Ästhetik\\; am Dock",
            "END:VCALENDAR",
        ] {
            assert!(text.split("\r\n").any(|told| told == line), "{line}: {text}");
        }
    }
}
