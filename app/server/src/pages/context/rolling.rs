//! Rolling at home: asked without blame, so that it is told.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, day, decimal, say};
use axum::response::Response;
use relief_course::HomeRolling;
use relief_protocol::NeedleLength;

pub(super) const ON: &str = "rolling.on";

/// Once of rolling at home, in words.
pub(super) struct Row {
    pub on: String,
    pub what: String,
    pub note: String,
    /// The needle is longer than the protocol advises at home.
    pub too_long: bool,
}

pub(super) fn rows(current: &Current) -> Vec<Row> {
    let mut all: Vec<&HomeRolling> = current.course.context.home_rolling.iter().collect();
    all.sort_by_key(|rolling| std::cmp::Reverse(rolling.on));
    all.into_iter().map(|rolling| row(current, rolling)).collect()
}

fn row(current: &Current, rolling: &HomeRolling) -> Row {
    let needle = rolling.needle_mm.map_or_else(
        || say("needle length not known").to_owned(),
        |length| decimal(&length.to_string()),
    );
    let device = rolling.device.as_ref().map(ToString::to_string);
    let zones: Vec<&str> = rolling
        .zones
        .iter()
        .map(|zone| (course_texts().zone)(*zone))
        .collect();
    let zones = (!zones.is_empty()).then(|| zones.join(", "));
    let what: Vec<String> = [Some(needle), device, zones].into_iter().flatten().collect();
    let longest = current.protocol.home_roller().warn_above_mm;
    Row {
        on: day(rolling.on),
        what: what.join("; "),
        note: rolling
            .note
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        too_long: rolling.needle_mm.is_some_and(|length| length > longest),
    }
}

/// `POST /patients/{patient}/context/rolling`
pub async fn keep(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let on = super::past(&mut form, ON, visitor.today());
    let mm = form.maybe_number(
        "rolling.needle_mm",
        NeedleLength::LEAST_MM..=NeedleLength::MOST_MM,
    );
    let device = form.maybe_line("rolling.device");
    let zones = form.ticked("rolling.zones");
    let note = form.maybe_note("rolling.note");
    let needle_mm = mm.and_then(|mm| NeedleLength::from_mm(mm).ok());
    match on.filter(|_| form.is_sound()) {
        Some(on) => {
            super::add(
                &visitor,
                &chart,
                &HomeRolling {
                    on,
                    needle_mm,
                    device,
                    zones,
                    note,
                },
            )
            .await
        }
        None => super::again(&visitor, &chart, form, "rolling"),
    }
}
