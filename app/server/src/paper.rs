//! Sheets of paper, as PDF.

use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{day, say_with, tag};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use relief_sheet::{Block, Sheet, pdf};

/// A sheet of the practice about a patient, to open in the browser or to keep. The name of the file says what it is and not about
/// whom.
///
/// # Errors
/// [`Failure::Internal`] when a picture cannot be set.
pub async fn sheet(
    visitor: &Visitor,
    title: String,
    file: &str,
    blocks: Vec<Block>,
) -> Result<Response, Failure> {
    let footer = say_with(
        "{practice}, {day}",
        &[("practice", &visitor.clinic.name), ("day", &day(visitor.today()))],
    );
    let sheet = Sheet {
        title,
        language: tag().to_owned(),
        footer,
        blocks,
    };
    let set = tokio::task::spawn_blocking(move || pdf(&sheet)).await;
    let bytes = set
        .map_err(|error| Failure::Internal(error.to_string()))?
        .map_err(|error| Failure::Internal(error.to_string()))?;
    let name = format!("inline; filename=\"{file}-{}.pdf\"", visitor.today());
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
