//! Numbers against R: lme4, base and survey.

use crate::expected::{CLOSED, SEARCHED, assert_near, expected, list, number, numbers};
use crate::rows::{METRIC, columns, measured, measured_of, row};
use relief_course::Level;
use relief_estimate::{Estimate, Verdict};
use relief_protocol::{NeedleLength, ScarType, Severity, Sign};
use relief_registry::{
    At, Columns, Comparison, DiaryRow, MixedAnswer, Pseudonym, Rows, Scale, ScarRow, SessionRow, Share,
    SideEffect, Term, by_session, change, mixed, scars, side_effects,
};
use serde_json::Value;
use std::collections::HashMap;

fn scar_type(value: &Value) -> ScarType {
    serde_json::from_value(value.clone()).unwrap()
}

/// lme4's data as rows; several of one patient and session are places.
fn modelled(data: &Value) -> Columns {
    let mut places: HashMap<(u64, u8), u32> = HashMap::new();
    let rows = list(data).iter().map(|read| {
        let patient = read["patient"].as_u64().unwrap();
        let session = number(&read["session"]) as u8;
        let place = places.entry((patient, session)).or_default();
        *place += 1;
        let before = read.get("before").map_or(10.0, number);
        let compared = measured_of(before, number(&read["y"]), Verdict::NoDetectableChange);
        let mut row: Comparison = row(patient, &place.to_string(), session, compared);
        row.covariates.scar_type = read.get("scar_type").map(scar_type);
        let needle = read
            .get("needle")
            .map(|mm| NeedleLength::from_mm(number(mm)).unwrap());
        row.covariates.needle = needle.or(row.covariates.needle);
        row
    });
    columns(rows.collect())
}

#[track_caller]
fn assert_estimate(what: &str, estimate: &Estimate, expected: [f64; 3], tolerance: f64) {
    assert_near(what, estimate.value, expected[0], tolerance);
    assert_near(what, estimate.ci95[0], expected[1], tolerance);
    assert_near(what, estimate.ci95[1], expected[2], tolerance);
}

fn assert_fit(name: &str, answer: &MixedAnswer, fit: &Value) {
    let names = list(&fit["names"]);
    assert_eq!(answer.coefficients.len(), names.len(), "{name}");
    for (place, coefficient) in answer.coefficients.iter().enumerate() {
        let of = |end: &str| number(&fit[end][place]);
        let expected = [of("value"), of("low"), of("high")];
        let what = format!("{name}, {} as {:?}", names[place], coefficient.effect);
        assert_estimate(&what, &coefficient.estimate, expected, SEARCHED);
    }
    assert_near(name, answer.patient_sd, number(&fit["patient_sd"]), SEARCHED);
    assert_near(name, answer.residual_sd, number(&fit["residual_sd"]), SEARCHED);
}

#[test]
fn mixed_models_are_those_of_lme4() {
    let all = [
        Term::EachSession,
        Term::ScarType,
        Term::Before,
        Term::NeedleLength,
    ];
    for (name, terms) in [
        ("sleepstudy", &[Term::Sessions][..]),
        ("unbalanced", &all),
        ("alike", &all),
        ("apart", &all),
    ] {
        let model = &expected()["models"][name];
        let columns = modelled(&model["data"]);
        let answer = mixed(&columns.cohort(), METRIC, Scale::Absolute, terms).unwrap();
        assert_fit(name, &answer, &model["fit"]);
        assert_eq!(answer.left_out, 0, "{name}");
    }
}

#[test]
fn scars_within_patients_are_those_of_lme4() {
    let expected = &expected()["scars"];
    let rows = list(&expected["data"]).iter().map(|read| ScarRow {
        patient: Pseudonym(read["patient"].as_u64().unwrap()),
        scar: read["scar"].as_u64().unwrap() as u32,
        scar_type: scar_type(&read["scar_type"]),
        sessions: 3,
        before_mm: number(&read["before"]),
        after_mm: number(&read["after"]),
    });
    let columns = Columns::new(Rows {
        scars: rows.collect(),
        ..Rows::default()
    })
    .unwrap();
    let answer = scars(&columns.cohort()).unwrap();
    let fit = &expected["fit"];
    for (place, of_type) in answer.types.iter().enumerate() {
        let of = |end: &str| number(&fit[end][place]);
        let what = format!("{:?}", of_type.scar_type);
        assert_estimate(
            &what,
            &of_type.change,
            [of("value"), of("low"), of("high")],
            SEARCHED,
        );
    }
    assert_near(
        "patients",
        answer.patient_sd,
        number(&fit["patient_sd"]),
        SEARCHED,
    );
    assert_near("scars", answer.scar_sd, number(&fit["residual_sd"]), SEARCHED);
}

