//! What can be wrong with rows, and why an answer is not known.

use relief_estimate::EstimateError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Answers about fewer patients are not given: who knows one of them could work out that one. Five is the smallest cell of most
/// registries of health services; it is a convention, not a proof.
pub const SMALLEST_CELL: usize = 5;

/// Why an answer is not given. No variant tells how many patients there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotKnown {
    /// Nobody has a row of what was asked for.
    #[error("no patient has what was asked for")]
    Nobody,
    /// There are patients, and fewer than [`SMALLEST_CELL`].
    #[error("fewer than {SMALLEST_CELL} patients, so that one of them could be recognised")]
    FewPatients,
    /// Enough to be shown, and too few for this number: medians need six patients, models two more than coefficients.
    #[error("too few patients for this number")]
    TooFewForThis,
    /// Something that the answer compares does not vary, or two things always go together.
    #[error(
        "what would be compared does not vary between these patients, or always goes together with something else"
    )]
    NotTellable,
    /// The numbers do not end in one that is finite.
    #[error("the numbers give no finite answer")]
    Undefined,
}

impl From<EstimateError> for NotKnown {
    fn from(_: EstimateError) -> Self {
        Self::Undefined
    }
}

/// A value, or why it is not known.
pub type Known<T> = Result<T, NotKnown>;

/// A row that cannot be. The place is its position in what was given, counted from 0.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RowError {
    /// A number is out of the range in which it means something.
    #[error("row {row}: {what} is {value}; it must be {must}")]
    Range {
        /// Which row.
        row: usize,
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What it must be.
        must: &'static str,
    },
    /// Measured and *not comparable* at once.
    #[error("row {row}: measured, and not comparable")]
    Contradiction {
        /// Which row.
        row: usize,
    },
    /// One metric in two units.
    #[error("row {row}: {metric} in {unit}; an earlier row has it in {earlier}")]
    Unit {
        /// Which row.
        row: usize,
        /// The metric.
        metric: String,
        /// Its unit there.
        unit: String,
        /// Its unit before.
        earlier: String,
    },
    /// The same comparison (patient, place, metric and session), session or scar twice.
    #[error("row {row}: of the same patient, thing and session as an earlier row")]
    Twice {
        /// Which row.
        row: usize,
    },
}

/// Whether so many patients may be shown.
pub(crate) fn enough(patients: usize) -> Known<()> {
    match patients {
        0 => Err(NotKnown::Nobody),
        few if few < SMALLEST_CELL => Err(NotKnown::FewPatients),
        _ => Ok(()),
    }
}
