//! Consent: the practice's texts, signed and taken back one by one.

mod give;
mod paper;
mod revoke;
mod sheet;
mod uses;

pub use give::{give, keep, signed};
pub use paper::paper;
pub use revoke::revoke;
pub use sheet::sheet;

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{Done, PatientHead, Shell, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_store::{Document, DocumentKind};
use uses::Past;
pub use uses::Use;

#[derive(Template)]
#[template(path = "consent.html")]
struct ConsentPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    uses: Vec<Use>,
    history: Vec<Past>,
    may_give: bool,
    may_revoke: bool,
    may_hand_over: bool,
    /// The name that the patient signs with, in an account of the patient's own.
    own_name: Option<String>,
}

/// `GET /patients/{patient}/consent`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let documents = documents(&visitor).await?;
    render(&visitor, &chart, &documents, Form::default(), &done)
}

fn render(
    visitor: &Visitor,
    chart: &Chart,
    documents: &[Document],
    form: Form,
    done: &Done,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let zone = visitor.clinic.calendar.zone();
    let own = is_own(visitor, chart);
    let giving = if own {
        Action::GiveConsent
    } else {
        Action::RecordConsent
    };
    page(&ConsentPage {
        shell: Shell::new(visitor, "/patients", say("Consent")).done(done),
        head: PatientHead::new(visitor, chart, "/consent"),
        form,
        uses: uses::all(zone, current, documents, visitor.now()),
        history: uses::history(zone, current),
        may_give: chart.permits(visitor, giving),
        may_revoke: chart.permits(visitor, Action::RevokeConsent),
        may_hand_over: chart.permits(visitor, Action::RecordConsent),
        own_name: own.then(|| visitor.name.to_string()),
    })
    .map(IntoResponse::into_response)
}

/// Whether the visitor is the patient.
fn is_own(visitor: &Visitor, chart: &Chart) -> bool {
    visitor.person.own == Some(chart.patient)
}

/// The practice's texts for consent.
pub async fn documents(visitor: &Visitor) -> Result<Vec<Document>, Failure> {
    Ok(visitor.repository().documents(DocumentKind::Consent).await?)
}

/// What still waits for the patient's signature, with its text.
pub fn open(visitor: &Visitor, chart: &Chart, documents: &[Document]) -> Result<Vec<Use>, Failure> {
    let zone = visitor.clinic.calendar.zone();
    let all = uses::all(zone, chart.current()?, documents, visitor.now());
    let waits = |one: &Use| one.is_open && one.text.is_some();
    Ok(all.into_iter().filter(waits).collect())
}
