//! Adding a patient.

use super::read;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{Shell, go, page};
use crate::why;
use askama::Template;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "patient_form.html")]
struct NewPage {
    shell: Shell,
    form: Form,
    path: String,
    back: String,
    new: bool,
}

/// `GET /patients/new`
pub async fn show(visitor: Visitor) -> Result<Response, Failure> {
    render(&visitor, Form::default())
}

fn render(visitor: &Visitor, form: Form) -> Result<Response, Failure> {
    page(&NewPage {
        shell: Shell::new(visitor, "/patients", say("Add a patient")),
        form,
        path: "/patients/new".to_owned(),
        back: "/patients".to_owned(),
        new: true,
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/new`
pub async fn add(visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let Some(details) = read(&mut form, visitor.today()) else {
        return render(&visitor, form);
    };
    let patient = visitor
        .repository()
        .add_patient(&details, &why::entered()?)
        .await?;
    Ok(go(&format!("/patients/{patient}"), "patient").into_response())
}
