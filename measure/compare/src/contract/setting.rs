//! Named values: what a run was told, and what it measured.

use serde::{Deserialize, Serialize};

/// One parameter of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// Yes or no.
    Flag(bool),
    /// A count or a seed.
    Count(u64),
    /// A number; its unit is in the parameter's name.
    Number(f64),
    /// A name.
    Text(String),
    /// Several numbers, as the corners of a region: x, y, x, y, …
    Numbers(Vec<f64>),
}

/// One measured value with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The value.
    pub value: f64,
    /// Its unit; `1` for a plain ratio.
    pub unit: String,
    /// Its 95 % interval, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci95: Option<[f64; 2]>,
}
