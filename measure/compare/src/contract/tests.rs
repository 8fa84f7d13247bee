use super::*;
use relief_grid::ScaleSource;

fn estimate(value: f64, half: f64) -> Estimate {
    Estimate {
        value,
        ci95: [value - half, value + half],
    }
}

fn result() -> CompareResult {
    let input = |path: &str| InputInfo {
        path: path.to_owned(),
        blake3: "0".repeat(64),
        width: 4000,
        height: 3000,
        mm_per_px: Some(0.05),
        scale_source: ScaleSource::Card,
    };
    CompareResult {
        schema: COMPARE_SCHEMA.to_owned(),
        kind: Kind::Photo,
        inputs: vec![input("before.jpg"), input("after.jpg")],
        comparable: true,
        reasons: vec![],
        checks: vec![Finding {
            code: ReasonCode::LightDirection,
            quantity: "turn_deg".to_owned(),
            measured: 2.123_456_789,
            limit: 8.0,
            unit: "deg".to_owned(),
            message: "light came from the same side".to_owned(),
        }],
        warnings: vec![],
        registration: Some(Registration {
            overlap: 0.93,
            residual_px: 0.4,
        }),
        verdict: Verdict::NoDetectableChange,
        changes: vec![Change {
            metric: "scar_volume".to_owned(),
            unit: "mm3".to_owned(),
            before: estimate(1.0, 0.1),
            after: estimate(0.6, 0.1),
            difference: estimate(-0.4, 0.1),
            relative: Some(-0.4),
            mdc95: 0.1,
            detectable: true,
            verdict: Some(Verdict::Improved),
        }],
        scars: vec![Scar {
            id: 1,
            scar_type: Some(ScarType::IcePick),
            confidence: 0.9,
            centre_mm: Some([10.0, 12.5]),
            centre_px: None,
            before: Some(ScarGeometry {
                depth_mm: Some(0.5),
                ..ScarGeometry::default()
            }),
            after: None,
            matched: false,
            verdict: Verdict::Improved,
        }],
        parameters: BTreeMap::from([("seed".to_owned(), Setting::Count(7))]),
        algorithm: Algorithm {
            name: "relief-photo".to_owned(),
            version: "0.1.0".to_owned(),
        },
    }
}

#[test]
fn the_json_has_the_designs_keys_and_spellings() {
    let json: serde_json::Value = serde_json::from_str(&result().to_json()).unwrap();
    assert_eq!(json["schema"], "relief.compare/1");
    assert_eq!(json["kind"], "photo");
    assert_eq!(json["inputs"][0]["scale_source"], "card");
    assert_eq!(json["checks"][0]["code"], "light_direction");
    assert_eq!(json["verdict"], "no_detectable_change");
    assert_eq!(
        json["changes"][0]["difference"]["ci95"],
        serde_json::json!([-0.5, -0.3])
    );
    assert_eq!(json["scars"][0]["type"], "ice_pick");
    assert_eq!(json["scars"][0]["before"], serde_json::json!({"depth_mm": 0.5}));
    assert_eq!(json["parameters"]["seed"], 7);
}

#[test]
fn numbers_are_rounded_where_they_are_written_only() {
    let json = result().to_json();
    assert!(json.contains("\"measured\": 2.12346,"), "{json}");
    assert!(json.find("\"schema\"").unwrap() < json.find("\"kind\"").unwrap());
    assert!(json.ends_with("}\n"));
}

#[test]
fn what_is_written_reads_back() {
    let again: CompareResult = serde_json::from_str(&result().to_json()).unwrap();
    assert_eq!(again.to_json(), result().to_json());
}

#[test]
fn a_change_that_is_neither_better_nor_worse_has_no_verdict() {
    let weighed = relief_estimate::MetricChange {
        metric: "L_star",
        unit: "CIELAB D65",
        change: relief_estimate::Change {
            before: estimate(60.0, 0.5),
            after: estimate(50.0, 0.5),
            difference: estimate(-10.0, 0.5),
            relative: None,
            mdc95: 2.0,
            detectable: true,
            verdict: Verdict::NoDetectableChange,
        },
    };
    let json: serde_json::Value = serde_json::from_str(&to_json(&Change::of(&weighed))).unwrap();
    assert_eq!(json["detectable"], true);
    assert!(json["verdict"].is_null() && json.get("verdict").is_some());
}

#[test]
fn designs_own_example_reads() {
    let example = r#"{ "schema": "relief.compare/1", "kind": "surface",
      "inputs": [{"path": "a", "blake3": "b", "width": 0, "height": 0, "mm_per_px": null, "scale_source": "none"}],
      "comparable": false, "reasons": [{"code": "mirrored", "measured": 1, "limit": 0, "unit": "1", "message": "m"}],
      "verdict": "not_comparable", "changes": [], "scars": [], "parameters": {},
      "algorithm": {"name": "relief-photo", "version": "0.1.0"} }"#;
    let read: CompareResult = serde_json::from_str(example).unwrap();
    assert_eq!(read.reasons[0].code, ReasonCode::Mirrored);
    assert_eq!(read.registration, None);
}

#[test]
fn a_registration_that_is_absent_is_null() {
    let mut apart = result();
    apart.registration = None;
    assert!(apart.to_json().contains("\"registration\": null"));
}

#[test]
fn what_could_not_be_measured_is_null() {
    let mut lost = result();
    lost.checks[0].measured = f64::NAN;
    let json = lost.to_json();
    assert!(json.contains("\"measured\": null"), "{json}");
    let again: CompareResult = serde_json::from_str(&json).unwrap();
    assert!(again.checks[0].measured.is_nan());
}

#[test]
fn codes_are_spelt_as_the_json_has_them() {
    for code in ReasonCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

#[test]
fn rounding_keeps_six_digits_at_every_size() {
    for (value, rounded) in [
        (0.0, 0.0),
        (-0.0, 0.0),
        (1e-300, 1e-300),
        (999_999.5, 1e6),
        (2.0 / 3.0, 0.666_667),
    ] {
        assert_eq!(round_significant(value).to_bits(), f64::to_bits(rounded));
    }
    assert!(round_significant(f64::NAN).is_nan());
}
