//! Entering what an instrument read.

use super::readings;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with};
use axum::response::Response;
use relief_course::{InstrumentValue, Quantity};

pub(super) const ON: &str = "instrument.on";
const READINGS: &str = "instrument.readings";

pub(super) fn quantities() -> Vec<Choice> {
    let named = [
        ("firmness", Quantity::Firmness),
        ("melanin", Quantity::Melanin),
        ("erythema", Quantity::Erythema),
        ("thickness", Quantity::Thickness),
    ];
    let named = named
        .iter()
        .map(|(code, quantity)| Choice::new(*code, (course_texts().quantity)(quantity)));
    named
        .chain([Choice::new("other", say("something else"))])
        .collect()
}

fn quantity(form: &mut Form) -> Option<Quantity> {
    match form.typed().one("instrument.quantity") {
        "firmness" => Some(Quantity::Firmness),
        "melanin" => Some(Quantity::Melanin),
        "erythema" => Some(Quantity::Erythema),
        "thickness" => Some(Quantity::Thickness),
        "other" => form.line("instrument.other").map(Quantity::Other),
        _ => {
            form.fault("instrument.quantity", say("Please choose one."));
            None
        }
    }
}

/// `POST /patients/{patient}/context/instrument`
pub async fn keep(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    match value(&visitor, &mut form).filter(|_| form.is_sound()) {
        Some(value) => super::add(&visitor, &chart, &value).await,
        None => super::again(&visitor, &chart, form, "instrument"),
    }
}

fn value(visitor: &Visitor, form: &mut Form) -> Option<InstrumentValue> {
    let quantity = quantity(form);
    let device = form.line("instrument.device");
    let unit = form.line("instrument.unit");
    let zone = form.coded("instrument.zone");
    let on = super::past(form, ON, visitor.today());
    let read = readings::parse(form.typed().one(READINGS));
    let read = read
        .map_err(|wrong| {
            let problem = say_with("“{typed}” is not a number.", &[("typed", &wrong)]);
            form.fault(READINGS, problem);
        })
        .ok();
    let entered_by = visitor.person.id.clone();
    let value = InstrumentValue::new(quantity?, device?, unit?, zone?, on?, read?, entered_by);
    value
        .map_err(|error| form.fault(READINGS, (course_texts().readings_error)(&error)))
        .ok()
}
