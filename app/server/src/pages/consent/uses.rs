//! What consent is asked for, how it stands, and what happened to it.

use crate::chart::Current;
use crate::clock::moment;
use crate::form::code;
use crate::language::{course_texts, say, say_with};
use crate::practice;
use crate::words::capitalised;
use jiff::Timestamp;
use relief_course::{ClinicZone, ConsentEvent, ConsentState, ConsentTo};
use relief_store::Document;

/// A use that consent is asked for.
pub struct Use {
    pub code: String,
    pub title: String,
    pub state: String,
    /// How the state is marked.
    pub mark: &'static str,
    /// Who signed last, and what.
    pub signed: String,
    /// The text as it is now; `None` when the practice has none.
    pub text: Option<Text>,
    /// It was not given under the text as it is now.
    pub is_open: bool,
    /// It is given under some text, and can be taken back.
    pub holds: bool,
    /// The names of its fields.
    pub read: String,
    pub name: String,
    pub reason: String,
}

/// A text to sign.
pub struct Text {
    pub version: u32,
    pub hash: String,
    pub paragraphs: Vec<String>,
}

/// Something that happened.
pub(super) struct Past {
    pub at: String,
    pub what: String,
    pub by: String,
    pub more: String,
}

/// The names of a use's fields; each use has a form of its own on the same page.
pub(super) fn read(to: ConsentTo) -> String {
    format!("read.{}", code(&to))
}

pub(super) fn name(to: ConsentTo) -> String {
    format!("name.{}", code(&to))
}

pub(super) fn reason(to: ConsentTo) -> String {
    format!("reason.{}", code(&to))
}

/// Every use.
pub(super) fn all(zone: &ClinicZone, current: &Current, documents: &[Document], now: Timestamp) -> Vec<Use> {
    ConsentTo::ALL
        .map(|to| of(zone, current, documents, now, to))
        .into()
}

fn of(zone: &ClinicZone, current: &Current, documents: &[Document], now: Timestamp, to: ConsentTo) -> Use {
    let consents = &current.course.consents;
    let holds = consents.permits(to, now);
    let form = practice::current_form(documents, to);
    let state = form.as_ref().map(|(form, _)| consents.state(to, form, now));
    let signed = consents.events().iter().rev().find_map(|event| match event {
        ConsentEvent::Given {
            to: given,
            form,
            signature,
        } if *given == to && holds => {
            let at = moment(zone, signature.at);
            Some(say_with(
                "Version {version} was signed by {person} on {moment}.",
                &[
                    ("version", &form.version),
                    ("person", &signature.name),
                    ("moment", &at),
                ],
            ))
        }
        _ => None,
    });
    Use {
        code: code(&to),
        title: capitalised((course_texts().consent_to)(to)),
        state: state.map_or_else(
            || say("the practice has no text").to_owned(),
            |state| words(zone, state),
        ),
        mark: match state {
            Some(ConsentState::Given) => "good",
            Some(ConsentState::Revoked { .. }) => "bad",
            Some(ConsentState::Outdated { .. }) => "stop",
            Some(ConsentState::Never) | None => "",
        },
        signed: signed.unwrap_or_default(),
        text: form.map(|(form, document)| Text {
            version: form.version,
            hash: form.hash.to_string(),
            paragraphs: paragraphs(&document.text),
        }),
        is_open: state != Some(ConsentState::Given),
        holds,
        read: read(to),
        name: name(to),
        reason: reason(to),
    }
}

/// A state in words; the texts know no clinic's clock.
fn words(zone: &ClinicZone, state: ConsentState) -> String {
    match state {
        ConsentState::Revoked { at } => say_with("revoked on {moment}", &[("moment", &moment(zone, at))]),
        other => (course_texts().consent_state)(other),
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(ToOwned::to_owned).collect()
}

/// What happened, newest first.
pub(super) fn history(zone: &ClinicZone, current: &Current) -> Vec<Past> {
    let past = |event: &ConsentEvent| {
        let to = capitalised((course_texts().consent_to)(event.to()));
        let (what, by, more) = match event {
            ConsentEvent::Given { form, signature, .. } => (
                say_with("{use}: given", &[("use", &to)]),
                signature,
                say_with("version {version}", &[("version", &form.version)]),
            ),
            ConsentEvent::Revoked {
                signature, reason, ..
            } => (
                say_with("{use}: revoked", &[("use", &to)]),
                signature,
                reason.as_ref().map_or_else(String::new, ToString::to_string),
            ),
        };
        Past {
            at: moment(zone, event.at()),
            what,
            by: by.name.to_string(),
            more,
        }
    };
    current.course.consents.events().iter().rev().map(past).collect()
}
