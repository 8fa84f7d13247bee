//! The comparison contract: what `relief compare` and `relief measure` say, as serde types.
//!
//! The JSON is stable and versioned by `schema`. Fields may be added within a version; none is renamed,
//! removed or given another meaning. Absent numbers are left out or `null`, never zero.
//!
//! * Positions are `(x, y)` with the centre of the first pixel or sample at `(0, 0)`.
//! * Units stand in the field's name, or in `unit` beside the value.
//! * A change has a `verdict` where a direction is better. Where neither is, as with pigment, a `detectable` change has
//!   the verdict `null`: it happened, and it is neither good nor bad.
//! * The same inputs give the same bytes: keys are in a fixed order and numbers are rounded by
//!   [`round_significant`].

mod change;
mod finding;
mod input;
mod json;
mod scar;
mod setting;

pub use change::{Change, Estimate, Verdict};
pub use finding::{Finding, ReasonCode};
pub use input::{InputInfo, Kind};
pub use json::{SIGNIFICANT_DIGITS, round_significant, to_json};
pub use scar::{MeasuredScar, Scar, ScarGeometry, ScarType};
pub use setting::{Quantity, Setting};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of `schema` in a [`CompareResult`].
pub const COMPARE_SCHEMA: &str = "relief.compare/1";
/// The value of `schema` in a [`MeasureResult`].
pub const MEASURE_SCHEMA: &str = "relief.measure/1";

/// What two inputs of the same skin say together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompareResult {
    /// [`COMPARE_SCHEMA`].
    pub schema: String,
    /// What was compared.
    pub kind: Kind,
    /// Before, then after.
    pub inputs: Vec<InputInfo>,
    /// Whether the gate let the pair through. When `false`, `changes` and `scars` are empty.
    pub comparable: bool,
    /// Why the pair was refused: every check beyond its limit. Empty when comparable.
    pub reasons: Vec<Finding>,
    /// Every check within its limit.
    #[serde(default)]
    pub checks: Vec<Finding>,
    /// What weakens the result without refusing it, one sentence each.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// How well after was laid onto before; `null` when that failed or was not tried.
    #[serde(default)]
    pub registration: Option<Registration>,
    /// The verdict over all metrics.
    pub verdict: Verdict,
    /// Each metric before, after and its difference.
    pub changes: Vec<Change>,
    /// Each scar before and after.
    pub scars: Vec<Scar>,
    /// What the run was told or chose: the same values on the same inputs give the same result.
    pub parameters: BTreeMap<String, Setting>,
    /// What computed this.
    pub algorithm: Algorithm,
}

/// What one input says alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureResult {
    /// [`MEASURE_SCHEMA`].
    pub schema: String,
    /// What was measured.
    pub kind: Kind,
    /// The one input.
    pub inputs: Vec<InputInfo>,
    /// Each check of the input alone, beyond its limit.
    #[serde(default)]
    pub reasons: Vec<Finding>,
    /// Each check of the input alone, within its limit.
    #[serde(default)]
    pub checks: Vec<Finding>,
    /// What weakens the result, one sentence each.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Each measured quantity by its standard name.
    pub parameters: BTreeMap<String, Quantity>,
    /// Each scar with its geometry.
    pub scars: Vec<MeasuredScar>,
    /// What the run was told or chose.
    #[serde(default)]
    pub settings: BTreeMap<String, Setting>,
    /// What computed this.
    pub algorithm: Algorithm,
}

/// How well the after picture was laid onto the before picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// The share of the before picture's skin that the after picture shows too, 0 to 1.
    pub overlap: f64,
    /// The median distance that is left between the same points, in pixels of the before picture.
    pub residual_px: f64,
}

/// The method that computed a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Algorithm {
    /// The crate.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl CompareResult {
    /// The contract's JSON, indented, ending with a line break.
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

impl MeasureResult {
    /// The contract's JSON, indented, ending with a line break.
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

#[cfg(test)]
mod tests;