#[test]
fn shares_have_the_interval_of_binom_test() {
    for read in list(&expected()["shares"]) {
        let count = |name: &str| read[name].as_u64().unwrap() as usize;
        let share = Share::exact(count("count"), count("of")).unwrap().share;
        let of = |name: &str| number(&read[name]);
        assert_estimate(
            &read.to_string(),
            &share,
            [share.value, of("low"), of("high")],
            CLOSED,
        );
    }
}

#[test]
fn means_and_medians_have_the_intervals_of_r() {
    for read in list(&expected()["location"]) {
        let values = numbers(&read["values"]);
        let rows = values.iter().enumerate();
        let rows = rows.map(|(patient, value)| row(patient as u64, "cheek", 2, measured(*value)));
        let columns = columns(rows.collect());
        let answer = change(&columns.cohort(), METRIC, Scale::Absolute, At::Last).unwrap();
        let location = answer.change.unwrap();
        let three = |name: &str| <[f64; 3]>::try_from(numbers(&read[name])).unwrap();
        assert_eq!(location.n, values.len());
        assert_estimate("mean", &location.mean, three("mean"), CLOSED);
        assert_estimate("median", &location.median.unwrap(), three("median"), CLOSED);
        assert_near("sd", location.sd, number(&read["sd"]), CLOSED);
    }
}

#[test]
fn sessions_of_patients_have_the_interval_of_survey() {
    let expected = &expected()["clustered"];
    let mut seen: HashMap<u64, u8> = HashMap::new();
    let patients = list(&expected["patient"])
        .iter()
        .map(|patient| patient.as_u64().unwrap());
    let happened = numbers(&expected["happened"]);
    let sessions = patients.zip(happened).map(|(patient, happened)| {
        let session = seen.entry(patient).or_default();
        *session += 1;
        let itch = SideEffect {
            sign: Sign::Itch,
            worst: Severity::Mild,
            days: 2,
            gone: true,
        };
        SessionRow {
            patient: Pseudonym(patient),
            session: *session,
            needle: None,
            setting: None,
            diary: Some(DiaryRow {
                effects: vec![itch; happened as usize],
                triage: Level::Expected,
            }),
        }
    });
    let columns = Columns::new(Rows {
        sessions: sessions.collect(),
        ..Rows::default()
    })
    .unwrap();
    let answer = side_effects(&columns.cohort()).unwrap();
    let itch = answer.signs.iter().find(|sign| sign.sign == Sign::Itch).unwrap();
    let share = <[f64; 3]>::try_from(numbers(&expected["share"])).unwrap();
    assert_estimate("itch", &itch.any.share.share, share, CLOSED);
}

#[test]
fn those_who_left_differ_by_welch() {
    let expected = &expected()["welch"];
    let rows_of = |name: &str, first: u64, sessions: u8| -> Vec<Comparison> {
        let values = numbers(&expected[name]);
        let rows = values.iter().enumerate().flat_map(|(place, before)| {
            let of = move |session| {
                let compared = measured_of(*before, -0.5, Verdict::NoDetectableChange);
                row(first + place as u64, "cheek", session, compared)
            };
            (1..=sessions).map(of).collect::<Vec<_>>()
        });
        rows.collect()
    };
    let rows = [rows_of("left", 0, 1), rows_of("stayed", 100, 2)].concat();
    let columns = columns(rows);
    let answers = by_session(&columns.cohort(), METRIC, Scale::Absolute);
    let dropped = answers[1].dropped_out.clone().unwrap().unwrap();
    let difference = <[f64; 3]>::try_from(numbers(&expected["difference"])).unwrap();
    assert_estimate("before", &dropped.before.unwrap(), difference, CLOSED);
    assert_eq!((dropped.dropped.count, dropped.dropped.of), (9, 30));
}
