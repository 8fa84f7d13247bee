//! Before the next session: does the measured course so far support going on?

use super::course::{CourseStep, PlaceChange};
use crate::answer::{CHANCE_PER_PLACE, together};
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::rows::{Measured, Name, Pseudonym};
use crate::share::Share;
use relief_estimate::{Direction, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewer than one in ten gain: what a session costs in money, days of red skin and risk is then seldom worth it. A judgement, not a
/// measurement; whoever judges otherwise has the share itself.
pub const FEW: f64 = 0.1;

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
    /// It is measurably worse than in the picture before the last.
    WorseThanAfterLast,
    /// It is measurably better than in the picture before the last.
    LastSessionHelped,
    /// Neither; of others like that more gained from the next one than chance makes.
    OthersGained,
    /// Of others like that hardly anybody gained from the next one.
    HardlyAnybodyGained,
    /// How others went on is not known well enough.
    OthersNotKnown,
}

/// Since when the last picture tells: what came between it and the comparable one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// The last session alone.
    LastSession,
    /// Several sessions, at one place at least: which of them did it, nobody measured.
    Several,
}

/// The answer before the next session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// Whether to go on.
    pub going_on: GoingOn,
    /// Why.
    pub reason: Reason,
    /// What the reason's last session stands for.
    pub since: Since,
    /// Of the others with the same verdict after as many sessions who had one more: in how many that one made a measurable
    /// improvement. They chose to go on, and those who did not might have fared worse.
    pub others: Known<Share>,
}

/// The rule, from first to last:
///
/// 1. Not comparable after the last session, or nothing measured: **doubtful**.
/// 2. Worse than before the first session: **stop**.
/// 3. Worse by more than MDC95 than in the comparable picture before, which mostly is the one after the session before: **doubtful**.
/// 4. Better by more than MDC95 than in that: **go on**.
/// 5. Neither, so that others decide: with the same verdict after as many sessions, in what share did one more session make an
///    improvement beyond MDC95? When the share's whole interval lies under [`FEW`] and the `planned` sessions are done: **stop**.
///    When it lies wholly above what chance makes: **go on**. Else, and when they are too few: **doubtful**.
///
/// Two pictures are each compared with the one before the first session; the difference of both differences is that between the
/// two pictures, so that the larger of their MDC95 holds. A place that had no comparable picture between is held against the one before
/// the first session, by that comparison's own verdict. A session made it worse when any place is, else better when any is.
///
/// `course` is in the order of sessions, up to the last that was done, and is this patient's own ([`Cohort::course`]); `cohort` must not
/// have that patient in it ([`Cohort::without`]). A metric that has no better way is always doubtful.
pub fn advise(
    cohort: &Cohort<'_>,
    metric: &str,
    better: Direction,
    course: &[CourseStep],
    planned: u8,
) -> Advice {
    let last = course.split_last().filter(|(last, _)| !last.places.is_empty());
    let Some((last, earlier)) = last else {
        return Advice {
            going_on: GoingOn::Doubtful,
            reason: Reason::NotMeasured,
            since: Since::LastSession,
            others: Err(NotKnown::NotTellable),
        };
    };
    let others = gained(cohort, metric, better, last);
    let advice = |going_on, reason| Advice {
        going_on,
        reason,
        since: since(last, earlier),
        others: others.map(|(share, _)| share),
    };
    if last.verdict() == Verdict::Worse {
        return advice(GoingOn::Stop, Reason::Worse);
    }
    match last_session(last, earlier, better) {
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
    /// From one picture of a place to a later one.
    fn between(before: PlaceChange, after: PlaceChange, better: Direction) -> Self {
        let added = after.difference.value - before.difference.value;
        let mdc95 = before.mdc95.max(after.mdc95);
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

    /// From before the first session.
    fn since_before(after: PlaceChange) -> Self {
        match after.verdict {
            Verdict::Improved => Self::Gained,
            Verdict::Worse => Self::Lost,
            Verdict::NoDetectableChange | Verdict::NotComparable => Self::Neither,
        }
    }

    /// That of several places: one that lost is never outweighed.
    fn together(places: &[Self]) -> Self {
        let any = |step| places.contains(&step).then_some(step);
        any(Self::Lost).or(any(Self::Gained)).unwrap_or(Self::Neither)
    }
}

/// What the last session did, at each place against the last comparable picture before it.
fn last_session(last: &CourseStep, earlier: &[CourseStep], better: Direction) -> Step {
    let places = last.places.iter().map(|(place, after)| {
        before(earlier, place).map_or_else(
            || Step::since_before(*after),
            |(_, before)| Step::between(before, *after, better),
        )
    });
    Step::together(&places.collect::<Vec<_>>())
}

/// Whether every place was measured after the session before the last.
fn since(last: &CourseStep, earlier: &[CourseStep]) -> Since {
    let after = |place| before(earlier, place).map_or(0, |(session, _)| session);
    match last.places.keys().all(|place| after(place) + 1 == last.session) {
        true => Since::LastSession,
        false => Since::Several,
    }
}

/// The last comparable picture of a place, and after which session it was.
fn before(earlier: &[CourseStep], place: &str) -> Option<(u8, PlaceChange)> {
    let mut steps = earlier.iter().rev();
    steps.find_map(|step| step.places.get(place).map(|change| (step.session, *change)))
}

/// Of patients with the verdict of `step` after as many sessions: how many gained by the next one, and how many chance would make.
fn gained(cohort: &Cohort<'_>, metric: &str, better: Direction, step: &CourseStep) -> Known<(Share, f64)> {
    let now = places(cohort, metric, step.session);
    let next = places(cohort, metric, step.session.saturating_add(1));
    let verdict = step.verdict();
    let (mut patients, mut gained, mut chance) = (0, 0, 0.0);
    for (patient, now) in now {
        if together(now.values().map(|place| place.verdict)) != verdict {
            continue;
        }
        let Some(next) = next.get(&patient) else { continue };
        let steps: Vec<Step> = now
            .iter()
            .filter_map(|(place, now)| {
                let next = next.get(place)?;
                Some(Step::between((*now).into(), (*next).into(), better))
            })
            .collect();
        if steps.is_empty() {
            continue;
        }
        patients += 1;
        gained += usize::from(Step::together(&steps) == Step::Gained);
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
