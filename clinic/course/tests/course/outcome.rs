//! Measurement decides; grades, satisfaction and instruments stand beside it.

use crate::{PROTOCOL, at, line, signed};
use jiff::civil::{Date, date};
use relief_course::grading::{Ecca, Extent, Grade, Grading, Satisfaction};
use relief_course::{
    ActiveAcne, Confounder, Context, DiarySummary, HomeRolling, InstrumentChange, InstrumentPair,
    InstrumentValue, MeasuredChange, MeasuredError, MetricChange, NotTheSame, OtherTreatment, Outcome,
    Phototype, Quantity, ReadingsError, SkinType, TreatmentKind,
};
use relief_estimate::{Change, Direction, Estimate, Mdc95, PairedEstimates, Verdict};
use relief_protocol::{Hash, NeedleLength, Severity, Zone};

const BEFORE: Date = date(2026, 3, 2);
const AFTER: Date = date(2026, 8, 3);

fn metric() -> MetricChange {
    let around = |value| Estimate::new(value, [value - 0.1, value + 0.1]).unwrap();
    let pair = PairedEstimates {
        before: around(1.0),
        after: around(0.5),
        difference: around(-0.5),
    };
    let change = Change::weigh(pair, Mdc95::Absolute(0.2), Direction::LowerIsBetter).unwrap();
    MetricChange {
        metric: line("scar_contrast"),
        unit: line("1"),
        change,
    }
}

fn measured(verdict: Verdict) -> MeasuredChange {
    let hash = Hash::of(b"result");
    match verdict {
        Verdict::NotComparable => {
            MeasuredChange::refused([BEFORE, AFTER], None, hash, vec![line("light_direction")]).unwrap()
        }
        verdict => MeasuredChange::compared([BEFORE, AFTER], None, hash, verdict, vec![metric()]).unwrap(),
    }
}

fn outcome(verdicts: &[Verdict]) -> Outcome {
    Outcome {
        judged_on: AFTER,
        sessions: 3,
        settings: Default::default(),
        measured: verdicts.iter().map(|verdict| measured(*verdict)).collect(),
        grades_before: vec![],
        grades_after: vec![],
        satisfaction: Some(Satisfaction::VerySatisfied),
        diary: DiarySummary::default(),
        instruments: vec![],
        confounders: vec![],
    }
}

#[test]
fn the_verdict_is_measured_and_a_worse_zone_is_never_outweighed() {
    use Verdict::{Improved, NoDetectableChange, NotComparable, Worse};
    let table: [(&[Verdict], Verdict); 7] = [
        (&[], NotComparable),
        (&[NotComparable], NotComparable),
        (&[NotComparable, NoDetectableChange], NoDetectableChange),
        (&[NoDetectableChange, Improved], Improved),
        (&[Improved, Worse, NotComparable], Worse),
        (&[NoDetectableChange], NoDetectableChange),
        (&[Worse], Worse),
    ];
    for (verdicts, expected) in table {
        // The patient is very satisfied in every one of them.
        assert_eq!(outcome(verdicts).verdict(), expected, "{verdicts:?}");
    }
}

#[test]
fn a_refused_comparison_has_reasons_and_no_number() {
    let hash = || Hash::of(b"result");
    let days = [BEFORE, AFTER];
    let refused = MeasuredChange::refused(days, None, hash(), vec![]);
    assert_eq!(refused, Err(MeasuredError::NotComparable));
    let compared = |verdict, changes| MeasuredChange::compared(days, None, hash(), verdict, changes);
    assert_eq!(
        compared(Verdict::NotComparable, vec![metric()]),
        Err(MeasuredError::NotComparable)
    );
    assert_eq!(
        compared(Verdict::Improved, vec![]),
        Err(MeasuredError::Comparable)
    );
    let backwards = MeasuredChange::compared([AFTER, BEFORE], None, hash(), Verdict::Worse, vec![metric()]);
    assert_eq!(backwards, Err(MeasuredError::AfterBeforeBefore));
    let mut json = serde_json::to_value(measured(Verdict::Improved)).unwrap();
    json["verdict"] = "not_comparable".into();
    assert!(serde_json::from_value::<MeasuredChange>(json).is_err());
}

