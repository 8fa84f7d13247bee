//! Answers as JSON.

use relief_registry::Answers;
use serde::Serialize;

/// The name of the format, that of `relief registry --json`.
const SCHEMA: &str = "relief.registry/1";

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
    let schema = SCHEMA;
    serde_json::to_string_pretty(&Told { schema, answers })
}
