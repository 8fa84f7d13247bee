//! What metafor said, and how near to it is near enough.

use serde_json::Value;

/// Closed forms: both sides work in doubles.
pub const TEN_DIGITS: f64 = 1e-10;
/// Where both sides search for τ²: metafor until a step is 1e-12 of the effects' variance, and its interval of τ² until a
/// bracket is 1e-14.
pub const SEARCHED: f64 = 1e-8;

pub fn expected() -> Value {
    serde_json::from_str(include_str!("../../../../oracle/evidence/expected.json")).unwrap()
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

pub fn numbers(value: &Value) -> Vec<f64> {
    list(value)
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

#[track_caller]
pub fn assert_near(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let distance = (actual - expected).abs();
    assert!(
        distance <= tolerance * (1.0 + expected.abs()),
        "{what}: {actual} against {expected}"
    );
}
