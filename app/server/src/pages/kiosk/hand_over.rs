//! Handing the tablet to a patient.

use crate::account;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::{KIOSK, Visitor};
use crate::language::say;
use crate::pages::sign_in::again;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::Kiosk;
use std::ops::RangeInclusive;

/// How many digits a PIN has: with the tries that are granted, whoever guesses four of them is right once in two thousand.
const DIGITS: RangeInclusive<usize> = 4..=8;

#[derive(Template)]
#[template(path = "kiosk_hand_over.html")]
struct HandOverPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
}

/// `GET /patients/{patient}/kiosk`
pub async fn ask(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    chart.current()?;
    render(&visitor, &chart, Form::default())
}

fn render(visitor: &Visitor, chart: &Chart, form: Form) -> Result<Response, Failure> {
    page(&HandOverPage {
        shell: Shell::new(visitor, "/patients", say("Hand the tablet over")),
        head: PatientHead::new(visitor, chart, "/kiosk"),
        form,
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/{patient}/kiosk`: from here on this browser shows the patient's steps alone. It is given another token, so
/// that a page which is still open elsewhere in it leads nowhere.
pub async fn hand_over(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    chart.current()?;
    let mut form = Form::of(typed);
    let pin = form.typed().one("pin").to_owned();
    if !(DIGITS.contains(&pin.len()) && pin.bytes().all(|digit| digit.is_ascii_digit())) {
        form.fault("pin", say("Please choose four to eight digits."));
        return render(&visitor, &chart, form);
    }
    let mut handed = visitor.clone();
    handed.sign_in.kiosk = Some(Kiosk {
        patient: chart.patient,
        pin: account::hash(app.outside(), pin).await?,
        tries: 0,
    });
    again::sign_in_again(&app, &handed, visitor.person.clinic, Redirect::to(KIOSK)).await
}
