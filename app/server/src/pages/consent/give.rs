//! Consent is given: read, ticked and signed with a name.

use super::{documents, is_own, render, uses};
use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::practice;
use crate::shell::{Done, go};
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::{ConsentEvent, ConsentForm, ConsentTo, Line, Signature};
use relief_store::Addition;

/// `POST /patients/{patient}/consent`
pub async fn give(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let to: ConsentTo = form.coded("to").ok_or(Failure::NotFound)?;
    let documents = documents(&visitor).await?;
    let (text, _) = practice::current_form(&documents, to).ok_or(Failure::NotFound)?;
    let Some(event) = signed(&visitor, &chart, &mut form, to, text)? else {
        return render(&visitor, &chart, &documents, form, &Done::default());
    };
    keep(&app, &visitor, &chart, &event, &why::entered()?).await?;
    Ok(go(&chart.path("/consent"), "consent").into_response())
}

/// The consent in a form that was read, ticked and signed; `None` when it is not, or is none, which the form then says.
pub fn signed(
    visitor: &Visitor,
    chart: &Chart,
    form: &mut Form,
    to: ConsentTo,
    text: ConsentForm,
) -> Result<Option<ConsentEvent>, Failure> {
    if form.typed().one("seen") != text.hash.as_str() {
        let again = read_again(form, to);
        *form = again;
        return Ok(None);
    }
    let Some(event) = event(visitor, chart, form, to, text) else {
        return Ok(None);
    };
    if let Err(error) = chart.current()?.course.consents.clone().add(event.clone()) {
        form.refuse((course_texts().consent_error)(&error));
        return Ok(None);
    }
    Ok(Some(event))
}

/// Keeps a consent within the present course, if nothing else was written since the chart was read.
pub async fn keep(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    event: &ConsentEvent,
    why: &Line,
) -> Result<(), Failure> {
    let kept = [Addition::new(Some(chart.current()?.record), event)?];
    chart.keep(visitor, &kept, why).await?;
    agenda::refresh(app, visitor, chart.patient).await;
    Ok(())
}

/// Nobody signs a text that stood there a minute ago: the tick is taken out, the name stays.
fn read_again(form: &Form, to: ConsentTo) -> Form {
    let name = uses::name(to);
    let mut again = Form::filled([(name.as_str(), form.typed().one(&name).to_owned())]);
    again.refuse(say(
        "The practice changed this text since you opened the page. Please read it again.",
    ));
    again
}

fn event(
    visitor: &Visitor,
    chart: &Chart,
    form: &mut Form,
    to: ConsentTo,
    text: ConsentForm,
) -> Option<ConsentEvent> {
    let read = uses::read(to);
    if !form.is_ticked(&read) {
        form.fault(&read, say("Please read the text, then tick this."));
    }
    let name = if is_own(visitor, chart) {
        Some(visitor.name.clone())
    } else {
        form.line(&uses::name(to))
    };
    let name = name.filter(|_| form.is_sound())?;
    let signature = Signature {
        name,
        ..visitor.signature()
    };
    Some(ConsentEvent::Given {
        to,
        form: text,
        signature,
    })
}
