//! Signing a session: the gate once more, the rules, what is unusual, and the visit that took place.

use super::write::Sent;
use super::{gate, problems};
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::Typed;
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with};
use crate::shell::go;
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::{PlanChange, PlanEvent, Session, SessionDraft, Visit};
use relief_store::Addition;

/// `POST /patients/{patient}/session/sign`
pub async fn sign(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut sent = Sent::new(&app, visitor, chart, typed).await?;
    let Some(draft) = sent.draft() else {
        return sent.again(Vec::new());
    };
    let chart = sent.chart.clone();
    let current = chart.current()?;
    if let Some(version) = current
        .draft(sent.number)
        .map(|before| before.version)
        .filter(|seen| *seen != sent.seen)
    {
        return sent.stale(version);
    }
    let flags = problems::flags(&current.protocol, &draft);
    check_gate(&mut sent, &draft).await?;
    let signed = draft.sign(&current.protocol, sent.visitor.signature());
    let session = match signed {
        Ok(session) => session,
        Err(found) => {
            problems::place(&mut sent.form, &found);
            return sent.again(flags);
        }
    };
    let taken_place = takes_place(&mut sent, current, &session);
    problems::are_confirmed(&mut sent.form, &flags);
    match taken_place.filter(|_| sent.form.is_sound()) {
        Some(event) => add(&app, &sent, current, &session, &event).await,
        None => sent.again(flags),
    }
}

/// What must not stand against a session when it is signed. One of an earlier day is judged by that day.
async fn check_gate(sent: &mut Sent, draft: &SessionDraft) -> Result<(), Failure> {
    let of_today = draft.on == sent.visitor.today();
    let at = draft
        .ended_at
        .filter(|_| !of_today)
        .unwrap_or_else(|| sent.visitor.now());
    match gate::ask(&sent.visitor, &sent.chart, at).await? {
        Ok(permit) if permit.number == sent.number => {}
        Ok(permit) => sent.form.refuse(say_with(
            "The next session is session {number}.",
            &[("number", &permit.number)],
        )),
        Err(obstacles) => {
            sent.form.refuse(say(
                "It can be kept as a draft; it cannot be signed while this stands against it:",
            ));
            obstacles
                .into_iter()
                .for_each(|obstacle| sent.form.refuse(obstacle.what));
        }
    }
    Ok(())
}

/// The plan's event that the session took place, on the session's own day; the problem stands in the form.
fn takes_place(sent: &mut Sent, current: &Current, session: &Session) -> Option<PlanEvent> {
    let mut plan = current.course.plan.clone();
    let visit = Visit::Session(session.number);
    if let Err(error) = plan.keep(
        &current.protocol,
        &sent.visitor.clinic.calendar,
        visit,
        session.signature.at,
    ) {
        sent.form.refuse((course_texts().plan_error)(&error));
        return None;
    }
    let at = plan.events().last()?.at;
    Some(PlanEvent {
        at,
        what: PlanChange::Kept {
            visit,
            on: session.on,
        },
    })
}

async fn add(
    app: &App,
    sent: &Sent,
    current: &Current,
    session: &Session,
    event: &PlanEvent,
) -> Result<Response, Failure> {
    let within = Some(current.record);
    let signed = [Addition::new(within, session)?, Addition::new(within, event)?];
    sent.chart
        .keep(&sent.visitor, &signed, &why::line("signed")?)
        .await?;
    crate::agenda::refresh(app, &sent.visitor, sent.chart.patient).await;
    Ok(go(
        &sent.chart.path(&format!("/sessions/{}", session.number)),
        "signed",
    )
    .into_response())
}