fn graded(many: Extent, of: Date, blinded: bool) -> Grading {
    let grade = Grade::Ecca(Ecca {
        rolling: many,
        ..Ecca::default()
    });
    Grading {
        grade,
        of,
        picture: None,
        blinded,
        by: signed(at("2026-08-03T10:00:00Z")),
    }
}

#[test]
fn blinded_grades_come_before_others() {
    let mut outcome = outcome(&[Verdict::Improved]);
    outcome.grades_before = vec![
        graded(Extent::Many, BEFORE, true),
        graded(Extent::Few, date(2026, 4, 1), false),
    ];
    outcome.grades_after = vec![graded(Extent::Limited, AFTER, true)];
    let changes = outcome.grade_changes();
    assert_eq!((changes.len(), changes[0].before, changes[0].after), (1, 75, 50));
    outcome.grades_after.clear();
    assert!(outcome.grade_changes().is_empty());
}

fn firmness(on: Date, readings: &[f64]) -> InstrumentValue {
    let entered_by = "dr-1".try_into().unwrap();
    let device = line("Cutometer MPA 580");
    InstrumentValue::new(
        Quantity::Firmness,
        device,
        line("mm"),
        Zone::CheekLeft,
        on,
        readings.to_vec(),
        entered_by,
    )
    .unwrap()
}

#[test]
fn instruments_give_a_change_with_welchs_interval() {
    let pair = InstrumentPair {
        before: firmness(BEFORE, &[0.31, 0.33, 0.35, 0.33]),
        after: firmness(AFTER, &[0.28, 0.27, 0.30]),
    };
    let InstrumentChange::Difference(difference) = pair.change().unwrap() else {
        panic!("no difference");
    };
    // By hand: means 0.33 and 0.283333; squared standard errors 6.666667e-5 and 7.777778e-5; 4.544 degrees of freedom;
    // t(0.975; 4.544) lies between its tabled values at 5 and at 4, 2.571 and 2.776.
    assert!((difference.value + 0.046_666_7).abs() < 1e-6, "{difference:?}");
    let half = difference.half_width();
    let error = (6.666_667e-5_f64 + 7.777_778e-5).sqrt();
    assert!(half > 2.571 * error && half < 2.776 * error, "{half} {error}");
}

#[test]
fn a_single_reading_gives_no_change_and_other_devices_units_or_places_no_comparison() {
    let (one, three) = (firmness(BEFORE, &[0.3]), firmness(AFTER, &[0.2, 0.21, 0.22]));
    assert_eq!(
        InstrumentValue::change(&one, &three),
        Ok(InstrumentChange::UncertaintyUnknown)
    );
    let equal = firmness(BEFORE, &[0.3, 0.3]);
    assert_eq!(
        InstrumentValue::change(&equal, &equal),
        Ok(InstrumentChange::UncertaintyUnknown)
    );
    let with = |field: &str, value: serde_json::Value| -> InstrumentValue {
        let mut json = serde_json::to_value(&three).unwrap();
        json[field] = value;
        serde_json::from_value(json).unwrap()
    };
    let against = |other: InstrumentValue| InstrumentValue::change(&one, &other).unwrap_err();
    assert_eq!(against(with("quantity", "melanin".into())), NotTheSame::Quantity);
    assert_eq!(against(with("device", "Other".into())), NotTheSame::Device);
    assert_eq!(against(with("unit", "cm".into())), NotTheSame::Unit);
    assert_eq!(against(with("zone", "chin".into())), NotTheSame::Zone);
}

