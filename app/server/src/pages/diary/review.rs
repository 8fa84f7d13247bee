//! Alarming days that nobody has looked at, and a clinician's look at one.

use super::meaning::{Reason, reason};
use super::{Meant, Open, day, diary_of, path, render};
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::course_texts;
use crate::shell::{Done, go};
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use relief_course::{AlarmReview, Diary};

/// An alarming day that nobody has looked at since it was entered.
pub(super) struct Alarm {
    pub on: Date,
    pub reasons: Vec<Reason>,
    pub note: String,
    /// The name of the field for what was found.
    pub field: String,
}

impl Alarm {
    /// The day as people read it.
    pub fn day(&self) -> String {
        crate::language::day(self.on)
    }
}

pub(super) fn alarms(current: &Current, diary: &Diary) -> Vec<Alarm> {
    let open = diary.open_alarms(&current.protocol).into_iter();
    open.map(|(on, triage)| Alarm {
        on,
        reasons: triage
            .fired
            .iter()
            .map(|fired| reason(&current.protocol, fired))
            .collect(),
        note: day::entry(current, diary, on)
            .and_then(|entry| entry.value.note.as_ref())
            .map_or_else(String::new, ToString::to_string),
        field: field(on),
    })
    .collect()
}

/// Each alarm's form has a field of its own, so that every field on the page has its own id.
fn field(on: Date) -> String {
    format!("finding-{on}")
}

/// `POST /patients/{patient}/diary/review`
pub async fn review(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let meant = Meant::by(form.typed())?;
    let Meant { session, on } = meant;
    let diary = diary_of(current, session)?;
    let finding = form.note(&field(on));
    let review = finding.map(|finding| AlarmReview {
        on,
        by: visitor.signature(),
        finding,
    });
    if let Some(review) = &review
        && let Err(error) = diary.clone().review(review.clone())
    {
        form.refuse((course_texts().diary_error)(&error));
    }
    let (Some(review), true) = (review, form.is_sound()) else {
        let open = Open {
            review: form,
            ..meant.open(&app, &visitor, &chart).await?
        };
        return render(&visitor, &chart, Some(open), &Done::default());
    };
    let within = current.session(session).map(|session| session.record);
    visitor
        .repository()
        .add(chart.patient, within, &review, &why::entered()?)
        .await?;
    crate::agenda::refresh(&app, &visitor, chart.patient).await;
    Ok(go(&path(&chart, session, diary.day(on)), "reviewed").into_response())
}
