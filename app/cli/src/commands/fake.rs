//! A comparison for tests of the commands: what a "photo" holds decides what comes out.

use relief_compare::contract::{
    Algorithm, COMPARE_SCHEMA, Change, CompareResult, Finding, InputInfo, Kind, ReasonCode,
};
use relief_compare::{CompareError, CompareOptions, Comparison, Input, Stage};
use relief_estimate::{Estimate, Verdict};
use relief_grid::ScaleSource;
use std::collections::BTreeMap;

/// `panic` panics, `same` twice is an error, `refuse` is refused; else both hold a number, the metric.
pub fn compare(
    before: Input<'_>,
    after: Input<'_>,
    options: &CompareOptions,
    _progress: &mut dyn FnMut(Stage),
) -> Result<Comparison, CompareError> {
    assert!(after.bytes != b"panic", "a defect");
    if before.bytes == b"same" {
        return Err(CompareError::SameBytes {
            before: before.name.to_owned(),
            after: after.name.to_owned(),
        });
    }
    let comparable = after.bytes != b"refuse";
    let number = |input: Input<'_>| String::from_utf8_lossy(input.bytes).trim().parse::<f64>().ok();
    let changes = number(before)
        .zip(number(after))
        .map(|(before, after)| change(before, after));
    let scale = options.scale.map(relief_grid::Pitch::mm_per_px);
    Ok(Comparison {
        result: result([before, after], comparable, changes, scale),
        pictures: None,
    })
}

fn result(
    inputs: [Input<'_>; 2],
    comparable: bool,
    change: Option<Change>,
    scale: Option<f64>,
) -> CompareResult {
    let finding = Finding {
        code: ReasonCode::Blur,
        quantity: "edge_mm".to_owned(),
        measured: 0.5,
        limit: 0.4,
        unit: "mm".to_owned(),
        message: "The after photo is soft.".to_owned(),
    };
    CompareResult {
        schema: COMPARE_SCHEMA.to_owned(),
        kind: Kind::Photo,
        inputs: inputs.map(|input| info(input, scale)).into(),
        comparable,
        reasons: if comparable { vec![] } else { vec![finding] },
        checks: vec![],
        warnings: vec![],
        registration: None,
        verdict: if comparable {
            Verdict::NoDetectableChange
        } else {
            Verdict::NotComparable
        },
        changes: change.into_iter().collect(),
        scars: vec![],
        parameters: BTreeMap::new(),
        algorithm: Algorithm {
            name: "fake".to_owned(),
            version: "1".to_owned(),
        },
    }
}

fn info(input: Input<'_>, scale: Option<f64>) -> InputInfo {
    InputInfo {
        path: input.name.to_owned(),
        blake3: blake3::hash(input.bytes).to_hex().to_string(),
        width: 1,
        height: 1,
        mm_per_px: scale,
        scale_source: scale.map_or(ScaleSource::None, |_| ScaleSource::Given),
    }
}

fn change(before: f64, after: f64) -> Change {
    let near = |value: f64| Estimate {
        value,
        ci95: [value - 0.1, value + 0.1],
    };
    Change {
        metric: "depth".to_owned(),
        unit: "1".to_owned(),
        before: near(before),
        after: near(after),
        difference: near(after - before),
        relative: Some((after - before) / before),
        mdc95: 0.2,
        detectable: (after - before).abs() > 0.2,
        // Nobody knows whether more depth is better.
        verdict: ((after - before).abs() <= 0.2).then_some(Verdict::NoDetectableChange),
    }
}
