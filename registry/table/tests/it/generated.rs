//! Any rows that a registry may hold.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use relief_course::{Level, Setting, TreatmentKind};
use relief_estimate::{Estimate, Verdict};
use relief_protocol::{NeedleLength, ScarType, Severity, Sign};
use relief_registry::{
    Compared, Comparison, Covariates, DiaryRow, Phototype, Pseudonym, Rows, ScarRow, SessionRow, SideEffect,
};

/// Few, so that the same patient is in several tables, and some that no signed number holds.
fn patient() -> impl Strategy<Value = Pseudonym> {
    select(vec![0, 1, 2, 1 << 53, u64::MAX]).prop_map(Pseudonym)
}

/// With everything that CSV has a meaning for.
fn text() -> impl Strategy<Value = String> {
    "[a-zäß,;\"'\n\r =\u{1f}-]{1,8}"
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-1e3..1e3_f64, Just(0.0), Just(5e-324), Just(f64::MAX), Just(0.1)]
}

fn estimate() -> impl Strategy<Value = Estimate> {
    (number(), number(), number())
        .prop_map(|(value, a, b)| Estimate::new(value, [a.min(b), a.max(b)]).unwrap())
}

fn needle() -> impl Strategy<Value = NeedleLength> {
    (0.05..=5.0_f64).prop_map(|mm| NeedleLength::from_mm(mm).unwrap())
}

fn setting() -> impl Strategy<Value = Setting> {
    select(vec![Setting::Professional, Setting::AtHome])
}

fn compared() -> impl Strategy<Value = Compared> {
    let verdicts = vec![Verdict::Improved, Verdict::Worse, Verdict::NoDetectableChange];
    let measured = (
        estimate(),
        estimate(),
        option::of(number()),
        0.0..1e3_f64,
        select(verdicts),
    );
    prop_oneof![
        measured.prop_map(
            |(before, difference, relative, mdc95, verdict)| Compared::Measured {
                before,
                difference,
                relative,
                mdc95,
                verdict
            }
        ),
        vec("[a-z][a-z0-9_]{0,8}", 0..3).prop_map(|reasons| Compared::Refused { reasons }),
    ]
}

fn covariates() -> impl Strategy<Value = Covariates> {
    let phototypes = vec![Phototype::I, Phototype::III, Phototype::VI];
    let treatments = vec![TreatmentKind::Laser, TreatmentKind::Peel, TreatmentKind::Other];
    let numbers = (
        option::of(0.0..60.0_f64),
        option::of(0.0..60.0_f64),
        option::of(needle()),
    );
    let texts = (option::of(text()), option::of(text()));
    let codes = (
        option::of(select(ScarType::ALL.to_vec())),
        option::of(select(phototypes)),
        option::of(setting()),
        btree_set(select(treatments), 0..3),
    );
    (numbers, texts, codes).prop_map(|(numbers, texts, codes)| Covariates {
        scar_type: codes.0,
        phototype: codes.1,
        needle: numbers.2,
        interval_weeks: numbers.0,
        setting: codes.2,
        device: texts.0,
        operator: texts.1,
        other_treatments: codes.3,
        weeks_since_session: numbers.1,
    })
}

fn comparisons() -> impl Strategy<Value = Vec<Comparison>> {
    let key = (patient(), text(), text(), 1..=u8::MAX);
    let rest = ("[a-z0-9%]{0,3}", compared(), covariates());
    btree_map(key, rest, 0..12).prop_map(|rows| {
        rows.into_iter()
            .map(
                |((patient, place, metric, sessions), (unit, compared, covariates))| Comparison {
                    patient,
                    place,
                    metric,
                    unit,
                    sessions,
                    compared,
                    covariates,
                },
            )
            .collect()
    })
}

fn diary() -> impl Strategy<Value = DiaryRow> {
    let rest = (select(Severity::ALL.to_vec()), any::<u16>(), any::<bool>());
    let effects = btree_map(select(Sign::ALL.to_vec()), rest, 0..4);
    let levels = vec![Level::Expected, Level::Watch, Level::ContactNow];
    (effects, select(levels)).prop_map(|(effects, triage)| DiaryRow {
        effects: effects
            .into_iter()
            .map(|(sign, (worst, days, gone))| SideEffect {
                sign,
                worst,
                days,
                gone,
            })
            .collect(),
        triage,
    })
}

fn sessions() -> impl Strategy<Value = Vec<SessionRow>> {
    let rest = (option::of(needle()), option::of(setting()), option::of(diary()));
    btree_map((patient(), 1..=u8::MAX), rest, 0..12).prop_map(|rows| {
        rows.into_iter()
            .map(|((patient, session), (needle, setting, diary))| SessionRow {
                patient,
                session,
                needle,
                setting,
                diary,
            })
            .collect()
    })
}

fn scars() -> impl Strategy<Value = Vec<ScarRow>> {
    let key = (patient(), any::<u32>(), 1..=u8::MAX);
    let rest = (select(ScarType::ALL.to_vec()), 1e-6..10.0_f64, 0.0..10.0_f64);
    btree_map(key, rest, 0..12).prop_map(|rows| {
        rows.into_iter()
            .map(
                |((patient, scar, sessions), (scar_type, before_mm, after_mm))| ScarRow {
                    patient,
                    scar,
                    scar_type,
                    sessions,
                    before_mm,
                    after_mm,
                },
            )
            .collect()
    })
}

/// Any rows, except that nothing stands twice.
pub fn rows() -> impl Strategy<Value = Rows> {
    (comparisons(), sessions(), scars(), btree_set(patient(), 0..3)).prop_map(
        |(comparisons, sessions, scars, going_on)| Rows {
            comparisons,
            sessions,
            scars,
            going_on,
        },
    )
}
