//! The practice's protocols: what they say, and new versions.

use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{self, course_texts, decimal, say, say_with};
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_protocol::{Key, NeedleRule, Protocol};
use relief_store::{Document, DocumentKind};
use std::fmt::Display;

#[derive(Template)]
#[template(path = "clinic_protocols.html")]
struct ProtocolsPage {
    shell: Shell,
    form: Form,
    protocols: Vec<Summary>,
    may_change: bool,
    may_manage: bool,
}

/// A protocol in short.
struct Summary {
    name: String,
    title: String,
    version: u32,
    kept_on: String,
    complaints: String,
    needles: Vec<Needle>,
    /// The versions before it: version and day.
    older: Vec<[String; 2]>,
}

/// A rule about needle lengths.
struct Needle {
    places: String,
    typical: String,
    warn_above: String,
    limit: String,
    sources: Vec<[String; 2]>,
}

/// Which protocol's text to begin with.
#[derive(serde::Deserialize)]
pub struct From {
    #[serde(default)]
    from: String,
}

/// `GET /clinic/protocols`
pub async fn show(
    visitor: Visitor,
    Query(from): Query<From>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let documents = visitor.repository().documents(DocumentKind::Protocol).await?;
    let text = latest(&documents).find(|document| document.name.as_str() == from.from);
    let form = Form::filled(text.map(|document| ("text", document.text.clone())));
    render(&visitor, &documents, form, &done)
}

fn render(visitor: &Visitor, documents: &[Document], form: Form, done: &Done) -> Result<Response, Failure> {
    page(&ProtocolsPage {
        shell: Shell::new(visitor, "/clinic", say("Protocols")).done(done),
        form,
        protocols: latest(documents)
            .map(|document| summary(visitor, documents, document))
            .collect::<Result<_, _>>()?,
        may_change: visitor.may(Action::ChangeProtocol),
        may_manage: visitor.may(Action::ManageClinic),
    })
    .map(IntoResponse::into_response)
}

/// `POST /clinic/protocols`
pub async fn add(visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let documents = visitor.repository().documents(DocumentKind::Protocol).await?;
    let mut form = Form::of(typed);
    let text = plain(&form, "text");
    let Some(name) = read(&mut form, &text, &documents) else {
        return render(&visitor, &documents, form, &Done::default());
    };
    visitor
        .repository()
        .add_document(DocumentKind::Protocol, &name, &text)
        .await?;
    Ok(go("/clinic/protocols", "protocol").into_response())
}

/// A text as it was typed; browsers end lines their own way, and the hash is of the bytes.
pub(super) fn plain(form: &Form, name: &str) -> String {
    form.typed()
        .all(name)
        .first()
        .map_or_else(String::new, |text| text.replace("\r\n", "\n"))
}

/// The name of a protocol that may be kept.
fn read(form: &mut Form, text: &str, documents: &[Document]) -> Option<Key> {
    let protocol = match Protocol::parse(text) {
        Ok(protocol) => protocol,
        Err(error) => {
            form.fault(
                "text",
                say_with("This is no protocol yet: {error}.", &[("error", &error)]),
            );
            return None;
        }
    };
    let identity = protocol.identity();
    let before = latest(documents).find(|document| document.name == identity.name);
    let before = before
        .filter(|document| document.hash != identity.hash)
        .and_then(|old| Protocol::parse(&old.text).ok());
    if let Some(before) = before.filter(|before| before.identity().version >= identity.version) {
        let version = before.identity().version;
        form.fault(
            "text",
            say_with(
                "Version {version} of this protocol is there already; count its version up, to {next} or more.",
                &[("version", &version), ("next", &version.saturating_add(1))],
            ),
        );
        return None;
    }
    Some(identity.name.clone())
}

/// The last version of each.
fn latest(documents: &[Document]) -> impl Iterator<Item = &Document> {
    documents.iter().filter(|document| {
        !documents
            .iter()
            .any(|other| other.name == document.name && other.version > document.version)
    })
}

fn summary(visitor: &Visitor, documents: &[Document], document: &Document) -> Result<Summary, Failure> {
    let protocol = Protocol::parse(&document.text).map_err(|error| Failure::Internal(error.to_string()))?;
    let day = |document: &Document| language::day(visitor.clinic.calendar.zone().date(document.at));
    let older = documents
        .iter()
        .rev()
        .filter(|old| old.name == document.name && old.version < document.version);
    let complaints: Vec<_> = protocol
        .complaints()
        .iter()
        .map(|complaint| (course_texts().complaint)(*complaint))
        .collect();
    Ok(Summary {
        name: document.name.as_str().to_owned(),
        title: protocol.title().to_string(),
        version: protocol.identity().version,
        kept_on: day(document),
        complaints: complaints.join(", "),
        needles: protocol
            .needle_rules()
            .iter()
            .map(|rule| needle(&protocol, rule))
            .collect(),
        older: older.map(|old| [own_version(old), day(old)]).collect(),
    })
}

/// The version that a protocol gives itself.
fn own_version(document: &Document) -> String {
    Protocol::parse(&document.text).map_or_else(
        |_| "?".to_owned(),
        |protocol| protocol.identity().version.to_string(),
    )
}

fn needle(protocol: &Protocol, rule: &NeedleRule) -> Needle {
    let zones = rule.zones.iter().map(|zone| (course_texts().zone)(*zone));
    let scars = rule.scars.iter().map(|scar| (course_texts().scar_type)(*scar));
    let [least, most] = rule.typical_mm;
    let source = |key: &Key| {
        let source = protocol.sources().get(key)?;
        let link = source.link.as_ref().map(ToString::to_string).unwrap_or_default();
        Some([source.citation.to_string(), link])
    };
    Needle {
        places: zones.chain(scars).collect::<Vec<_>>().join(", "),
        typical: say_with(
            "{least} to {most}",
            &[("least", &millimetres(&least)), ("most", &millimetres(&most))],
        ),
        warn_above: millimetres(&rule.warn_above_mm),
        limit: millimetres(&rule.limit_mm),
        sources: rule.sources.iter().filter_map(source).collect(),
    }
}

fn millimetres(length: &impl Display) -> String {
    decimal(&length.to_string())
}
