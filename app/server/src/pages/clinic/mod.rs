//! The practice: its name, its clock, its hours, its protocols and texts of consent.

pub mod consents;
mod hours;
pub mod practices;
pub mod protocols;

use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use hours::{DAYS, Day};
use relief_course::{Calendar, ClinicZone, Line};
use relief_store::ClinicSettings;

#[derive(Template)]
#[template(path = "clinic.html")]
struct ClinicPage {
    shell: Shell,
    form: Form,
    zones: Vec<Choice>,
    days: &'static [Day; 7],
}

/// `GET /clinic`
pub async fn show(visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Failure> {
    let ClinicSettings {
        name,
        calendar,
        urgent,
    } = &visitor.clinic;
    let mut form = Form::filled([
        ("name", name.to_string()),
        (
            "urgent",
            urgent.as_ref().map_or_else(String::new, Line::to_string),
        ),
        ("zone", calendar.zone().name().to_owned()),
        ("holidays", hours::holidays_text(calendar.holidays())),
        ("seen", visitor.clinic_version.to_string()),
    ]);
    for day in &DAYS {
        form.put(day.name, hours::openings_text(calendar.hours().on(day.weekday)));
    }
    render(&visitor, form, &done)
}

fn render(visitor: &Visitor, form: Form, done: &Done) -> Result<Response, Failure> {
    page(&ClinicPage {
        shell: Shell::new(visitor, "/clinic", say("Practice")).done(done),
        form,
        zones: zones(),
        days: &DAYS,
    })
    .map(IntoResponse::into_response)
}

/// Every time zone that the program knows.
fn zones() -> Vec<Choice> {
    jiff::tz::db()
        .available()
        .map(|name| Choice::new(name.as_str(), name.as_str()))
        .collect()
}

/// The time zone in a form.
fn zone(form: &mut Form) -> Option<ClinicZone> {
    let zone = ClinicZone::new(form.typed().one("zone")).ok();
    if zone.is_none() {
        form.fault("zone", say("Please choose the time zone of the practice."));
    }
    zone
}

/// `POST /clinic`
pub async fn change(visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let seen = form.parsed::<u32>("seen", say("The page is out of date; open it again."));
    let (Some(settings), Some(seen)) = (read(&mut form), seen) else {
        return render(&visitor, form, &Done::default());
    };
    visitor.repository().change_clinic(seen, &settings).await?;
    Ok(go("/clinic", "clinic").into_response())
}

fn read(form: &mut Form) -> Option<ClinicSettings> {
    let name = form.line("name");
    let urgent = form.maybe_line("urgent");
    let zone = zone(form);
    let holidays = hours::holidays(form);
    let hours = hours::week(form, zone.as_ref()?);
    let (name, zone, holidays, hours) = (name?, zone?, holidays?, hours?);
    match Calendar::new(zone, hours, holidays) {
        Ok(calendar) => Some(ClinicSettings {
            name,
            calendar,
            urgent,
        }),
        Err(error) => {
            form.refuse((course_texts().calendar_error)(&error));
            None
        }
    }
}
