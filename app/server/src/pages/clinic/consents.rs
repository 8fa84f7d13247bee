//! The texts that patients consent to.

use super::protocols::plain;
use crate::failure::Failure;
use crate::form::{Form, Typed, code};
use crate::guard::Visitor;
use crate::language::{self, course_texts, say};
use crate::practice::current_form;
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::ConsentTo;
use relief_protocol::Key;
use relief_store::{Document, DocumentKind};

#[derive(Template)]
#[template(path = "clinic_consents.html")]
struct ConsentsPage {
    shell: Shell,
    form: Form,
    texts: Vec<Text>,
}

/// The text for one use.
struct Text {
    /// Its field, and the document's name.
    code: String,
    title: &'static str,
    version: u32,
    kept_on: String,
}

/// `GET /clinic/consents`
pub async fn show(visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Failure> {
    render(&visitor, Form::default(), &done).await
}

/// The page; texts that were not typed are those in force.
async fn render(visitor: &Visitor, mut form: Form, done: &Done) -> Result<Response, Failure> {
    let documents = visitor.repository().documents(DocumentKind::Consent).await?;
    for to in ConsentTo::ALL {
        let field = code(&to);
        if let (true, Some((_, document))) =
            (form.typed().all(&field).is_empty(), current_form(&documents, to))
        {
            form.put(&field, document.text.clone());
        }
    }
    page(&ConsentsPage {
        shell: Shell::new(visitor, "/clinic", say("Texts of consent")).done(done),
        form,
        texts: ConsentTo::ALL
            .iter()
            .map(|to| text(visitor, &documents, *to))
            .collect(),
    })
    .map(IntoResponse::into_response)
}

fn text(visitor: &Visitor, documents: &[Document], to: ConsentTo) -> Text {
    let document = current_form(documents, to).map(|(_, document)| document);
    let day = |document: &Document| language::day(visitor.clinic.calendar.zone().date(document.at));
    Text {
        code: code(&to),
        title: (course_texts().consent_to)(to),
        version: document.map_or(0, |document| document.version),
        kept_on: document.map_or_else(String::new, day),
    }
}

/// `POST /clinic/consents`: one text at a time.
pub async fn change(visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let to: ConsentTo = form.coded("to").ok_or(Failure::NotFound)?;
    let field = code(&to);
    if form.note(&field).is_none() {
        return render(&visitor, form, &Done::default()).await;
    }
    let name = Key::try_from(field.as_str()).map_err(|error| Failure::Internal(error.to_string()))?;
    visitor
        .repository()
        .add_document(DocumentKind::Consent, &name, &plain(&form, &field))
        .await?;
    Ok(go("/clinic/consents", "consent_text").into_response())
}
