//! Keeping a session as a draft, and signing it.

use super::gate::{self, Obstacle};
use super::people::People;
use super::read::Reader;
use super::{Writing, problems, render};
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::shell::{Done, go};
use crate::{clock, why};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::texts::ENGLISH;
use relief_course::{Permit, PlanChange, PlanEvent, Session, SessionDraft, Visit};
use relief_store::Error;

/// A form that was sent, with all that answers need.
struct Sent {
    visitor: Visitor,
    chart: Chart,
    people: People,
    form: Form,
    number: u8,
    /// The version of the draft that the visitor saw; 0 for none.
    seen: u32,
    now: Result<Permit, Vec<Obstacle>>,
}

impl Sent {
    async fn new(app: &App, visitor: Visitor, chart: Chart, typed: Typed) -> Result<Self, Failure> {
        let current = chart.current()?;
        let now = gate::ask(&visitor, &chart, visitor.now()).await?;
        let people = People::of(app, &visitor, current).await?;
        let number = typed.one("number").parse().map_err(|_| Failure::NotFound)?;
        let seen = typed.one("seen").parse().map_err(|_| Failure::NotFound)?;
        let mut form = Form::of(typed);
        // A draft was begun when nothing stood against it; without one, the session begins with this form.
        let begins = matches!(&now, Ok(permit) if permit.number == number);
        if current.session(number).is_some() {
            form.refuse(format!("Session {number} was signed meanwhile."));
        } else if !begins && current.draft(number).is_none() {
            form.refuse("This session may not begin now; what stands against it is said above.");
        }
        Ok(Self {
            visitor,
            chart,
            people,
            form,
            number,
            seen,
            now,
        })
    }

    fn draft(&mut self) -> Option<SessionDraft> {
        let (zone, today) = (self.visitor.clinic.calendar.zone(), self.visitor.today());
        Reader {
            form: &mut self.form,
            zone,
            people: &self.people,
            today,
        }
        .draft(self.number)
    }

    /// The page again, with everything that was typed.
    fn again(self, flags: Vec<Choice>) -> Result<Response, Failure> {
        let current = self.chart.current()?;
        let writing = Writing::new(current, &self.people, self.form, self.number, self.seen);
        let writing = Writing {
            flags,
            may_repeat: false,
            ..writing
        };
        render(
            &self.visitor,
            &self.chart,
            self.now,
            Some(writing),
            &Done::default(),
        )
    }

    /// Somebody else kept the draft meanwhile. The version that a further try replaces is the one named here.
    fn stale(mut self, found: u32) -> Result<Response, Failure> {
        let current = self.chart.current()?;
        let zone = self.visitor.clinic.calendar.zone();
        let when = current.draft(self.number).filter(|draft| draft.version == found);
        let when = when.map_or_else(String::new, |draft| {
            format!(" at {}", clock::moment(zone, draft.at))
        });
        self.form.refuse(format!(
            "Somebody else kept this draft{when}, after you opened it. Yours is below and is not kept yet. Open this \
             page in another window to look at theirs; keep yours again to put it in its place."
        ));
        self.seen = found;
        self.again(Vec::new())
    }
}

/// `POST /patients/{patient}/session`
pub async fn keep(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut sent = Sent::new(&app, visitor, chart, typed).await?;
    let Some(draft) = sent.draft() else {
        return sent.again(Vec::new());
    };
    let current = sent.chart.current()?;
    let (repository, patient) = (sent.visitor.repository(), sent.chart.patient);
    let kept = match current
        .draft(sent.number)
        .map(|before| (before.record, before.version))
    {
        Some((_, version)) if sent.seen != version => return sent.stale(version),
        Some((record, version)) => repository
            .correct(
                patient,
                record,
                version,
                &draft,
                &why::line("the draft was continued")?,
            )
            .await
            .map(|_| ()),
        None => repository
            .add(patient, Some(current.record), &draft, &why::entered()?)
            .await
            .map(|_| ()),
    };
    match kept {
        Ok(()) => Ok(go(&sent.chart.path("/session"), "draft").into_response()),
        Err(Error::Stale { found, .. }) => sent.stale(found),
        Err(error) => Err(error.into()),
    }
}

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
        Ok(permit) => sent
            .form
            .refuse(format!("The next session is session {}.", permit.number)),
        Err(obstacles) => {
            sent.form
                .refuse("It can be kept as a draft; it cannot be signed while this stands against it:");
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
        sent.form.refuse((ENGLISH.plan_error)(&error));
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
    let (repository, patient, within) = (
        sent.visitor.repository(),
        sent.chart.patient,
        Some(current.record),
    );
    // The session first: if the second writing is cut off, the page sends to the plan to mark the visit as kept.
    repository
        .add(patient, within, session, &why::line("signed")?)
        .await?;
    repository
        .add(patient, within, event, &why::line("the session was signed")?)
        .await?;
    Ok(go(
        &sent.chart.path(&format!("/sessions/{}", session.number)),
        "signed",
    )
    .into_response())
}
