//! Repeatability against published examples, and files that are wrong.

use super::*;
use crate::{Direction, Estimate, Mdc95, Pairs, Verdict};

/// Peak flow in l/min of 17 people, each meter twice (Bland & Altman 1986,
/// doi:10.1016/S0140-6736(86)90837-8, table): large Wright meter, then mini Wright meter.
const PEAK_FLOW: [[f64; 4]; 17] = [
    [494.0, 490.0, 512.0, 525.0],
    [395.0, 397.0, 430.0, 415.0],
    [516.0, 512.0, 520.0, 508.0],
    [434.0, 401.0, 428.0, 444.0],
    [476.0, 470.0, 500.0, 500.0],
    [557.0, 611.0, 600.0, 625.0],
    [413.0, 415.0, 364.0, 460.0],
    [442.0, 431.0, 380.0, 390.0],
    [650.0, 638.0, 658.0, 642.0],
    [433.0, 429.0, 445.0, 432.0],
    [417.0, 420.0, 432.0, 420.0],
    [656.0, 633.0, 626.0, 605.0],
    [267.0, 275.0, 260.0, 227.0],
    [478.0, 492.0, 477.0, 467.0],
    [178.0, 165.0, 259.0, 268.0],
    [423.0, 372.0, 350.0, 370.0],
    [427.0, 421.0, 451.0, 443.0],
];

fn column(index: usize) -> Vec<f64> {
    PEAK_FLOW.iter().map(|row| row[index]).collect()
}

#[track_caller]
fn assert_printed(actual: f64, printed: f64, half_last_digit: f64) {
    assert!(
        (actual - printed).abs() <= half_last_digit,
        "{actual} against the printed {printed}"
    );
}

#[test]
fn peak_flow_bias_is_as_printed() {
    // Wright minus mini: mean −2.1, standard deviation 38.8, standard error 9.4, interval −22.0 to 17.8.
    let pairs = Pairs::new(&column(2), &column(0)).unwrap();
    let limits = LimitsOfAgreement::of(&pairs, LimitInterval::Approximate).unwrap();
    assert_printed(limits.bias.value, -2.1, 0.05);
    assert_printed(limits.standard_deviation, 38.8, 0.05);
    // The paper computes from the rounded 9.4 and t = 2.12.
    assert_printed(limits.bias.ci95[0], -22.0, 0.1);
    assert_printed(limits.bias.ci95[1], 17.8, 0.1);
    // Printed −79.7 and 75.5 are with 2, not 1.96, standard deviations: 0.04 × 38.8 = 1.55 wider.
    assert_printed(limits.lower.value, -79.7 + 1.55, 0.1);
    assert_printed(limits.upper.value, 75.5 - 1.55, 0.1);
    // Printed intervals −114.3 to −45.1 and 40.9 to 110.1: half-width 2.12 × √(3/n) × s = 34.6.
    assert_printed(limits.upper.half_width(), 34.6, 1.1);
}

#[test]
fn blood_pressure_limits_are_as_printed() {
    // Bland & Altman 1999, section 2: n = 85, mean −16.29, standard deviation 19.61; limits −54.7 and 22.1,
    // interval of the mean −20.5 to −12.1, of the limits −61.9 to −47.5 and 14.9 to 29.3.
    let differences = with_moments(85, -16.29, 19.61);
    let pairs = Pairs::new(&[0.0; 85], &differences).unwrap();
    let limits = LimitsOfAgreement::of(&pairs, LimitInterval::Approximate).unwrap();
    let printed = [
        (limits.bias, -16.3, [-20.5, -12.1]),
        (limits.lower, -54.7, [-61.9, -47.5]),
        (limits.upper, 22.1, [14.9, 29.3]),
    ];
    for (estimate, value, ci95) in printed {
        assert_printed(estimate.value, value, 0.05);
        // The paper adds a half-width of 7.2 to limits that are rounded already.
        assert_printed(estimate.ci95[0], ci95[0], 0.11);
        assert_printed(estimate.ci95[1], ci95[1], 0.11);
    }
}

