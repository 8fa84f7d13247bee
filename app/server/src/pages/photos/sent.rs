//! Forms with files, as browsers send them.

use crate::clock::{self, Unclear};
use crate::failure::Failure;
use crate::form::Typed;
use crate::guard::Visitor;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::{Date, time};

/// A file that was chosen.
pub(in crate::pages) struct File {
    /// The name of its input.
    pub input: String,
    /// Its own name.
    pub name: String,
    pub bytes: Bytes,
}

/// What was sent: the fields, and the files.
#[derive(Default)]
pub(in crate::pages) struct Sent {
    pub typed: Typed,
    pub files: Vec<File>,
}

impl Sent {
    /// Reads a form; files are taken from the inputs that `takes` knows.
    pub async fn read(mut multipart: Multipart, takes: impl Fn(&str) -> bool) -> Result<Self, Failure> {
        let mut sent = Self::default();
        while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
            let input = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(name) if takes(&input) => {
                    let bytes = field.bytes().await.map_err(unreadable)?;
                    // An input without a file sends one without a name.
                    if !(name.is_empty() && bytes.is_empty()) {
                        sent.files.push(File { input, name, bytes });
                    }
                }
                Some(_) => return Err(Failure::BadRequest(format!("no files are taken as {input:?}"))),
                None => sent.typed.add(&input, field.text().await.map_err(unreadable)?),
            }
        }
        Ok(sent)
    }
}

fn unreadable(error: MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest(error.body_text()),
    }
}

/// The instant of a photo of a day: now for today; of another day only the day is known, and noon is far from both its
/// ends.
pub(in crate::pages) fn taken_at(visitor: &Visitor, on: Date) -> Result<Timestamp, Unclear> {
    if on == visitor.today() {
        Ok(visitor.now())
    } else {
        clock::instant(visitor.clinic.calendar.zone(), on, time(12, 0, 0, 0))
    }
}
