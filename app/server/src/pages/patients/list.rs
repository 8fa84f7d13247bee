//! The patients: those who were added last, and finding any.

use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::{day, say};
use crate::shell::{Done, Shell, age, page};
use askama::Template;
use axum::extract::Query;
use axum::response::Html;

#[derive(Template)]
#[template(path = "patients.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    asked: bool,
    found: Vec<Row>,
    more: bool,
}

struct Row {
    path: String,
    name: String,
    born: String,
    age: i16,
    reference: String,
}

/// What is looked for.
#[derive(serde::Deserialize)]
pub struct Words {
    #[serde(default)]
    q: String,
}

/// `GET /patients`. The words are in the address, which this server writes into no log and which browsers keep from
/// other sites; a list that can be gone back to is worth that.
pub async fn show(
    visitor: Visitor,
    Query(words): Query<Words>,
    Query(done): Query<Done>,
) -> Result<Html<String>, Failure> {
    let asked = !words.q.trim().is_empty();
    let found = match asked {
        true => visitor.repository().search(&words.q).await?,
        false => visitor.repository().latest_patients().await?,
    };
    let today = visitor.today();
    let row = |(patient, details): (
        relief_store::PatientId,
        relief_store::Versioned<relief_store::PatientDetails>,
    )| Row {
        path: format!("/patients/{patient}"),
        name: details.value.name.to_string(),
        born: day(details.value.born),
        age: age(details.value.born, today),
        reference: details
            .value
            .reference
            .map_or_else(String::new, |reference| reference.to_string()),
    };
    page(&ListPage {
        shell: Shell::new(&visitor, "/patients", say("Patients")).done(&done),
        form: Form::filled([("q", words.q)]),
        asked,
        found: found.patients.into_iter().map(row).collect(),
        more: found.more,
    })
}