/// `count` numbers with exactly this mean and sample standard deviation.
fn with_moments(count: usize, mean: f64, standard_deviation: f64) -> Vec<f64> {
    let raw: Vec<f64> = (0..count).map(|i| i as f64).collect();
    let (centre, spread) = (
        crate::moments::mean(&raw),
        crate::moments::standard_deviation(&raw),
    );
    raw.iter()
        .map(|value| mean + (value - centre) / spread * standard_deviation)
        .collect()
}

#[test]
fn exact_limits_are_wider_for_few_pairs_and_meet_the_approximation_for_many() {
    let width = |count, intervals| {
        let pairs = Pairs::new(&vec![0.0; count], &with_moments(count, 0.0, 1.0)).unwrap();
        LimitsOfAgreement::of(&pairs, intervals).unwrap().upper
    };
    let (exact, approximate) = (
        width(6, LimitInterval::Exact),
        width(6, LimitInterval::Approximate),
    );
    assert!(
        exact.ci95[1] > approximate.ci95[1] + 0.5,
        "{exact:?} {approximate:?}"
    );
    let (exact, approximate) = (
        width(2000, LimitInterval::Exact),
        width(2000, LimitInterval::Approximate),
    );
    assert!(
        (exact.ci95[1] - approximate.ci95[1]).abs() < 0.005,
        "{exact:?} {approximate:?}"
    );
}

#[test]
fn peak_flow_repeatability_is_as_printed() {
    // Coefficients of repeatability 43.2 (2 × 21.6) for the large meter and 56.4 (2 × 28.2) for the mini;
    // there √(Σd²/n) of the differences is printed, which is √2·Sw.
    let of = |first: usize| {
        let pairs: Vec<[f64; 2]> = PEAK_FLOW.iter().map(|row| [row[first], row[first + 1]]).collect();
        Repeatability::from_pairs(&pairs, ErrorScale::Absolute).unwrap()
    };
    assert_printed(of(0).sem.value * 2f64.sqrt(), 21.6, 0.05);
    assert_printed(of(2).sem.value * 2f64.sqrt(), 28.2, 0.05);
    assert_printed(of(0).mdc95, 1.96 * 21.6, 0.1);
}

#[test]
fn repeatability_needs_pairs_and_numbers_that_its_scale_allows() {
    let few = Repeatability::from_pairs(&[[1.0, 1.1]; 4], ErrorScale::Absolute).unwrap_err();
    assert_eq!(few.to_string(), "repeat pairs: 4 given; at least 5 are needed");
    let zero = Repeatability::from_pairs(&[[1.0, 0.0]; 5], ErrorScale::Relative).unwrap_err();
    assert_eq!(zero.to_string(), "a repeat capture is 0; it must be above zero");
    assert!(Repeatability::from_pairs(&[[1.0, f64::NAN]; 5], ErrorScale::Absolute).is_err());
}

#[test]
fn unchanged_skin_stays_under_the_mdc95_95_times_in_100() {
    // From 200 normal pairs; of 2000 more, 95 % give or take 1.5 points from the estimate itself.
    let captures = crate::bootstrap::normals(17, 4400);
    let pairs: Vec<[f64; 2]> = captures.as_chunks().0.to_vec();
    let limit = Repeatability::from_pairs(&pairs[..200], ErrorScale::Absolute)
        .unwrap()
        .limit();
    let judge = |[before, after]: [f64; 2]| {
        let difference = Estimate::from_standard_error(after - before, 0.0).unwrap();
        Verdict::on(
            &difference,
            limit.in_units(before, true).unwrap(),
            Direction::LowerIsBetter,
        )
    };
    let changed = pairs[200..]
        .iter()
        .filter(|&&pair| judge(pair) != Verdict::NoDetectableChange)
        .count();
    assert!((60..=140).contains(&changed), "{changed} of 2000");
}

