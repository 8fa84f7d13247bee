//! What a patient answers and signs on the practice's tablet.

use super::render;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed, code};
use crate::guard::{KIOSK, Visitor};
use crate::pages::{candidacy, consent};
use crate::practice;
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use relief_course::{Action, ConsentTo};
use std::collections::BTreeMap;

/// Whose account it is written under did not type it.
const BY_THE_PATIENT: &str = "entered by the patient on the practice's tablet";

/// `POST /kiosk/candidacy`. Nobody overrides an answer here, whatever the one who signed in may do.
pub async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    if !chart.permits(&visitor, Action::AnswerCandidacy) {
        return Err(Failure::Forbidden);
    }
    let protocol = &chart.current()?.protocol;
    let mut form = Form::of(typed);
    let Some(assessment) = candidacy::assessed(visitor.today(), protocol, &mut form, BTreeMap::new()) else {
        return render(&visitor, &chart, "", form).await;
    };
    candidacy::keep(&app, &visitor, &chart, &assessment, &why::line(BY_THE_PATIENT)?).await?;
    Ok(Redirect::to(KIOSK).into_response())
}

/// `POST /kiosk/consent`
pub async fn sign(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let to: ConsentTo = form.coded("to").ok_or(Failure::NotFound)?;
    let documents = consent::documents(&visitor).await?;
    let (text, _) = practice::current_form(&documents, to).ok_or(Failure::NotFound)?;
    let Some(event) = consent::signed(&visitor, &chart, &mut form, to, text)? else {
        return render(&visitor, &chart, &code(&to), form).await;
    };
    consent::keep(&app, &visitor, &chart, &event, &why::line(BY_THE_PATIENT)?).await?;
    Ok(Redirect::to(KIOSK).into_response())
}
