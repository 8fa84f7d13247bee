//! What else becomes of a visit: it takes place, is missed, cancelled or put off.

use super::change::{changed, keep as keep_change};
use super::planned;
use super::visit::render;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::shell::Done;
use axum::extract::{Path, State};
use axum::response::Response;
use relief_course::{Plan, Visit};

/// `POST /patients/{patient}/plan/{visit}/keep`
pub async fn keep(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, code)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let visit = planned(current, &code)?.visit;
    if matches!(visit, Visit::Session(_)) {
        // A treatment takes place when its record is signed, never without one.
        return Err(Failure::NotFound);
    }
    let (calendar, now) = (&visitor.clinic.calendar, visitor.now());
    let mut form = Form::of(typed);
    let plan = changed(current, &mut form, |plan| {
        plan.keep(&current.protocol, calendar, visit, now)
    });
    finish(&app, &visitor, &chart, &code, form, plan, "kept").await
}

/// `POST /patients/{patient}/plan/{visit}/miss`
pub async fn miss(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, code)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let visit = planned(current, &code)?.visit;
    let mut form = Form::of(typed);
    let plan = changed(current, &mut form, |plan| plan.miss(visit, visitor.now()));
    finish(&app, &visitor, &chart, &code, form, plan, "plan").await
}

/// `POST /patients/{patient}/plan/{visit}/cancel`
pub async fn cancel(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, code)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let visit = planned(current, &code)?.visit;
    let mut form = Form::of(typed);
    let plan = form.line("cancel").and_then(|reason| {
        changed(current, &mut form, |plan| {
            plan.cancel(visit, reason, visitor.now())
        })
    });
    finish(&app, &visitor, &chart, &code, form, plan, "plan").await
}

/// `POST /patients/{patient}/plan/{visit}/defer`
pub async fn defer(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, code)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let visit = planned(current, &code)?.visit;
    let mut form = Form::of(typed);
    let (until, reason) = (form.date("until"), form.line("defer"));
    let plan = until.zip(reason).and_then(|(until, reason)| {
        changed(current, &mut form, |plan| {
            plan.defer(&current.protocol, visit, until, reason, visitor.now())
        })
    });
    finish(&app, &visitor, &chart, &code, form, plan, "plan").await
}

/// Keeps the change, or shows the visit again with what stands against it.
async fn finish(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    code: &str,
    form: Form,
    plan: Option<Plan>,
    done: &str,
) -> Result<Response, Failure> {
    match plan {
        Some(plan) => keep_change(app, visitor, chart, &plan, done).await,
        None => {
            let visit = planned(chart.current()?, code)?;
            render(visitor, chart, &visit, form, false, &Done::default()).await
        }
    }
}
