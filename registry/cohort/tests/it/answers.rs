//! The rules of the answers: what counts as one patient, what is withheld, and what is never dropped silently.

use crate::rows::{METRIC, columns, measured, measured_of, refused, row};
use proptest::prelude::*;
use relief_course::{Level, Setting};
use relief_estimate::Verdict;
use relief_protocol::{NeedleLength, ScarType, Sign};
use relief_registry::{
    At, CHANCE_PER_PLACE, Columns, Comparison, DiaryRow, Effect, Filter, Models, NotKnown, Phototype,
    Pseudonym, RowError, Rows, SMALLEST_CELL, Scale, SessionRow, Term, by_session, change, mixed,
    number_needed, scars, setting_difference, side_effects,
};
use std::collections::BTreeSet;

/// So many patients with one place and this difference.
fn alike(first: u64, patients: u64, sessions: u8, difference: f64) -> Vec<Comparison> {
    let of = |patient| row(patient, "cheek", sessions, measured(difference));
    (first..first + patients).map(of).collect()
}

#[test]
fn a_patient_counts_once_and_a_place_that_got_worse_is_not_outweighed() {
    let mut rows = alike(0, 4, 1, -2.0);
    rows.extend([(4, -3.0), (5, -2.0)].map(|(patient, left)| row(patient, "left", 1, measured(left))));
    rows.push(row(4, "right", 1, measured(2.0)));
    rows.push(row(5, "right", 1, refused("pose")));
    let columns = columns(rows);
    let answer = change(&columns.cohort(), METRIC, Scale::Absolute, At::Last).unwrap();
    let verdicts = answer.verdicts.unwrap();
    assert_eq!(
        (answer.patients, verdicts.improved.count, verdicts.worse.count),
        (6, 5, 1)
    );
    // Patient 4 is the mean of both places, patient 5 the place that could be compared.
    let mean = answer.change.unwrap().mean.value;
    assert!((mean - (5.0 * -2.0 - 0.5) / 6.0).abs() < 1e-12, "{mean}");
    assert_eq!(answer.not_comparable.count, 0);
}

#[test]
fn a_last_session_that_is_not_comparable_is_counted_and_not_replaced() {
    let mut rows = alike(0, 12, 1, -2.0);
    rows.extend(alike(0, 6, 2, -2.0));
    rows.extend((6..12).map(|patient| row(patient, "cheek", 2, refused("light_direction"))));
    let columns = columns(rows);
    let answer = change(&columns.cohort(), METRIC, Scale::Absolute, At::Last).unwrap();
    assert_eq!((answer.patients, answer.not_comparable.count), (12, 6));
    assert_eq!(answer.verdicts.unwrap().improved.of, 6);
    assert_eq!(answer.reasons, [("light_direction".to_owned(), 6)]);
}

#[test]
fn few_patients_are_withheld_with_a_reason_that_does_not_count_them() {
    for (patients, expected) in [
        (0, NotKnown::Nobody),
        (1, NotKnown::FewPatients),
        (4, NotKnown::FewPatients),
    ] {
        let columns = columns(alike(0, patients, 1, -2.0));
        let cohort = columns.cohort();
        let answer = change(&cohort, METRIC, Scale::Absolute, At::Last);
        assert_eq!(answer, Err(expected), "{patients}");
        assert_eq!(number_needed(&cohort, METRIC, At::Last), Err(expected));
        assert_eq!(mixed(&cohort, METRIC, Scale::Absolute, &[]), Err(expected));
    }
    let columns = columns(alike(0, SMALLEST_CELL as u64, 1, -2.0));
    let answer = change(&columns.cohort(), METRIC, Scale::Absolute, At::Last).unwrap();
    assert_eq!(answer.change.unwrap().median, Err(NotKnown::TooFewForThis));
    assert_eq!(scars(&columns.cohort()), Err(NotKnown::Nobody));
}

#[test]
fn a_kind_that_few_patients_have_is_no_coefficient() {
    let mut rows = [alike(0, 8, 1, -2.0), alike(8, 9, 1, -1.0), alike(17, 4, 1, 3.0)].concat();
    for row in &mut rows {
        let kind = match row.patient.0 {
            0..8 => ScarType::Rolling,
            8..17 => ScarType::Boxcar,
            _ => ScarType::IcePick,
        };
        row.covariates.scar_type = Some(kind);
    }
    // Without some scatter there is nothing to fit.
    rows[0].compared = measured(-2.5);
    let columns = columns(rows);
    let answer = mixed(&columns.cohort(), METRIC, Scale::Absolute, &[Term::ScarType]).unwrap();
    let effects: Vec<Effect> = answer.coefficients.iter().map(|found| found.effect).collect();
    assert_eq!(effects, [Effect::Reference, Effect::OfType(ScarType::Rolling)]);
    assert_eq!((answer.patients, answer.left_out), (17, 4));
}