fn written() -> RepeatabilityFile {
    let repeats: Vec<[f64; 2]> = (0..12)
        .map(|i| [1.0 + f64::from(i), 1.02 + f64::from(i)])
        .collect();
    let repeatability = Repeatability::from_pairs(&repeats, ErrorScale::Relative).unwrap();
    let metric = MetricRepeatability::new("scar_contrast", "1", &repeatability);
    RepeatabilityFile::new("phone, ring light", "relief-photo 0.1.0", vec![metric]).unwrap()
}

#[test]
fn a_file_reads_back_as_it_was_written() {
    let file = written();
    assert_eq!(RepeatabilityFile::parse(&file.to_json()).unwrap(), file);
    let limit = file.metric("scar_contrast").unwrap().limit();
    assert!(matches!(limit, Mdc95::Relative(share) if share > 0.0));
    assert!(file.metric("scar_volume").is_none());
}

#[test]
fn what_is_wrong_with_a_file_is_named_with_its_limit() {
    let good = serde_json::to_value(written()).unwrap();
    let broken = |pointer: &str, value: serde_json::Value| {
        let mut json = good.clone();
        *json.pointer_mut(pointer).unwrap() = value;
        RepeatabilityFile::parse(&json.to_string())
            .unwrap_err()
            .to_string()
    };
    let table = [
        (
            "/schema",
            "relief.compare/1".into(),
            "schema is \"relief.compare/1\"; this version reads",
        ),
        ("/capture_method", " ".into(), "capture_method is empty"),
        ("/metrics", serde_json::json!([]), "metrics is empty"),
        ("/metrics/0/unit", "".into(), "metrics[0].unit is empty"),
        (
            "/metrics/0/scale",
            "log".into(),
            "metrics[0].scale: unknown variant `log`",
        ),
        (
            "/metrics/0/pairs",
            3.into(),
            "metrics[0].pairs is 3; at least 5 are needed",
        ),
        ("/metrics/0/pairs", (-3).into(), "metrics[0].pairs: invalid value"),
        (
            "/metrics/0/sem",
            (-1.0).into(),
            "metrics[0].sem is -1; it must be a finite number of at least 0",
        ),
        (
            "/metrics/0/mdc95",
            0.5.into(),
            "metrics[0].mdc95 is 0.5; it must be 1.96·√2·sem = 0.0",
        ),
        (
            "/metrics/0/mdc95_upper",
            0.0.into(),
            "metrics[0].mdc95_upper is 0; it must be at least mdc95",
        ),
    ];
    for (pointer, value, message) in table {
        let error = broken(pointer, value);
        assert!(error.starts_with(message), "{pointer}: {error}");
    }
    let twice = serde_json::json!([good["metrics"][0], good["metrics"][0]]);
    assert!(broken("/metrics", twice).starts_with("metrics[1].metric is \"scar_contrast\", which is listed"));
}

#[test]
fn text_that_is_no_file_is_one_clear_line() {
    let long = format!(r#"{{"metrics": [{{"scale": "a\n{}"}}]}}"#, "x".repeat(5000));
    // The last two quote the file's own line breaks: the first by its field, found by fuzzing.
    let texts = [
        "",
        "{",
        "[]",
        "null",
        "not json",
        "{}",
        r#"{"schema": 1}"#,
        r#"{"a\nb": [{"c"#,
        &long,
    ];
    for text in texts {
        let error = RepeatabilityFile::parse(text).unwrap_err().to_string();
        assert!(!error.contains('\n') && error.len() < 400, "{text}: {error}");
    }
    let trailing = RepeatabilityFile::parse(&(written().to_json() + "x"))
        .unwrap_err()
        .to_string();
    assert!(trailing.starts_with("after the end"), "{trailing}");
}

#[test]
fn what_is_no_json_is_said_without_the_readers_words() {
    for (text, line) in [("", 1), ("before,after", 1), ("{\n", 2), ("\u{0}", 1)] {
        let error = RepeatabilityFile::parse(text).unwrap_err();
        assert_eq!(error.to_string(), format!("line {line} is not JSON"));
    }
    let error = RepeatabilityFile::parse("{}").unwrap_err().to_string();
    assert!(error.starts_with("the file: missing field `schema`"), "{error}");
}
