//! One metric's change as the contract writes it.

pub use relief_estimate::{Estimate, Verdict};

use relief_estimate::MetricChange;
use serde::{Deserialize, Serialize};

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
    /// Whether the difference lies beyond both its own interval and `mdc95`.
    pub detectable: bool,
    /// What this change means; `null` when it is detectable and neither way is better for this metric, as with pigment.
    pub verdict: Option<Verdict>,
}

impl Change {
    /// A weighed change under the name and unit of its metric.
    pub fn of(metric: &MetricChange) -> Self {
        let change = &metric.change;
        Self {
            metric: metric.metric.to_owned(),
            unit: metric.unit.to_owned(),
            before: change.before,
            after: change.after,
            difference: change.difference,
            relative: change.relative,
            mdc95: change.mdc95,
            detectable: change.detectable,
            verdict: change.judged(),
        }
    }
}
