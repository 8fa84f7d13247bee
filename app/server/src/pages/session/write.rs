//! Reading a form that was sent, and keeping it as a draft.

use super::gate::{self, Obstacle};
use super::people::People;
use super::read::Reader;
use super::{Writing, render};
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{say, say_with};
use crate::shell::{Done, go};
use crate::{clock, why};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::{Permit, SessionDraft};
use relief_store::{Addition, Error};

/// A form that was sent, with all that answers need.
pub(super) struct Sent {
    pub visitor: Visitor,
    pub chart: Chart,
    pub people: People,
    pub form: Form,
    pub number: u8,
    /// The version of the draft that the visitor saw; 0 for none.
    pub seen: u32,
    pub now: Result<Permit, Vec<Obstacle>>,
}

impl Sent {
    pub async fn new(app: &App, visitor: Visitor, chart: Chart, typed: Typed) -> Result<Self, Failure> {
        let current = chart.current()?;
        let now = gate::ask(&visitor, &chart, visitor.now()).await?;
        let people = People::of(app, &visitor, current).await?;
        let number = typed.one("number").parse().map_err(|_| Failure::NotFound)?;
        let seen = typed.one("seen").parse().map_err(|_| Failure::NotFound)?;
        let mut form = Form::of(typed);
        // A draft was begun when nothing stood against it; without one, the session begins with this form.
        let begins = matches!(&now, Ok(permit) if permit.number == number);
        if current.session(number).is_some() {
            form.refuse(say_with(
                "Session {number} was signed meanwhile.",
                &[("number", &number)],
            ));
        } else if !begins && current.draft(number).is_none() {
            form.refuse(say(
                "This session may not begin now; what stands against it is said above.",
            ));
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

    pub fn draft(&mut self) -> Option<SessionDraft> {
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
    pub fn again(self, flags: Vec<Choice>) -> Result<Response, Failure> {
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
    pub fn stale(mut self, found: u32) -> Result<Response, Failure> {
        let current = self.chart.current()?;
        let zone = self.visitor.clinic.calendar.zone();
        let when = current.draft(self.number).filter(|draft| draft.version == found);
        let refused = match when {
            Some(draft) => say_with(
                "Somebody else kept this draft at {moment}, after you opened it. Yours is below and is not kept yet. Open this page in another window to look at theirs; keep yours again to put it in its place.",
                &[("moment", &clock::moment(zone, draft.at))],
            ),
            None => say(
                "Somebody else kept this draft, after you opened it. Yours is below and is not kept yet. Open this page in another window to look at theirs; keep yours again to put it in its place.",
            )
            .to_owned(),
        };
        self.form.refuse(refused);
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
        None => {
            let begun = [Addition::new(Some(current.record), &draft)?];
            repository
                .add_together(patient, sent.chart.revision, &begun, &why::entered()?)
                .await
        }
    };
    match kept {
        Ok(()) => Ok(go(&sent.chart.path("/session"), "draft").into_response()),
        Err(Error::Stale { found, .. }) => sent.stale(found),
        Err(error) => Err(error.into()),
    }
}
