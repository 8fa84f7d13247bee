//! What can be wrong with numbers and with the table of trials.

use relief_estimate::EstimateError;
use thiserror::Error;

/// Why an effect, a pooled effect or the table cannot be had. Each variant names the thing, its value and the limit.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EvidenceError {
    /// A number is not in the range in which it means something.
    #[error("{what} is {value}; it must be {must}")]
    Range {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What it must be, as "above zero".
        must: &'static str,
    },
    /// Numbers that must rise do not.
    #[error("{what} must not fall: {first} is followed by {second}")]
    Order {
        /// Which numbers.
        what: &'static str,
        /// The earlier one.
        first: f64,
        /// The later one.
        second: f64,
    },
    /// There are too few studies for what was asked.
    #[error("{what}: {count} studies given; at least {least} are needed")]
    TooFew {
        /// What was asked.
        what: &'static str,
        /// How many studies there are.
        count: usize,
        /// How many are needed.
        least: usize,
    },
    /// As many moderators, groups or labels as studies were expected.
    #[error("{what}: {count} given for {studies} studies")]
    Length {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many studies there are.
        studies: usize,
    },
    /// The moderator does not vary, or two moderators say the same.
    #[error("the moderator does not vary between the studies, so that nothing can be said of it")]
    Collinear,
    /// An iteration found no end.
    #[error("{what} was not found in {steps} steps")]
    NoConvergence {
        /// What was looked for.
        what: &'static str,
        /// How many steps were made.
        steps: usize,
    },
    /// A row of a table is wrong.
    #[error("{table}, line {line}, {column}: {problem}")]
    Row {
        /// The table: `trials`, `side_effects` or `reviews`.
        table: &'static str,
        /// The line in the file, counted from 1.
        line: u64,
        /// The column.
        column: String,
        /// What is wrong, and what is expected.
        problem: String,
    },
    /// A value or its interval is not finite.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
}

/// `value`, when finite.
pub(crate) fn finite(what: &'static str, value: f64) -> Result<f64, EvidenceError> {
    within(what, value, value.is_finite(), "a finite number")
}

/// `value`, when finite and above zero.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, EvidenceError> {
    within(what, value, value.is_finite() && value > 0.0, "above zero")
}

/// `value`, when `holds`.
pub(crate) fn within(
    what: &'static str,
    value: f64,
    holds: bool,
    must: &'static str,
) -> Result<f64, EvidenceError> {
    if holds {
        Ok(value)
    } else {
        Err(EvidenceError::Range { what, value, must })
    }
}
