//! Changing the plan: a copy is changed by the rules, and the event that it then has more is kept.

use crate::agenda;
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::shell::go;
use crate::why;
use axum::response::{IntoResponse, Response};
use relief_course::{Plan, PlanError};
use relief_store::Addition;

/// The field of every form that says which state of the plan its page showed.
pub(super) const SEEN: &str = "seen";

/// How far the plan is: its events are only ever added.
pub(super) fn seen(current: &Current) -> usize {
    current.course.plan.events().len()
}

/// The plan as it is after a change; what stands against it is noted in the form.
pub(super) fn changed(
    current: &Current,
    form: &mut Form,
    change: impl FnOnce(&mut Plan) -> Result<(), PlanError>,
) -> Option<Plan> {
    if form.typed().one(SEEN) != seen(current).to_string() {
        form.refuse(say("Somebody changed this plan since you opened the page. This is how it is now; look whether you still want your change."));
        return None;
    }
    let mut plan = current.course.plan.clone();
    match change(&mut plan) {
        Ok(()) => Some(plan),
        Err(error) => {
            blame(form, &error);
            None
        }
    }
}

/// Says what is wrong beside the field where it can be put right, if there is one.
fn blame(form: &mut Form, error: &PlanError) {
    let words = (course_texts().plan_error)(error);
    let is_about_time = matches!(
        error,
        PlanError::TooEarly { .. } | PlanError::Closed(_) | PlanError::InThePast | PlanError::Overlaps { .. }
    );
    if is_about_time && !form.typed().all("on").is_empty() {
        form.fault("on", words);
    } else {
        form.refuse(words);
    }
}

/// Keeps what a changed plan has more, and goes back to the plan.
pub(super) async fn keep(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    plan: &Plan,
    done: &str,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let event = plan
        .events()
        .last()
        .ok_or_else(|| Failure::Internal("a change left no event".to_owned()))?;
    let kept = [Addition::new(Some(current.record), event)?];
    chart.keep(visitor, &kept, &why::entered()?).await?;
    agenda::refresh(app, visitor, chart.patient).await;
    Ok(go(&chart.path("/plan"), done).into_response())
}