#[test]
fn readings_are_numbers() {
    let new = |readings: Vec<f64>| {
        let entered_by = "dr-1".try_into().unwrap();
        let other = Quantity::Other(line("Corneometer"));
        InstrumentValue::new(
            other,
            line("CM 825"),
            line("AU"),
            Zone::Chin,
            AFTER,
            readings,
            entered_by,
        )
    };
    assert_eq!(new(vec![]), Err(ReadingsError::None));
    assert_eq!(
        new(vec![1.0, f64::NAN]),
        Err(ReadingsError::NotFinite { index: 1 })
    );
    assert_eq!(new(vec![1.0; 1001]), Err(ReadingsError::TooMany { count: 1001 }));
    let huge = new(vec![f64::MAX, f64::MAX, -f64::MAX]).unwrap();
    assert!(huge.mean().is_finite());
    assert_eq!(
        InstrumentValue::change(&huge, &huge),
        Ok(InstrumentChange::UncertaintyUnknown)
    );
}

#[test]
fn what_else_changes_the_skin_is_named() {
    let rolling = |on, mm: Option<f64>| HomeRolling {
        on,
        needle_mm: mm.map(|mm| NeedleLength::from_mm(mm).unwrap()),
        device: None,
        zones: [Zone::CheekLeft].into(),
        note: None,
    };
    let other = |kind, from, until| OtherTreatment::new(kind, None, from, until).unwrap();
    let context = Context {
        home_rolling: vec![
            rolling(date(2026, 3, 2), Some(0.5)),
            rolling(date(2026, 5, 1), None),
            rolling(date(2026, 9, 1), Some(1.0)),
        ],
        other_treatments: vec![
            other(TreatmentKind::TopicalRetinoid, date(2025, 1, 1), None),
            other(TreatmentKind::Laser, date(2025, 1, 1), Some(date(2026, 3, 1))),
            other(TreatmentKind::Peel, date(2026, 8, 3), Some(date(2026, 8, 3))),
        ],
        active_acne: vec![
            ActiveAcne {
                on: date(2026, 4, 1),
                severity: Severity::Moderate,
                inflamed_lesions: Some(12),
            },
            ActiveAcne {
                on: date(2026, 6, 1),
                severity: Severity::None,
                inflamed_lesions: Some(0),
            },
        ],
        ..Context::default()
    };
    let half = NeedleLength::from_mm(0.5).unwrap();
    assert_eq!(
        context.confounders(BEFORE, AFTER),
        [
            Confounder::HomeRolling {
                times: 2,
                longest_mm: Some(half)
            },
            Confounder::OtherTreatment {
                kind: TreatmentKind::TopicalRetinoid
            },
            Confounder::OtherTreatment {
                kind: TreatmentKind::Peel
            },
            Confounder::ActiveAcne {
                severity: Severity::Moderate
            },
        ]
    );
    assert_eq!(context.confounders(date(2026, 6, 1), date(2026, 6, 2)).len(), 1);
    let rule = PROTOCOL.home_roller();
    assert_eq!(
        context.rolled_within_pause(rule, date(2026, 5, 14)).unwrap().on,
        date(2026, 5, 1)
    );
    assert_eq!(context.rolled_within_pause(rule, date(2026, 5, 15)), None);
    assert!(OtherTreatment::new(TreatmentKind::Peel, None, AFTER, Some(BEFORE)).is_err());
}

#[test]
fn the_phototype_that_was_judged_last_counts() {
    let judged = |on, phototype| SkinType { on, phototype };
    let mut context = Context::default();
    assert_eq!(context.phototype(), None);
    let [march, april] = [date(2026, 3, 2), date(2026, 4, 1)];
    context.skin_types = vec![judged(april, Phototype::IV), judged(march, Phototype::II)];
    assert_eq!(context.phototype(), Some(Phototype::IV));
    // Of one day, what was entered later.
    context.skin_types.push(judged(april, Phototype::V));
    assert_eq!(context.phototype(), Some(Phototype::V));
}
