//! A registry whose truth is known: patients who leave when little happened, and milder scars needled at home.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use relief_course::{Level, Setting};
use relief_estimate::{Estimate, Verdict};
use relief_protocol::{NeedleLength, ScarType, Severity, Sign};
use relief_registry::{
    Columns, Compared, Comparison, Covariates, DiaryRow, Pseudonym, Rows, SessionRow, SideEffect,
};

/// The metric of every row.
pub const METRIC: &str = "scar_shading_contrast";
/// Mean relative change after each session, of everybody who began.
pub const AFTER: [f64; 4] = [-0.06, -0.11, -0.15, -0.17];
/// What half a millimetre of needle more does.
pub const PER_NEEDLE_STEP: f64 = -0.01;
/// What a week more between sessions does.
pub const PER_WEEK: f64 = 0.004;
/// What needling at home does besides its short needles.
const AT_HOME: f64 = 0.02;
/// What one unit of severity before does: mild scars get better by a larger share.
pub const PER_SEVERITY: f64 = 0.02;
/// What each scar type does, in the order of [`ScarType::ALL`]; nought on average.
pub const OF_TYPE: [f64; 3] = [0.03, 0.0, -0.03];
/// Standard deviations between and within patients.
const PATIENT_SD: f64 = 0.06;
const WITHIN_SD: f64 = 0.04;
/// Severity before goes evenly from and to, needles from two settings, pauses of whole weeks.
const SEVERITY: [f64; 2] = [5.0, 15.0];
const NEEDLES_MM: [f64; 4] = [1.0, 1.5, 2.0, 2.5];
const NEEDLES_AT_HOME_MM: [f64; 2] = [0.25, 0.5];
const WEEKS: [f64; 4] = [3.0, 4.0, 6.0, 8.0];
/// Half of all sessions redden: as many patients do so often as seldom.
pub const REDNESS: f64 = 0.5;
/// The minimal detectable change as a share of before.
pub const MDC95: f64 = 0.08;

/// At home minus by a professional, both with their own needles and everything else equal.
pub fn at_home() -> f64 {
    AT_HOME + PER_NEEDLE_STEP * (mean(&NEEDLES_AT_HOME_MM) - mean(&NEEDLES_MM)) / 0.5
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// How likely mild scars are needled at home: from 8 in 10 to 2 in 10, half on average.
fn share_at_home(severity: f64) -> f64 {
    0.8 - 0.6 * (severity - SEVERITY[0]) / (SEVERITY[1] - SEVERITY[0])
}

/// A registry of so many patients.
pub fn registry(patients: u64, seed: u64) -> Columns {
    Columns::new(rows(patients, seed)).unwrap()
}

/// Its rows.
pub fn rows(patients: u64, seed: u64) -> Rows {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Rows::default();
    for patient in 0..patients {
        add(&mut rows, Pseudonym(patient), &mut chance);
    }
    rows
}

/// The changes of one more patient who stays to the end.
pub fn newcomer(chance: &mut ChaCha8Rng) -> [f64; 4] {
    let person = Person::drawn(chance);
    std::array::from_fn(|visit| person.change(visit, chance))
}

/// One patient before anything happened.
struct Person {
    severity: f64,
    at_home: bool,
    kind: usize,
    needle_mm: f64,
    weeks: f64,
    level: f64,
    frailty: f64,
}

impl Person {
    fn drawn(chance: &mut ChaCha8Rng) -> Self {
        let severity = chance.random_range(SEVERITY[0]..SEVERITY[1]);
        let at_home = chance.random_bool(share_at_home(severity));
        let needles: &[f64] = if at_home { &NEEDLES_AT_HOME_MM } else { &NEEDLES_MM };
        let (kind, needle, week) = (
            chance.random_range(0..3),
            chance.random_range(0..needles.len()),
            chance.random_range(0..WEEKS.len()),
        );
        Self {
            severity,
            at_home,
            kind,
            needle_mm: needles[needle],
            weeks: WEEKS[week],
            level: normal(chance) * PATIENT_SD,
            // Every second patient is reddened four times as often.
            frailty: if chance.random_bool(0.5) { 0.8 } else { 0.2 },
        }
    }

    /// The measured change after `visit` + 1 sessions; the means of all that varies are nought.
    fn change(&self, visit: usize, chance: &mut ChaCha8Rng) -> f64 {
        let home = if self.at_home { 1.0 } else { 0.0 };
        let needle = (mean(&NEEDLES_AT_HOME_MM) + mean(&NEEDLES_MM)) / 2.0;
        AFTER[visit]
            + AT_HOME * (home - 0.5)
            + PER_NEEDLE_STEP * (self.needle_mm - needle) / 0.5
            + if visit > 0 {
                PER_WEEK * (self.weeks - mean(&WEEKS))
            } else {
                0.0
            }
            + PER_SEVERITY * (self.severity - mean(&SEVERITY))
            + OF_TYPE[self.kind]
            + self.level
            + normal(chance) * WITHIN_SD
    }

    fn setting(&self) -> Setting {
        if self.at_home {
            Setting::AtHome
        } else {
            Setting::Professional
        }
    }

    fn needle(&self) -> Option<NeedleLength> {
        NeedleLength::from_mm(self.needle_mm).ok()
    }
}

fn add(rows: &mut Rows, patient: Pseudonym, chance: &mut ChaCha8Rng) {
    let person = Person::drawn(chance);
    for visit in 0..AFTER.len() {
        let change = person.change(visit, chance);
        rows.comparisons.push(comparison(patient, &person, visit, change));
        rows.sessions.push(session(patient, &person, visit, chance));
        // Of those in whom nothing was seen half leave, of the others one in twenty: on what was measured, and on nothing else.
        if chance.random_bool(if change > -MDC95 { 0.5 } else { 0.05 }) {
            break;
        }
    }
}

fn comparison(patient: Pseudonym, person: &Person, visit: usize, change: f64) -> Comparison {
    let mdc95 = MDC95 * person.severity;
    let difference = Estimate::from_standard_error(change * person.severity, mdc95 / 4.0).unwrap();
    let better = relief_estimate::Direction::LowerIsBetter;
    Comparison {
        patient,
        place: "cheek_left".to_owned(),
        metric: METRIC.to_owned(),
        unit: "%".to_owned(),
        sessions: visit as u8 + 1,
        compared: Compared::Measured {
            before: Estimate::from_standard_error(person.severity, mdc95 / 4.0).unwrap(),
            difference,
            relative: Some(change),
            mdc95,
            verdict: Verdict::on(&difference, mdc95, better),
        },
        covariates: Covariates {
            scar_type: Some(ScarType::ALL[person.kind]),
            needle: person.needle(),
            interval_weeks: (visit > 0).then_some(person.weeks),
            setting: Some(person.setting()),
            ..Covariates::default()
        },
    }
}

fn session(patient: Pseudonym, person: &Person, visit: usize, chance: &mut ChaCha8Rng) -> SessionRow {
    let redness = SideEffect {
        sign: Sign::Redness,
        worst: Severity::Mild,
        days: chance.random_range(1..=4),
        gone: true,
    };
    SessionRow {
        patient,
        session: visit as u8 + 1,
        needle: person.needle(),
        setting: Some(person.setting()),
        diary: Some(DiaryRow {
            effects: vec![redness; usize::from(chance.random_bool(person.frailty))],
            triage: Level::Expected,
        }),
    }
}

/// A standard normal number (Box & Muller 1958).
fn normal(chance: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - chance.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * chance.random::<f64>()).cos()
}
