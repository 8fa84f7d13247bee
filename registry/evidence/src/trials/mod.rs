//! The table of published trials: what was done, to whom, and what came out, each row with its source.
//!
//! A row is one outcome of one arm of one study. Values are as the source has them, with one change: a change is later
//! minus before, so that on all scales here, on which more is worse, a negative change is an improvement. What is not
//! known is empty and never zero.

mod read;
mod row;
mod source;
mod standing;
mod words;

pub use read::parse;
pub(crate) use row::label;
pub use row::{Arm, Outcome, Row, Study};
pub use source::Source;
pub use standing::{Standing, Value};
pub use words::{Blinding, Design, FollowUpFrom, Response, Scale, ScarType, Setting, Statistic, Treatment};

use crate::error::EvidenceError;

/// The table that comes with Relief, as CSV.
pub const SHIPPED: &str = include_str!("../../data/trials.csv");

/// The table that comes with Relief.
///
/// ```
/// let rows = relief_evidence::trials::shipped()?;
/// assert!(rows.iter().all(|row| row.study.source.link().starts_with("http")));
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
///
/// # Errors
///
/// None with the table as it is; a test reads it.
pub fn shipped() -> Result<Vec<Row>, EvidenceError> {
    parse(SHIPPED)
}
