//! A signed session, to read and to print.

use super::people::People;
use super::problems;
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::clock;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, day, decimal, say, say_with};
use crate::shell::{Done, PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use relief_course::{AdverseEvent, Anaesthetic, ClinicZone, Session, SessionDraft, ZoneDraft, ZoneTreatment};
use relief_protocol::Zone;
use relief_store::Versioned;

#[derive(Template)]
#[template(path = "session_signed.html")]
struct SignedPage {
    shell: Shell,
    head: PatientHead,
    number: u8,
    facts: Vec<[String; 2]>,
    zones: Vec<Treated>,
    events: Vec<Event>,
    note: String,
    /// What was unusual under its protocol.
    flags: Vec<String>,
    signature: String,
    version: u32,
    protocol: String,
    hash: String,
}

/// What was done in a zone, in words.
struct Treated {
    zone: &'static str,
    scars: String,
    needle: String,
    passes: u8,
    endpoint: &'static str,
    device: String,
    lot: String,
    operator: String,
    reason: String,
}

/// An adverse event in words.
struct Event {
    head: String,
    what: String,
    done: String,
    serious: bool,
}

/// `GET /patients/{patient}/sessions/{number}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, number)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let number: u8 = number.parse().map_err(|_| Failure::NotFound)?;
    let record = current.session(number).ok_or(Failure::NotFound)?;
    let session = &record.value;
    let people = People::of_session(&app, session).await?;
    let protocol = app
        .protocol(&visitor.repository(), &session.protocol.hash)
        .await?;
    let zone = visitor.clinic.calendar.zone();
    let signature = &session.signature;
    page(&SignedPage {
        shell: Shell::new(
            &visitor,
            "/patients",
            say_with("Session {number}", &[("number", &number)]),
        )
        .done(&done),
        head: PatientHead::new(&visitor, &chart, "/session"),
        number,
        facts: facts(zone, session),
        zones: session
            .zones
            .iter()
            .map(|(zone, treatment)| treated(*zone, treatment, &people))
            .collect(),
        events: session
            .adverse_events
            .iter()
            .map(|event| adverse(zone, event))
            .collect(),
        note: session
            .note
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        flags: problems::flags(&protocol, &as_draft(session))
            .into_iter()
            .map(|flag| flag.label)
            .collect(),
        signature: say_with(
            "Signed by {person} on {moment}",
            &[
                ("person", &signature.name),
                ("moment", &clock::moment(zone, signature.at)),
            ],
        ),
        version: record.version,
        protocol: say_with(
            "{protocol}, version {version}",
            &[
                ("protocol", &protocol.title()),
                ("version", &session.protocol.version),
            ],
        ),
        hash: session.protocol.hash.to_string(),
    })
    .map(IntoResponse::into_response)
}

/// The signed sessions, newest first: address, words, day.
pub(super) fn rows(chart: &Chart, current: &Current) -> Vec<[String; 3]> {
    let row = |session: &Versioned<Session>| {
        let session = &session.value;
        let zones: Vec<&str> = session
            .zones
            .keys()
            .map(|zone| (course_texts().zone)(*zone))
            .collect();
        let path = chart.path(&format!("/sessions/{}", session.number));
        [
            path,
            say_with(
                "Session {number}, {day}",
                &[("number", &session.number), ("day", &day(session.on))],
            ),
            zones.join(", "),
        ]
    };
    current.sessions.iter().rev().map(row).collect()
}

fn facts(zone: &ClinicZone, session: &Session) -> Vec<[String; 2]> {
    let label = |field: &str| (course_texts().session_field)(field).to_owned();
    let time = |at| clock::time(zone, at);
    let mut facts = vec![
        [say("Day").to_owned(), day(session.on)],
        [label("started_at"), time(session.started_at)],
        [label("ended_at"), time(session.ended_at)],
    ];
    match &session.anaesthetic {
        Anaesthetic::None => facts.push([label("anaesthetic"), say("none").to_owned()]),
        Anaesthetic::Topical {
            product,
            applied_at,
            removed_at,
        } => {
            facts.push([label("anaesthetic"), product.to_string()]);
            facts.push([label("applied_at"), time(*applied_at)]);
            facts.push([label("removed_at"), time(*removed_at)]);
        }
    }
    facts
}

fn treated(zone: Zone, treatment: &ZoneTreatment, people: &People) -> Treated {
    let scars: Vec<&str> = treatment
        .scars
        .iter()
        .map(|scar| (course_texts().scar_type)(*scar))
        .collect();
    Treated {
        zone: (course_texts().zone)(zone),
        scars: if scars.is_empty() {
            say("no scars").to_owned()
        } else {
            scars.join(", ")
        },
        needle: decimal(&treatment.needle_mm.to_string()),
        passes: treatment.passes,
        endpoint: (course_texts().endpoint)(treatment.endpoint),
        device: treatment.device.to_string(),
        lot: treatment.cartridge_lot.to_string(),
        operator: people.name(&treatment.operator).to_owned(),
        reason: treatment
            .reason_for_length
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
    }
}

fn adverse(zone: &ClinicZone, event: &AdverseEvent) -> Event {
    let place = event
        .zone
        .map_or_else(String::new, |zone| format!(", {}", (course_texts().zone)(zone)));
    Event {
        head: format!("{}{place}", clock::time(zone, event.at)),
        what: event.what.to_string(),
        done: event.done.as_ref().map_or_else(
            || say("Nothing was done.").to_owned(),
            |done| say_with("Done: {done}", &[("done", done)]),
        ),
        serious: event.serious,
    }
}

/// The draft that the session was, so that the rules can look at it again.
fn as_draft(session: &Session) -> SessionDraft {
    let part = |zone: &ZoneTreatment| ZoneDraft {
        scars: zone.scars.clone(),
        needle_mm: Some(zone.needle_mm),
        passes: Some(zone.passes),
        device: Some(zone.device.clone()),
        cartridge_lot: Some(zone.cartridge_lot.clone()),
        endpoint: Some(zone.endpoint),
        operator: Some(zone.operator.clone()),
        reason_for_length: zone.reason_for_length.clone(),
    };
    SessionDraft {
        number: session.number,
        on: session.on,
        started_at: Some(session.started_at),
        ended_at: Some(session.ended_at),
        anaesthetic: Some(session.anaesthetic.clone()),
        zones: session
            .zones
            .iter()
            .map(|(zone, treatment)| (*zone, part(treatment)))
            .collect(),
        adverse_events: Some(session.adverse_events.clone()),
        note: session.note.clone(),
    }
}
