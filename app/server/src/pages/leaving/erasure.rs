//! A patient asks for everything to be deleted, and the practice answers.

use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{day, say};
use crate::shell::{Done, PatientHead, Shell, go, page};
use crate::why;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use relief_course::Action;
use relief_store::{Addition, Erasure, ErasureEnd, Versioned};

#[derive(Template)]
#[template(path = "erasure.html")]
struct ErasurePage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    last: Option<Asked>,
    /// The patient, with no wish that waits.
    may_ask: bool,
    may_withdraw: bool,
    may_answer: bool,
}

/// A wish as the page tells it.
struct Asked {
    on: String,
    due: String,
    words: String,
    /// Who kept the record, when, and why.
    kept: Option<[String; 3]>,
    withdrawn_on: Option<String>,
    waits: bool,
}

/// The day by which a wish must be answered: one month after it was received (GDPR, article 12, paragraph 3).
pub fn due(asked_on: Date) -> Date {
    asked_on.saturating_add(1.month())
}

/// The wish that waits for an answer.
pub fn waiting(chart: &Chart) -> Option<&Versioned<Erasure>> {
    chart.erasure.as_ref().filter(|asked| asked.value.end.is_none())
}

/// `GET /patients/{patient}/erasure`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default(), &done)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let waits = waiting(chart).is_some();
    let own = chart.permits(visitor, Action::AskErasure);
    page(&ErasurePage {
        shell: Shell::new(visitor, "/patients", say("Deletion")).done(done),
        head: PatientHead::new(visitor, chart, "/erasure"),
        form,
        last: chart.erasure.as_ref().map(|last| asked(visitor, &last.value)),
        may_ask: own && !waits,
        may_withdraw: own && waits,
        may_answer: waits && chart.permits(visitor, Action::DeletePatient),
    })
    .map(IntoResponse::into_response)
}

fn asked(visitor: &Visitor, erasure: &Erasure) -> Asked {
    let zone = visitor.clinic.calendar.zone();
    let on = zone.date(erasure.asked_at);
    let (kept, withdrawn_on) = match &erasure.end {
        Some(ErasureEnd::Kept { because, signature }) => {
            let answered_on = day(zone.date(signature.at));
            let kept = [signature.name.to_string(), answered_on, because.to_string()];
            (Some(kept), None)
        }
        Some(ErasureEnd::Withdrawn { at }) => (None, Some(day(zone.date(*at)))),
        None => (None, None),
    };
    Asked {
        on: day(on),
        due: day(due(on)),
        words: erasure
            .words
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        kept,
        withdrawn_on,
        waits: erasure.end.is_none(),
    }
}

/// `POST /patients/{patient}/erasure`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let words = form.maybe_note("words");
    // Pressed twice, it is asked for once.
    if waiting(&chart).is_some() || !form.is_sound() {
        return render(&visitor, &chart, form, &Done::default());
    }
    let wish = Erasure {
        asked_at: visitor.now(),
        words,
        end: None,
    };
    write(&app, &visitor, &chart, &wish).await?;
    Ok(go(&chart.path("/erasure"), "erasure").into_response())
}

/// `POST /patients/{patient}/erasure/withdraw`
pub async fn withdraw(State(app): State<App>, visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let end = ErasureEnd::Withdrawn { at: visitor.now() };
    end_wish(&app, &visitor, &chart, end).await?;
    Ok(go(&chart.path("/erasure"), "erasure_withdrawn").into_response())
}

/// `POST /patients/{patient}/erasure/answer`: the record is kept, and the patient is told why.
pub async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let Some(because) = form.note("because") else {
        return render(&visitor, &chart, form, &Done::default());
    };
    let signature = visitor.signature();
    end_wish(&app, &visitor, &chart, ErasureEnd::Kept { because, signature }).await?;
    Ok(go(&chart.path("/erasure"), "erasure_answered").into_response())
}

async fn end_wish(app: &App, visitor: &Visitor, chart: &Chart, end: ErasureEnd) -> Result<(), Failure> {
    let waiting = waiting(chart).ok_or(Failure::Stale)?;
    let ended = Erasure {
        end: Some(end),
        ..waiting.value.clone()
    };
    write(app, visitor, chart, &ended).await
}

/// Writes how the wish stands: a patient has one record of it, and each step is a version.
async fn write(app: &App, visitor: &Visitor, chart: &Chart, wish: &Erasure) -> Result<(), Failure> {
    let why = why::entered()?;
    match &chart.erasure {
        None => chart.keep(visitor, &[Addition::new(None, wish)?], &why).await?,
        Some(last) => {
            let repository = visitor.repository();
            repository
                .correct(chart.patient, last.record, last.version, wish, &why)
                .await?;
        }
    }
    agenda::refresh(app, visitor, chart.patient).await;
    Ok(())
}
