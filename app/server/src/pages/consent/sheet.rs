//! The texts of consent on paper, to read at home or to sign by hand.

use super::documents;
use super::uses::{self, Use};
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "consent_sheet.html")]
struct SheetPage {
    shell: Shell,
    head: PatientHead,
    uses: Vec<Use>,
}

/// `GET /patients/{patient}/consent/sheet`
pub async fn sheet(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let current = chart.current()?;
    let zone = visitor.clinic.calendar.zone();
    page(&SheetPage {
        shell: Shell::new(&visitor, "/patients", say("Consent")),
        head: PatientHead::new(&visitor, &chart, "/consent"),
        uses: uses::all(zone, current, &documents(&visitor).await?, visitor.now()),
    })
    .map(IntoResponse::into_response)
}
