//! A simulated practice: rows of every kind, with gaps as real ones have them. It says nothing about microneedling.

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use relief_course::{Level, Setting, TreatmentKind};
use relief_estimate::{Direction, Estimate, EstimateError, Verdict};
use relief_protocol::{NeedleLength, ScarType, Severity, Sign};
use relief_registry::{
    Compared, Comparison, Covariates, DiaryRow, Phototype, Pseudonym, Rows, ScarRow, SessionRow, SideEffect,
};

/// Metrics with their units, and how many of ten patients have them.
const METRICS: [(&str, &str, f64); 2] = [("scar_shading_contrast", "%", 1.0), ("scar_volume", "mm3", 0.4)];
const PLACES: [&str; 3] = ["cheek_left", "cheek_right", "chin"];
const REASONS: [&str; 3] = ["light_direction", "pose", "blur"];
const MOST_SESSIONS: u8 = 4;
const NEEDLES_MM: [f64; 4] = [1.0, 1.5, 2.0, 2.5];
const WEEKS: [f64; 4] = [3.0, 4.0, 6.0, 8.0];
const DEVICES: [&str; 2] = ["pen", "roller"];
const OPERATORS: [&str; 3] = ["1", "2", "3"];
/// What a course happened under is drawn apart, so that more of it changes no number.
const OF_COURSES: u64 = 1;
/// Change a session, as a share of before, and how it scatters between patients and between places and visits.
const PER_SESSION: f64 = -0.05;
const PATIENT_SCATTER: f64 = 0.12;
const SCATTER: f64 = 0.08;
const MDC95: f64 = 0.15;
/// Scars a patient, from and to.
const SCARS: std::ops::RangeInclusive<u32> = 5..=35;

/// The rows of so many patients.
pub fn rows(patients: u64, seed: u64) -> Result<Rows, EstimateError> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut of_course = ChaCha8Rng::seed_from_u64(seed);
    of_course.set_stream(OF_COURSES);
    let mut rows = Rows::default();
    for patient in 0..patients {
        add(&mut rows, Pseudonym(patient), &mut chance, &mut of_course)?;
    }
    Ok(rows)
}

fn add(
    rows: &mut Rows,
    patient: Pseudonym,
    chance: &mut ChaCha8Rng,
    of_course: &mut ChaCha8Rng,
) -> Result<(), EstimateError> {
    let sessions = chance.random_range(1..=MOST_SESSIONS);
    let level = scatter(PATIENT_SCATTER, chance);
    let needle = NEEDLES_MM
        .choose(chance)
        .and_then(|mm| NeedleLength::from_mm(*mm).ok());
    let covariates = Covariates {
        scar_type: ScarType::ALL.choose(chance).copied(),
        needle,
        other_treatments: chance
            .random_bool(0.2)
            .then_some(TreatmentKind::Peel)
            .into_iter()
            .collect(),
        ..course(of_course)
    };
    let places = &PLACES[..chance.random_range(1..=PLACES.len())];
    for session in 1..=sessions {
        let change = PER_SESSION * f64::from(session) + level;
        for (metric, unit, share) in METRICS {
            for place in places
                .iter()
                .filter(|_| share >= 1.0 || patient.0 % 10 < (10.0 * share) as u64)
            {
                rows.comparisons.push(Comparison {
                    patient,
                    place: (*place).to_owned(),
                    metric: metric.to_owned(),
                    unit: unit.to_owned(),
                    sessions: session,
                    compared: compared(change + scatter(SCATTER, chance), chance)?,
                    covariates: Covariates {
                        interval_weeks: covariates.interval_weeks.filter(|_| session > 1),
                        ..covariates.clone()
                    },
                });
            }
        }
        rows.sessions.push(SessionRow {
            patient,
            session,
            needle,
            setting: Some(Setting::Professional),
            diary: chance.random_bool(0.8).then(|| diary(chance)),
        });
    }
    add_scars(rows, patient, sessions, level, chance);
    if chance.random_bool(0.3) {
        rows.going_on.insert(patient);
    }
    Ok(())
}

/// What is drawn apart; gaps as real records have them.
fn course(chance: &mut ChaCha8Rng) -> Covariates {
    let told = |chance: &mut ChaCha8Rng| chance.random_bool(0.9);
    let text = |texts: &[&str], chance: &mut ChaCha8Rng| texts.choose(chance).map(|text| (*text).to_owned());
    Covariates {
        phototype: Phototype::ALL.choose(chance).copied().filter(|_| told(chance)),
        interval_weeks: WEEKS.choose(chance).copied().filter(|_| told(chance)),
        setting: Some(if chance.random_bool(0.3) {
            Setting::AtHome
        } else {
            Setting::Professional
        }),
        device: text(&DEVICES, chance),
        operator: text(&OPERATORS, chance),
        weeks_since_session: Some(chance.random_range(4.0..12.0)),
        ..Covariates::default()
    }
}

fn compared(change: f64, chance: &mut ChaCha8Rng) -> Result<Compared, EstimateError> {
    if chance.random_bool(0.1) {
        let reasons = REASONS[..chance.random_range(1..=2)].iter();
        return Ok(Compared::Refused {
            reasons: reasons.map(|reason| (*reason).to_owned()).collect(),
        });
    }
    let before: f64 = chance.random_range(5.0..15.0);
    let difference = Estimate::from_standard_error(change * before, MDC95 * before / 4.0)?;
    Ok(Compared::Measured {
        before: Estimate::from_standard_error(before, MDC95 * before / 4.0)?,
        difference,
        relative: chance.random_bool(0.97).then_some(change),
        mdc95: MDC95 * before,
        verdict: Verdict::on(&difference, MDC95 * before, Direction::LowerIsBetter),
    })
}

fn diary(chance: &mut ChaCha8Rng) -> DiaryRow {
    let mut effects = Vec::new();
    for (place, sign) in Sign::ALL.into_iter().enumerate() {
        // The first are frequent, the last so rare that small practices never see it.
        if chance.random_bool(0.7 / (1.0 + place as f64).powi(2)) {
            effects.push(SideEffect {
                sign,
                worst: Severity::ALL[chance.random_range(1..4)],
                days: chance.random_range(1..=7),
                gone: chance.random_bool(0.9),
            });
        }
    }
    DiaryRow {
        effects,
        triage: match chance.random_range(0..20) {
            0 => Level::ContactNow,
            1..4 => Level::Watch,
            _ => Level::Expected,
        },
    }
}

fn add_scars(rows: &mut Rows, patient: Pseudonym, sessions: u8, level: f64, chance: &mut ChaCha8Rng) {
    for scar in 0..chance.random_range(SCARS) {
        let before_mm = chance.random_range(0.1..1.0);
        let kind = chance.random_range(0..ScarType::ALL.len());
        for session in 1..=sessions {
            let of_type = 0.02 * kind as f64;
            let change = PER_SESSION * f64::from(session) - of_type + level + scatter(SCATTER, chance);
            rows.scars.push(ScarRow {
                patient,
                scar,
                scar_type: ScarType::ALL[kind],
                sessions: session,
                before_mm,
                after_mm: (before_mm * (1.0 + change)).max(0.0),
            });
        }
    }
}

/// Evenly scattered about nought with this standard deviation.
fn scatter(sd: f64, chance: &mut ChaCha8Rng) -> f64 {
    let half = sd * f64::sqrt(3.0);
    chance.random_range(-half..half)
}
