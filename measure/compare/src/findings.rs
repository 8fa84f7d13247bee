//! What a gate checked, as the contract says it.

use crate::contract::{Finding, ReasonCode};

/// A check of a gate, of photos or of scans.
pub struct Checked<'a> {
    pub code: ReasonCode,
    pub quantity: &'a str,
    pub measured: f64,
    pub limit: f64,
    pub unit: &'a str,
    /// What is wrong and what to do, when it did not pass.
    pub message: &'a str,
    pub passed: bool,
}

/// What is said of a check that passed.
const WITHIN: &str = "within the limit";

/// The checks that failed, then those that passed.
pub fn findings<'a>(checks: impl Iterator<Item = Checked<'a>>) -> (Vec<Finding>, Vec<Finding>) {
    let (passed, failed): (Vec<_>, Vec<_>) = checks.partition(|check| check.passed);
    let of = |checks: Vec<Checked<'a>>| checks.into_iter().map(finding).collect();
    (of(failed), of(passed))
}

fn finding(check: Checked<'_>) -> Finding {
    Finding {
        code: check.code,
        quantity: check.quantity.to_owned(),
        measured: check.measured,
        limit: check.limit,
        unit: check.unit.to_owned(),
        message: if check.passed { WITHIN } else { check.message }.to_owned(),
    }
}
