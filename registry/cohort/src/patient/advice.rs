//! Before the next session: does the measured course so far support going on?

use crate::answer::{CHANCE_PER_PLACE, together};
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::rows::{Measured, Name, Pseudonym};
use crate::share::Share;
use relief_estimate::{Direction, Estimate, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewer than one in ten gain: what a session costs in money, days of red skin and risk is then seldom worth it. A judgement, not a
/// measurement; whoever judges otherwise has the share itself.
pub const FEW: f64 = 0.1;

/// What was measured after one of the patient's sessions, against before the first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseStep {
    /// After which session, from 1.
    pub session: u8,
    /// The comparison's verdict.
    pub verdict: Verdict,
    /// After minus before, in the metric's unit; `None` when not comparable.
    pub difference: Option<Estimate>,
    /// The minimal detectable change, in the metric's unit.
    pub mdc95: f64,
}

/// Whether the measured course supports one more session. It never replaces the clinician: candidacy, side effects and wishes stand
/// beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoingOn {
    /// It does.
    GoOn,
    /// It tells neither.
    Doubtful,
    /// It speaks against it.
    Stop,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The last session has no comparable picture.
    NotMeasured,
    /// The skin is measurably worse than before the first session.
    Worse,
    /// The last session made it measurably worse than it was after the one before.
    WorseThanAfterLast,
    /// The last session made it measurably better.
    LastSessionHelped,
    /// The last one did not; of others like that more gained from the next one than chance makes.
    OthersGained,
    /// Of others like that hardly anybody gained from the next one.
    HardlyAnybodyGained,
    /// How others went on is not known well enough.
    OthersNotKnown,
}

/// The answer before the next session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// Whether to go on.
    pub going_on: GoingOn,
    /// Why.
    pub reason: Reason,
    /// Of the others with the same verdict after as many sessions who had one more: in how many that one made a measurable
    /// improvement. They chose to go on, and those who did not might have fared worse.
    pub others: Known<Share>,
}

/// The rule, from first to last:
///
/// 1. Not comparable after the last session, or nothing measured: **doubtful**.
/// 2. Worse than before the first session: **stop**.
/// 3. Worse by more than MDC95 than after the session before: **doubtful**.
/// 4. Better by more than MDC95 than after the session before: **go on**.
/// 5. Neither, so that others decide: with the same verdict after as many sessions, in what share did one more session make an
///    improvement beyond MDC95? When the share's whole interval lies under [`FEW`] and the `planned` sessions are done: **stop**.
///    When it lies wholly above what chance makes: **go on**. Else, and when they are too few: **doubtful**.
///
/// Two pictures are each compared with the one before the first session; the difference of both differences is that between the
/// two pictures, so that the same MDC95 holds.
///
/// `course` is in the order of sessions and is this patient's own; `cohort` must not have that patient in it
/// ([`Cohort::without`]). A metric that has no better way is always doubtful.
pub fn advise(
    cohort: &Cohort<'_>,
    metric: &str,
    better: Direction,
    course: &[CourseStep],
    planned: u8,
) -> Advice {
    let unknown = |reason| Advice {
        going_on: GoingOn::Doubtful,
        reason,
        others: Err(NotKnown::NotTellable),
    };
    let Some(last) = course.last() else {
        return unknown(Reason::NotMeasured);
    };
    let (Some(difference), false) = (last.difference, last.verdict == Verdict::NotComparable) else {
        return unknown(Reason::NotMeasured);
    };
    let others = gained(cohort, metric, better, last);
    let advice = |going_on, reason| Advice {
        going_on,
        reason,
        others: others.map(|(share, _)| share),
    };
    if last.verdict == Verdict::Worse {
        return advice(GoingOn::Stop, Reason::Worse);
    }
    match Step::of(difference.value - before_last(course), last.mdc95, better) {
        Step::Lost => return advice(GoingOn::Doubtful, Reason::WorseThanAfterLast),
        Step::Gained => return advice(GoingOn::GoOn, Reason::LastSessionHelped),
        Step::Neither => {}
    }
    match others {
        Ok((share, _)) if share.share.ci95[1] < FEW && last.session >= planned => {
            advice(GoingOn::Stop, Reason::HardlyAnybodyGained)
        }
        Ok((share, chance)) if share.share.ci95[0] > chance => advice(GoingOn::GoOn, Reason::OthersGained),
        _ => advice(GoingOn::Doubtful, Reason::OthersNotKnown),
    }
}

/// What one session did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Gained,
    Lost,
    Neither,
}

impl Step {
    fn of(added: f64, mdc95: f64, better: Direction) -> Self {
        let worse = match better {
            Direction::LowerIsBetter => added,
            Direction::HigherIsBetter => -added,
            Direction::Neither => return Self::Neither,
        };
        if worse > mdc95 {
            Self::Lost
        } else if worse < -mdc95 {
            Self::Gained
        } else {
            Self::Neither
        }
    }
}

/// The difference at the comparable step before the last; nought when there is none, as before the first session.
fn before_last(course: &[CourseStep]) -> f64 {
    let earlier = course.iter().rev().skip(1);
    earlier
        .filter_map(|step| step.difference)
        .next()
        .map_or(0.0, |difference| difference.value)
}

/// Of patients with the verdict of `step` after as many sessions: how many gained by the next one, and how many chance would make.
fn gained(cohort: &Cohort<'_>, metric: &str, better: Direction, step: &CourseStep) -> Known<(Share, f64)> {
    let now = places(cohort, metric, step.session);
    let next = places(cohort, metric, step.session.saturating_add(1));
    let (mut patients, mut gained, mut chance) = (0, 0, 0.0);
    for (patient, now) in now {
        if together(now.values()) != step.verdict {
            continue;
        }
        let Some(next) = next.get(&patient) else { continue };
        let steps: Vec<Step> = now
            .iter()
            .filter_map(|(place, now)| {
                let next = next.get(place)?;
                let added = next.difference.value - now.difference.value;
                Some(Step::of(added, now.mdc95.max(next.mdc95), better))
            })
            .collect();
        if steps.is_empty() {
            continue;
        }
        patients += 1;
        gained += usize::from(steps.contains(&Step::Gained) && !steps.contains(&Step::Lost));
        chance += 1.0 - (1.0 - CHANCE_PER_PLACE).powf(steps.len() as f64);
    }
    enough(patients)?;
    Ok((Share::exact(gained, patients)?, chance / patients as f64))
}

/// What was measured after a session, by patient and place.
fn places(cohort: &Cohort<'_>, metric: &str, session: u8) -> BTreeMap<Pseudonym, BTreeMap<Name, Measured>> {
    let columns = cohort.columns;
    let metric = columns.names.find(metric);
    let rows = cohort.rows.iter().map(|row| *row as usize);
    let mut patients: BTreeMap<Pseudonym, BTreeMap<Name, Measured>> = BTreeMap::new();
    for row in rows.filter(|row| Some(columns.metric[*row]) == metric && columns.sessions[*row] == session) {
        if let Some(measured) = columns.measured[row] {
            patients
                .entry(columns.patient[row])
                .or_default()
                .insert(columns.place[row], measured);
        }
    }
    patients
}
