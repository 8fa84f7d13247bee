//! A session: whether it may begin, its form, and what was signed.

mod fill;
mod gate;
mod people;
mod problems;
mod read;
pub mod sign;
pub mod signed;
pub mod write;
mod zones;

use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with};
use crate::shell::{Done, PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use fill::EventNames;
use gate::Obstacle;
use jiff::civil::Date;
use people::People;
use relief_course::{Action, Endpoint, SessionDraft};
use relief_protocol::{NeedleLength, ScarType};
use serde::Deserialize;
use zones::ZonePart;

#[derive(Template)]
#[template(path = "session.html")]
struct SessionPage {
    shell: Shell,
    head: PatientHead,
    /// What stands against a session now.
    obstacles: Vec<Obstacle>,
    /// What to mind in one that may begin.
    cautions: Vec<String>,
    /// The form, for whoever may write it when there is a session to write.
    writing: Option<Writing>,
    /// There is a session to sign, and the visitor may do that.
    may_sign: bool,
    /// The sessions that were signed, newest first.
    signed: Vec<[String; 3]>,
}

/// The form with what may be chosen in it.
struct Writing {
    form: Form,
    number: u8,
    /// The version of the draft that the visitor saw; 0 for none.
    seen: u32,
    may_repeat: bool,
    zones: Vec<Choice>,
    parts: Vec<ZonePart>,
    scars: Vec<Choice>,
    passes: Vec<Choice>,
    endpoints: Vec<Choice>,
    people: Vec<Choice>,
    anaesthetics: Vec<Choice>,
    yes_no: Vec<Choice>,
    events: Vec<EventNames>,
    /// What is unusual and must be confirmed.
    flags: Vec<Choice>,
    endpoint_advice: String,
    technique_note: String,
    cream_hint: String,
    longest_mm: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    repeat: Option<u8>,
}

/// `GET /patients/{patient}/session`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Query(asked): Query<Asked>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let now = gate::ask(&visitor, &chart, visitor.now()).await?;
    let number = match &now {
        Ok(permit) => Some(permit.number),
        Err(_) => gate::unsigned(current),
    };
    let mut writing = None;
    if let Some(number) = number.filter(|_| chart.permits(&visitor, Action::WriteSession)) {
        let people = People::of(&app, &visitor, current).await?;
        let draft = begun(current, number, visitor.today(), asked.repeat.is_some());
        let mut form = fill::form(visitor.clinic.calendar.zone(), &current.protocol, &draft);
        if form.typed().one("operator").is_empty() && draft.zones.values().all(|zone| zone.operator.is_none())
        {
            form = preset(&form, "operator", visitor.person.id.as_str());
        }
        let seen = current.draft(number).map_or(0, |draft| draft.version);
        writing = Some(Writing::new(current, &people, form, number, seen));
    }
    render(&visitor, &chart, now, writing, &done)
}

/// What the form begins with.
fn begun(current: &Current, number: u8, today: Date, repeat: bool) -> SessionDraft {
    let last = current.sessions.last().filter(|_| repeat);
    match (current.draft(number), last) {
        (Some(draft), _) => draft.value.clone(),
        (None, Some(last)) => SessionDraft::repeating(&last.value, number, today),
        (None, None) => SessionDraft::new(number, today),
    }
}

/// The form with a value for a field that is empty.
fn preset(form: &Form, name: &str, value: &str) -> Form {
    let typed = form.typed();
    let kept = typed.names().filter(|other| *other != name);
    let pairs = kept.flat_map(|name| {
        typed
            .all(name)
            .iter()
            .map(move |value| (name.to_owned(), value.clone()))
    });
    Form::of(pairs.chain([(name.to_owned(), value.to_owned())]).collect())
}

fn render(
    visitor: &Visitor,
    chart: &Chart,
    now: Result<relief_course::Permit, Vec<Obstacle>>,
    writing: Option<Writing>,
    done: &Done,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let (obstacles, cautions) = match now {
        Ok(permit) => (
            Vec::new(),
            permit.cautions.into_iter().map(course_texts().caution).collect(),
        ),
        Err(obstacles) => (obstacles, Vec::new()),
    };
    page(&SessionPage {
        shell: Shell::new(visitor, "/patients", say("Session")).done(done),
        head: PatientHead::new(visitor, chart, "/session"),
        obstacles,
        cautions,
        writing,
        may_sign: chart.permits(visitor, Action::SignSession),
        signed: signed::rows(chart, current),
    })
    .map(IntoResponse::into_response)
}

impl Writing {
    fn new(current: &Current, people: &People, form: Form, number: u8, seen: u32) -> Self {
        let protocol = &current.protocol;
        let technique = protocol.technique();
        let [from, to] = technique.anaesthetic_minutes;
        let zone = |zone: relief_protocol::Zone| Choice::new(zone.name(), (course_texts().zone)(zone));
        Self {
            number,
            seen,
            may_repeat: seen == 0 && !current.sessions.is_empty(),
            zones: zones::treated(protocol).map(zone).collect(),
            parts: zones::parts(current, &form),
            scars: choices(&ScarType::ALL, |scar| (course_texts().scar_type)(scar).to_owned()),
            passes: zones::passes(protocol),
            endpoints: choices(&Endpoint::ALL, |endpoint| {
                (course_texts().endpoint)(endpoint).to_owned()
            }),
            people: people.choices(),
            anaesthetics: vec![
                Choice::new("none", say("None")),
                Choice::new("topical", say("Cream")),
            ],
            yes_no: vec![Choice::new("no", say("None")), Choice::new("yes", say("Yes"))],
            events: fill::events(&form),
            flags: Vec::new(),
            endpoint_advice: technique.endpoint.to_string(),
            technique_note: technique
                .note
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            cream_hint: say_with(
                "Usually left on for {from} to {to} minutes, and taken off completely before the first pass.",
                &[("from", &from), ("to", &to)],
            ),
            longest_mm: NeedleLength::MOST_MM.to_string(),
            form,
        }
    }
}
