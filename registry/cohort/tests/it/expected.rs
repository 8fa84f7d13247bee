//! What R said, and how near to it is near enough.

use serde_json::Value;

/// Closed forms: both sides work in doubles, and quantiles of t and beta agree to about ten digits.
pub const CLOSED: f64 = 1e-9;
/// Where both sides search for the ratio of variances. The issue asks for 1e-4.
pub const SEARCHED: f64 = 1e-7;

pub fn expected() -> Value {
    serde_json::from_str(include_str!("../../../../oracle/cohort/expected.json")).unwrap()
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

#[track_caller]
pub fn assert_near(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let distance = (actual - expected).abs();
    assert!(
        distance <= tolerance * (1.0 + expected.abs()),
        "{what}: {actual} against {expected}"
    );
}
