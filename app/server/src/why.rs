//! Why a record was written, where the form does not ask.

use crate::failure::Failure;
use relief_course::Line;

/// It was entered for the first time; the record itself says what.
///
/// # Errors
/// None in practice: the words are a line.
pub fn entered() -> Result<Line, Failure> {
    line("entered")
}

/// A reason in fixed words.
///
/// # Errors
/// [`Failure::Internal`] when the words are no line.
pub fn line(words: &str) -> Result<Line, Failure> {
    Line::try_from(words).map_err(|error| Failure::Internal(error.to_string()))
}