/// All twelve came twice; six were treated by another from then on.
#[test]
fn whom_a_colleague_went_on_to_treat_did_not_drop_out() {
    let rows = (0..12).flat_map(|patient| {
        [1, 2].map(|session| {
            let mut row = row(patient, "cheek", session, measured(-1.0));
            let changed = patient < 6 && session == 2;
            row.covariates.operator = Some(if changed { "b" } else { "a" }.to_owned());
            row
        })
    });
    let columns = columns(rows.collect());
    let of_a = columns.cohort().filter(&Filter {
        operator: Some("a".to_owned()),
        ..Filter::default()
    });
    let answers = by_session(&of_a, METRIC, Scale::Absolute);
    let dropped = answers[1].dropped_out.clone().unwrap().unwrap();
    assert_eq!((dropped.dropped.count, dropped.dropped.of), (0, 6));
}

#[test]
fn who_is_still_to_come_did_not_drop_out() {
    let comparisons = [alike(0, 10, 1, -2.0), alike(0, 5, 2, -2.0)].concat();
    let rows = Rows {
        comparisons,
        going_on: BTreeSet::from([Pseudonym(8), Pseudonym(9)]),
        ..Rows::default()
    };
    let columns = Columns::new(rows).unwrap();
    let answers = by_session(&columns.cohort(), METRIC, Scale::Absolute);
    assert_eq!(answers[0].dropped_out, None);
    let dropped = answers[1].dropped_out.clone().unwrap().unwrap();
    assert_eq!(
        (dropped.dropped.count, dropped.dropped.of, dropped.going_on),
        (3, 8, 2)
    );
    assert_eq!(dropped.before, Err(NotKnown::FewPatients));
}

#[test]
fn the_number_needed_is_against_chance_at_as_many_places() {
    let columns = columns([alike(0, 60, 1, -2.0), alike(60, 40, 1, 0.0)].concat());
    let answer = number_needed(&columns.cohort(), METRIC, At::Last).unwrap();
    assert!((answer.by_chance - CHANCE_PER_PLACE).abs() < 1e-12);
    let needed = answer.needed.unwrap();
    let [low, high] = answer.improved.share.ci95;
    assert!((needed.value - 1.0 / (0.6 - 0.025)).abs() < 1e-12);
    assert!((needed.low - 1.0 / (high - 0.025)).abs() < 1e-12);
    assert!((needed.high.unwrap() - 1.0 / (low - 0.025)).abs() < 1e-12);
}

#[test]
fn the_number_needed_has_no_end_when_it_may_be_chance_and_is_none_when_it_is() {
    let of = |improved: u64| {
        let columns = columns(
            [
                alike(0, improved, 1, -2.0),
                alike(improved, 40 - improved, 1, 0.0),
            ]
            .concat(),
        );
        number_needed(&columns.cohort(), METRIC, At::Last).unwrap().needed
    };
    assert_eq!(of(3).unwrap().high, None);
    assert_eq!(of(1), None);
}

#[test]
fn two_places_double_what_chance_makes() {
    let both = |patient| ["left", "right"].map(|place| row(patient, place, 1, measured(0.0)));
    let columns = columns((0..10).flat_map(both).collect());
    let answer = number_needed(&columns.cohort(), METRIC, At::Last).unwrap();
    assert!((answer.by_chance - (1.0 - 0.975 * 0.975)).abs() < 1e-12);
}

fn diaries(patients: u64, sessions: u8) -> Columns {
    let row = |patient, session| SessionRow {
        patient: Pseudonym(patient),
        session,
        needle: NeedleLength::from_mm(1.5).ok(),
        setting: Some(Setting::Professional),
        diary: (session > 1).then(|| DiaryRow {
            effects: Vec::new(),
            triage: Level::Expected,
        }),
    };
    let sessions = (0..patients).flat_map(|patient| (1..=sessions).map(move |session| row(patient, session)));
    Columns::new(Rows {
        sessions: sessions.collect(),
        ..Rows::default()
    })
    .unwrap()
}

