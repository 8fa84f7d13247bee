//! An invitation: an address that a patient opens once, at home, to choose an own name and password.

pub mod accept;

use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{day, say};
use crate::link::{self, Says};
use crate::qr;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use relief_course::PersonId;
use relief_store::{ClinicId, PatientId};
use serde::{Deserialize, Serialize};

/// So long an invitation can be taken up: over a holiday.
const HOLDS_FOR: SignedDuration = SignedDuration::from_hours(24 * 14);

/// Who is invited, by whom, until when.
#[derive(Serialize, Deserialize)]
pub struct Invitation {
    clinic: ClinicId,
    patient: PatientId,
    by: PersonId,
    until: Timestamp,
    /// How many accounts the patient had: the first one more makes the invitation void.
    accounts: i64,
}

impl Says for Invitation {
    const PURPOSE: &'static str = "invitation";
}

#[derive(Template)]
#[template(path = "invitation_made.html")]
struct MadePage {
    shell: Shell,
    head: PatientHead,
    address: String,
    picture: String,
    until: String,
}

/// `POST /patients/{patient}/invitation`
pub async fn make(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let until = visitor.now().saturating_add(HOLDS_FOR).unwrap_or(Timestamp::MAX);
    let invitation = Invitation {
        clinic: visitor.person.clinic,
        patient: chart.patient,
        by: visitor.person.id.clone(),
        until,
        accounts: visitor.repository().count_accounts_of(chart.patient).await?,
    };
    let link = link::make(&app, &invitation, "")?;
    let address = link::absolute(&app, &headers, &format!("/invitations/{link}"));
    page(&MadePage {
        shell: Shell::new(&visitor, "/patients", say("Invitation")),
        head: PatientHead::new(&visitor, &chart, "/account"),
        picture: qr::picture(&address)?,
        address,
        until: day(visitor.clinic.calendar.zone().date(until)),
    })
    .map(IntoResponse::into_response)
}
