//! How far a practice's own pictures vary: from the repeats that it took, and as it decided to use it.

use crate::failure::Failure;
use crate::measuring::CompareRequest;
use relief_compare::contract::CompareResult;
use relief_compare::photo_algorithm;
use relief_estimate::RepeatabilityFile;
use relief_protocol::Key;
use relief_store::{Document, Measurement, Versioned};

/// The text of the document by which a practice goes back to the default.
pub const DEFAULT: &str = "default";
/// The limits of fewer pairs are not taken into use: with 20 the MDC95's interval reaches from 0.77 to 1.44 times its value.
pub const FEWEST_TO_USE: usize = 20;

/// The name of the practice's document.
///
/// # Errors
/// None in practice: the name is one.
pub fn document_name() -> Result<Key, Failure> {
    Key::try_from("photos").map_err(|error| Failure::Internal(error.to_string()))
}

/// The limits that a practice decided to use; `None` when it uses the default, or decided by an earlier version of the
/// algorithm.
pub fn adopted(documents: &[Document]) -> Option<RepeatabilityFile> {
    let latest = documents.iter().max_by_key(|document| document.version)?;
    let file = RepeatabilityFile::parse(&latest.text).ok()?;
    (file.algorithm() == photo_algorithm()).then_some(file)
}

/// What the repeats measured by this version of the algorithm, in their order; those that are no comparison are left out.
pub fn results(repeats: &[Versioned<Measurement>]) -> Vec<CompareResult> {
    let read = |repeat: &Versioned<Measurement>| {
        let request: CompareRequest = serde_json::from_value(repeat.value.request.clone()).ok()?;
        let result: CompareResult = serde_json::from_value(repeat.value.result.clone()).ok()?;
        let now = format!("{} {}", result.algorithm.name, result.algorithm.version) == photo_algorithm();
        (request.repeat && now).then_some(result)
    };
    repeats.iter().filter_map(read).collect()
}
