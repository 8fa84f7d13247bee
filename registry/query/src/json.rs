//! Answers as JSON.

use relief_registry::{ANSWERS_SCHEMA, Answers};
use serde::Serialize;

#[derive(Serialize)]
struct Told<'a> {
    schema: &'static str,
    #[serde(flatten)]
    answers: &'a Answers,
}

/// What `relief registry --json` prints of these answers, indented, without a line break at the end.
///
/// # Errors
///
/// None that answers can cause.
pub fn to_json(answers: &Answers) -> serde_json::Result<String> {
    let schema = ANSWERS_SCHEMA;
    serde_json::to_string_pretty(&Told { schema, answers })
}
