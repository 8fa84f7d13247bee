//! Estimates and changes as the contract writes them.

use serde::{Deserialize, Serialize};

/// A value with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Lower and upper end of the 95 % interval.
    pub ci95: [f64; 2],
}

/// What a change means; nothing else is ever said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Better, beyond the interval and the minimal detectable change.
    Improved,
    /// Worse, beyond the interval and the minimal detectable change.
    Worse,
    /// Nothing beyond what repeated capture of unchanged skin shows.
    NoDetectableChange,
    /// The inputs may not be compared.
    NotComparable,
}

/// One metric before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The metric's name.
    pub metric: String,
    /// Its unit; `1` for a plain ratio.
    pub unit: String,
    /// Before.
    pub before: Estimate,
    /// After.
    pub after: Estimate,
    /// After minus before.
    pub difference: Estimate,
    /// The difference as a share of before; absent when before is not clear of zero.
    pub relative: Option<f64>,
    /// The minimal detectable change at 95 %, in `unit`.
    pub mdc95: f64,
    /// What this change means.
    pub verdict: Verdict,
}
