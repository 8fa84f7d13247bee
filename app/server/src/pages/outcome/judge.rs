//! Judging the outcome.

use super::build::{Chosen, outcome};
use super::render;
use crate::agenda;
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::measured::Measured;
use crate::shell::{Done, go};
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use relief_course::grading::Grading;
use relief_course::{PlanEvent, Visit, VisitState};
use relief_store::{Addition, RecordId};

/// The judgement or follow-up whose time has come and that did not take place yet.
pub(super) fn due(current: &Current, today: Date) -> Option<Visit> {
    let visits = current.course.plan.visits(&current.protocol).into_iter();
    let due = |planned: &relief_course::PlannedVisit| {
        let is_judgement = !matches!(planned.visit, Visit::Session(_));
        let is_open = !matches!(planned.state, VisitState::Kept(_));
        is_judgement && is_open && planned.window.firm && planned.window.earliest <= today
    };
    visits
        .filter(due)
        .min_by_key(|planned| planned.window.earliest)
        .map(|planned| planned.visit)
}

/// `POST /patients/{patient}/outcome`
pub async fn judge(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let chosen = chosen(&chart, current, &form)?;
    let zone = visitor.clinic.calendar.zone();
    let judged = match outcome(current, zone, visitor.today(), chosen) {
        Ok(judged) => judged,
        Err(problem) => {
            form.fault("measured", problem);
            return render(&visitor, &chart, form, &Done::default());
        }
    };
    let within = Some(current.record);
    let mut kept = vec![Addition::new(within, &judged)?];
    if let Some(event) = keeps(&visitor, current) {
        kept.push(Addition::new(within, &event)?);
    }
    chart.keep(&visitor, &kept, &why::entered()?).await?;
    agenda::refresh(&app, &visitor, chart.patient).await;
    Ok(go(&chart.path("/outcome"), "judged").into_response())
}

/// The judgement is also the visit that was due for it, if the plan lets it take place today.
fn keeps(visitor: &Visitor, current: &Current) -> Option<PlanEvent> {
    let visit = due(current, visitor.today())?;
    let mut plan = current.course.plan.clone();
    plan.keep(&current.protocol, &visitor.clinic.calendar, visit, visitor.now())
        .ok()?;
    plan.events().last().cloned()
}

fn chosen(chart: &Chart, current: &Current, form: &Form) -> Result<Chosen, Failure> {
    let ids = ids(form, "measured")?;
    let measured: Vec<Measured> = Measured::all(chart)
        .into_iter()
        .filter(|measured| ids.contains(&measured.record))
        .collect();
    if measured.len() != ids.len() {
        return Err(Failure::NotFound);
    }
    Ok(Chosen {
        measured,
        grades_before: grades(current, form, "grades_before")?,
        grades_after: grades(current, form, "grades_after")?,
    })
}

fn grades(current: &Current, form: &Form, name: &str) -> Result<Vec<Grading>, Failure> {
    let find = |id| {
        let found = current.gradings.iter().find(|grading| grading.record == id);
        found
            .map(|grading| grading.value.clone())
            .ok_or(Failure::NotFound)
    };
    ids(form, name)?.into_iter().map(find).collect()
}

fn ids(form: &Form, name: &str) -> Result<Vec<RecordId>, Failure> {
    let mut ids: Vec<RecordId> = form
        .typed()
        .all(name)
        .iter()
        .map(|id| id.parse().map_err(|_| Failure::NotFound))
        .collect::<Result<_, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
