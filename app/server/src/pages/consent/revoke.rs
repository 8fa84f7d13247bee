//! Consent is taken back, with or without a reason.

use super::{documents, render, uses};
use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::course_texts;
use crate::shell::{Done, go};
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::{ConsentEvent, ConsentTo};
use relief_store::Addition;

/// `POST /patients/{patient}/consent/revoke`
pub async fn revoke(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let to: ConsentTo = form.coded("to").ok_or(Failure::NotFound)?;
    let reason = form.maybe_line(&uses::reason(to));
    let event = ConsentEvent::Revoked {
        to,
        signature: visitor.signature(),
        reason,
    };
    if let Err(error) = current.course.consents.clone().add(event.clone()) {
        form.refuse((course_texts().consent_error)(&error));
    }
    if !form.is_sound() {
        return render(
            &visitor,
            &chart,
            &documents(&visitor).await?,
            form,
            &Done::default(),
        );
    }
    let kept = [Addition::new(Some(current.record), &event)?];
    chart.keep(&visitor, &kept, &why::entered()?).await?;
    agenda::refresh(&app, &visitor, chart.patient).await;
    Ok(go(&chart.path("/consent"), "revoked").into_response())
}