#[test]
fn what_never_happened_is_bounded_by_patients_and_not_by_sessions() {
    let columns = diaries(100, 5);
    let answer = side_effects(&columns.cohort()).unwrap();
    assert_eq!(
        (answer.patients, answer.sessions, answer.without_diary),
        (100, 400, 100)
    );
    let bruising = answer
        .signs
        .iter()
        .find(|sign| sign.sign == Sign::Bruising)
        .unwrap();
    // The rule of three: 3 in 100.
    let most = bruising.any.at_most.unwrap();
    assert!((most - 0.03).abs() < 0.0006, "{most}");
    assert_eq!(bruising.duration, Err(NotKnown::Nobody));
}

#[test]
fn sessions_of_patients_without_a_picture_stay_in_unless_a_picture_is_asked_about() {
    let columns = diaries(10, 2);
    let by_session = Filter {
        sessions: Some(2..=2),
        ..Filter::default()
    };
    assert_eq!(
        side_effects(&columns.cohort().filter(&by_session))
            .unwrap()
            .sessions,
        10
    );
    let by_type = Filter {
        scar_type: Some(ScarType::Rolling),
        ..Filter::default()
    };
    assert_eq!(
        side_effects(&columns.cohort().filter(&by_type)),
        Err(NotKnown::Nobody)
    );
}

#[test]
fn settings_that_hardly_overlap_are_not_compared() {
    let of = |patient: u64| {
        let (setting, before) = match patient % 2 {
            0 => (Setting::AtHome, 5.0 + 0.01 * patient as f64),
            _ => (Setting::Professional, 12.0 + 0.01 * patient as f64),
        };
        let compared = measured_of(before, -0.1 * (patient % 7) as f64, Verdict::NoDetectableChange);
        let mut row = row(patient, "cheek", 1, compared);
        row.covariates.setting = Some(setting);
        row.covariates.scar_type = Some(ScarType::Rolling);
        row
    };
    let columns = columns((0..60).map(of).collect());
    let answer = setting_difference(&Models::in_cohort(&columns.cohort(), METRIC, Scale::Absolute));
    assert_eq!(answer, Err(NotKnown::NotTellable));
}

#[test]
fn the_setting_comes_with_its_confounders_however_it_is_asked_for() {
    let columns = crate::simulated::registry(300, 2);
    let (cohort, metric) = (columns.cohort(), crate::simulated::METRIC);
    let answer = mixed(&cohort, metric, Scale::Relative, &[Term::AtHome]).unwrap();
    let at_home = answer
        .coefficients
        .iter()
        .find(|found| found.effect == Effect::AtHome)
        .unwrap();
    let setting = setting_difference(&Models::in_cohort(&cohort, metric, Scale::Relative)).unwrap();
    let [adjusted, bare] = setting.adjusted_and_bare();
    assert!(
        (at_home.estimate.value - adjusted.value).abs() < 1e-9,
        "{at_home:?} {adjusted:?}"
    );
    assert!((at_home.estimate.value - bare.value).abs() > 0.01);
}

#[test]
fn a_needle_that_always_goes_with_the_type_cannot_be_told_from_it() {
    let of = |patient: u64| {
        let mut row = row(patient, "cheek", 1, measured(-0.1 * (patient % 7) as f64));
        let rolling = patient.is_multiple_of(2);
        row.covariates.scar_type = Some(if rolling {
            ScarType::Rolling
        } else {
            ScarType::Boxcar
        });
        row.covariates.needle = NeedleLength::from_mm(if rolling { 1.0 } else { 2.0 }).ok();
        row
    };
    let columns = columns((0..40).map(of).collect());
    let terms = [Term::ScarType, Term::NeedleLength];
    let answer = mixed(&columns.cohort(), METRIC, Scale::Absolute, &terms);
    assert_eq!(answer, Err(NotKnown::NotTellable));
}

#[test]
fn rows_that_cannot_be_are_refused() {
    let twice = [alike(0, 1, 1, -2.0), alike(0, 1, 1, -1.0)].concat();
    let refused = |comparisons| {
        let rows = Rows {
            comparisons,
            ..Rows::default()
        };
        Columns::new(rows).unwrap_err()
    };
    assert_eq!(refused(twice), RowError::Twice { row: 1 });
    let mut unit = alike(0, 2, 1, -2.0);
    unit[1].unit = "mm3".to_owned();
    assert!(matches!(refused(unit), RowError::Unit { row: 1, .. }));
    let contradiction = vec![row(
        0,
        "cheek",
        1,
        measured_of(10.0, -1.0, Verdict::NotComparable),
    )];
    assert_eq!(refused(contradiction), RowError::Contradiction { row: 0 });
    assert!(matches!(
        refused(alike(0, 1, 0, -2.0)),
        RowError::Range { row: 0, .. }
    ));
}

