//! Everything that is recorded about a patient, as one file that other programs read.

use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use relief_course::Line;
use relief_store::{Export, PatientId};
use serde::Serialize;

/// The name of the file's format.
const FORMAT: &str = "relief.patient/1";

#[derive(Serialize)]
struct PatientExport<'a> {
    format: &'static str,
    exported_at: Timestamp,
    clinic: &'a Line,
    patient: PatientId,
    /// Every version of every record, oldest first.
    records: Vec<Export>,
}

/// `GET /patients/{patient}/export`
pub async fn download(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let records = visitor.repository().export_patient(chart.patient).await?;
    let export = PatientExport {
        format: FORMAT,
        exported_at: visitor.now(),
        clinic: &visitor.clinic.name,
        patient: chart.patient,
        records,
    };
    let json = serde_json::to_vec_pretty(&export)
        .map_err(|error| Failure::Internal(format!("an export: {error}")))?;
    // The name of a file on somebody's desktop says nothing about whom it is.
    let file = format!("attachment; filename=\"relief-record-{}.json\"", visitor.today());
    Ok((
        [
            (CONTENT_TYPE, "application/json".to_owned()),
            (CONTENT_DISPOSITION, file),
        ],
        json,
    )
        .into_response())
}