proptest! {
    #[test]
    fn a_filter_is_the_rows_that_a_look_at_each_would_keep(
        kinds in proptest::collection::vec((0_usize..3, 1_u8..5, any::<bool>()), 1..60),
        kind in proptest::option::of(0_usize..3),
        fewest in 1_u8..5,
    ) {
        let rows: Vec<Comparison> = kinds.iter().enumerate().map(|(patient, (kind, sessions, told))| {
            let mut row = row(patient as u64, "cheek", *sessions, measured(-2.0));
            row.covariates.scar_type = told.then_some(ScarType::ALL[*kind]);
            row
        }).collect();
        let filter = Filter {
            scar_type: kind.map(|kind| ScarType::ALL[kind]),
            sessions: Some(fewest..=4),
            ..Filter::default()
        };
        let kept = rows.iter().filter(|row| row.sessions >= fewest);
        let kept = kept.filter(|row| filter.scar_type.is_none() || row.covariates.scar_type == filter.scar_type);
        let kept = kept.count();
        prop_assert_eq!(columns(rows).cohort().filter(&filter).patients(), kept);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(changes in proptest::collection::vec((0_u64..12, -3.0_f64..3.0), 30..80)) {
        let of = |(place, (patient, change)): (usize, &(u64, f64))| {
            row(*patient, &place.to_string(), 1 + (place % 3) as u8, measured(*change))
        };
        let rows: Vec<Comparison> = changes.iter().enumerate().map(of).collect();
        let backwards: Vec<Comparison> = rows.iter().rev().cloned().collect();
        let fit = |rows| mixed(&columns(rows).cohort(), METRIC, Scale::Absolute, &[Term::EachSession]);
        match (fit(rows), fit(backwards)) {
            (Ok(one), Ok(other)) => {
                for (a, b) in one.coefficients.iter().zip(&other.coefficients) {
                    prop_assert!((a.estimate.value - b.estimate.value).abs() < 1e-6);
                }
            }
            (one, other) => prop_assert_eq!(one, other),
        }
    }
}

/// Dark skin is needled at home more often and changes by one less; where it was needled does nothing.
fn by_phototype(told: impl Fn(u64) -> bool) -> Columns {
    let of = |patient: u64| {
        let (dark, odd) = (patient < 40, patient.is_multiple_of(4));
        let scatter = (patient * 7 % 5) as f64 / 10.0;
        let change = if dark { -1.0 } else { -2.0 } + scatter;
        let mut row = row(patient, "cheek", 1, measured(change));
        row.covariates.scar_type = Some(ScarType::Rolling);
        row.covariates.phototype = told(patient).then_some(if dark { Phototype::V } else { Phototype::II });
        row.covariates.setting = Some(if dark == odd {
            Setting::Professional
        } else {
            Setting::AtHome
        });
        row
    };
    columns((0..80).map(of).collect())
}

#[test]
fn the_phototype_is_held_equal_between_settings_and_named_where_it_is_told() {
    let of = |told: fn(u64) -> bool| {
        let columns = by_phototype(told);
        setting_difference(&Models::in_cohort(&columns.cohort(), METRIC, Scale::Absolute)).unwrap()
    };
    let told = of(|_| true);
    let [adjusted, bare] = told.adjusted_and_bare();
    assert!(adjusted.value.abs() < 0.05, "{adjusted:?}");
    assert!((bare.value - 0.5).abs() < 0.1, "{bare:?}");
    assert!(told.confounders().contains(&Term::Phototype));
    let never = of(|_| false);
    assert!(!never.confounders().contains(&Term::Phototype));
    let [adjusted, bare] = never.adjusted_and_bare();
    assert!(
        (adjusted.value - bare.value).abs() < 1e-9,
        "{adjusted:?} {bare:?}"
    );
    // Whoever does not tell it stays in, whether many or few, and it is said to be held equal where all tell it alone.
    for some in [
        of(|patient| patient.is_multiple_of(2)),
        of(|patient| patient > 3),
        of(|patient| patient < 3),
    ] {
        assert_eq!((some.left_out(), some.patients()), (0, told.patients()));
        assert!(!some.confounders().contains(&Term::Phototype));
    }
}
