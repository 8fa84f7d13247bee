//! From charts to the rows of a practice's own answer: no name, no day, no picture. Who treated stands in them by account.

use crate::chart::Current;
use crate::measured::Measured;
use jiff::civil::Date;
use relief_compare::contract::{self, CompareResult};
use relief_course::{ClinicZone, Course, Diary, Session, Setting};
use relief_estimate::Verdict;
use relief_protocol::{Protocol, ScarType, Severity, Sign, Zone};
use relief_registry::{
    Compared, Comparison, Covariates, DiaryRow, PRIMARY, Pseudonym, Rows, SessionRow, SideEffect,
};
use std::collections::{BTreeMap, BTreeSet};

/// The unit of the photos' primary end point.
const UNIT: &str = "%";
/// A patient who was seen within these weeks, and has sessions left, did not drop out.
const STILL_COMING_WEEKS: f64 = 12.0;

/// What one patient's record says, under no number yet.
pub(super) struct OfPatient {
    comparisons: Vec<Comparison>,
    sessions: Vec<SessionRow>,
    /// When the last session was.
    last_session: Option<Date>,
}

/// What stands in rows until a cohort numbers its patients.
const NOBODY: Pseudonym = Pseudonym(0);

impl OfPatient {
    pub(super) fn new(zone: &ClinicZone, current: &Current, measured: &[Measured]) -> Self {
        let course = &current.course;
        let mut latest: BTreeMap<(String, String, u8), Comparison> = BTreeMap::new();
        for row in measured
            .iter()
            .flat_map(|measured| comparisons(zone, course, measured))
        {
            // What was measured last of the same place after the same session counts.
            latest.insert((row.place.clone(), row.metric.clone(), row.sessions), row);
        }
        let session = |session: &Session| {
            let mut diaries = course.diaries.iter();
            let diary =
                diaries.find(|diary| diary.session() == session.number && !diary.entries().is_empty());
            SessionRow {
                patient: NOBODY,
                session: session.number,
                needle: session.zones.values().map(|zone| zone.needle_mm).max(),
                setting: Some(Setting::Professional),
                diary: diary.map(|diary| diary_row(diary, &current.protocol)),
            }
        };
        Self {
            comparisons: latest.into_values().collect(),
            sessions: course.sessions.iter().map(session).collect(),
            last_session: course.sessions.iter().map(|session| session.on).max(),
        }
    }

    /// Adds the rows under a number that stands for the patient in these rows alone.
    pub(super) fn add(&self, rows: &mut Rows, patient: Pseudonym, today: Date) {
        let comparisons = self.comparisons.iter().cloned();
        rows.comparisons
            .extend(comparisons.map(|row| Comparison { patient, ..row }));
        let sessions = self.sessions.iter().cloned();
        rows.sessions
            .extend(sessions.map(|row| SessionRow { patient, ..row }));
        let is_coming = |on: &Date| weeks(*on, today) <= STILL_COMING_WEEKS;
        if self.last_session.as_ref().is_some_and(is_coming) {
            rows.going_on.insert(patient);
        }
    }
}

/// A row for each metric of a comparison of before the first session with after some.
fn comparisons(zone: &ClinicZone, course: &Course, measured: &Measured) -> Vec<Comparison> {
    let [before, after] = measured.days(zone);
    let had: Vec<&Session> = course
        .sessions
        .iter()
        .filter(|session| session.on < after)
        .collect();
    let from_the_start = course.sessions.iter().all(|session| session.on >= before);
    let (Ok(sessions), true) = (u8::try_from(had.len()), from_the_start && !had.is_empty()) else {
        return Vec::new();
    };
    let covariates = covariates(course, &had, measured.subject.zone(), after);
    let row = |metric: &str, unit: &str, compared: Compared| Comparison {
        patient: NOBODY,
        place: measured.subject.code(),
        metric: metric.to_owned(),
        unit: unit.to_owned(),
        sessions,
        compared,
        covariates: covariates.clone(),
    };
    let result = &measured.result;
    if !result.comparable || result.verdict == Verdict::NotComparable {
        let (metric, unit) = primary(result);
        let reasons = result
            .reasons
            .iter()
            .map(|reason| reason.code.as_str().to_owned());
        let reasons: BTreeSet<String> = reasons.collect();
        let reasons = reasons.into_iter().collect();
        return vec![row(metric, unit, Compared::Refused { reasons })];
    }
    let rows = result.changes.iter().filter_map(|change| {
        let compared = compared(change)?;
        Some(row(&change.metric, &change.unit, compared))
    });
    rows.collect()
}

/// The primary end point of what was compared, and its unit.
fn primary(result: &CompareResult) -> (&'static str, &'static str) {
    let [(of_photos, _), (of_scans, _)] = PRIMARY;
    match result.kind {
        contract::Kind::Photo => (of_photos, UNIT),
        contract::Kind::Surface => (of_scans, "mm3"),
    }
}

/// A change of which a verdict may be said.
fn compared(change: &contract::Change) -> Option<Compared> {
    Some(Compared::Measured {
        before: change.before,
        difference: change.difference,
        relative: change.relative,
        mdc95: change.mdc95,
        verdict: change.verdict?,
    })
}

fn covariates(course: &Course, had: &[&Session], zone: Option<Zone>, after: Date) -> Covariates {
    let of_place = |session: &&Session| zone.is_none_or(|zone| session.zones.contains_key(&zone));
    let there: Vec<&&Session> = had.iter().filter(|session| of_place(session)).collect();
    let treatments = || {
        there.iter().flat_map(|session| {
            let zones = session.zones.iter();
            zones
                .filter(|(treated, _)| zone.is_none_or(|zone| **treated == zone))
                .map(|(_, zone)| zone)
        })
    };
    let types: BTreeSet<ScarType> = treatments().flat_map(|zone| zone.scars.iter().copied()).collect();
    let days: Vec<Date> = there.iter().map(|session| session.on).collect();
    let between: Vec<f64> = days.windows(2).map(|pair| weeks(pair[0], pair[1])).collect();
    let first = days.first().copied();
    let rolled = course
        .context
        .home_rolling
        .iter()
        .any(|rolling| first.is_some_and(|first| rolling.on >= first && rolling.on <= after));
    let meanwhile = course.context.other_treatments.iter().filter(|other| {
        other.from() <= after && first.is_none_or(|first| other.until().is_none_or(|until| until >= first))
    });
    Covariates {
        // Which of several types most scars have, nobody counted.
        scar_type: match types.len() {
            1 => types.first().copied(),
            _ => None,
        },
        phototype: course.context.phototype(),
        needle: treatments().map(|zone| zone.needle_mm).max(),
        interval_weeks: (!between.is_empty()).then(|| between.iter().sum::<f64>() / between.len() as f64),
        setting: Some(if rolled {
            Setting::AtHome
        } else {
            Setting::Professional
        }),
        device: most_often(treatments().map(|zone| zone.device.to_string())),
        operator: only(treatments().map(|zone| zone.operator.to_string())),
        other_treatments: meanwhile.map(|other| other.kind()).collect(),
        weeks_since_session: days.last().map(|last| weeks(*last, after)),
    }
}

/// What most of them are; of two that are as many, the one that was there last.
fn most_often<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut found: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (place, one) in all.enumerate() {
        let (count, last) = found.entry(one).or_default();
        *count += 1;
        *last = place;
    }
    let most = found.into_iter().max_by_key(|(_, seen)| *seen);
    most.map(|(one, _)| one)
}

/// What all of them are.
fn only<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut found: BTreeSet<T> = all.collect();
    let one = found.pop_first();
    one.filter(|_| found.is_empty())
}

fn weeks(from: Date, to: Date) -> f64 {
    from.until(to)
        .map_or(0.0, |span| f64::from(span.get_days()) / 7.0)
}

fn diary_row(diary: &Diary, protocol: &Protocol) -> DiaryRow {
    let entries = diary.entries();
    let effects = Sign::ALL.into_iter().filter_map(|sign| {
        let days: Vec<Severity> = entries.iter().map(|entry| entry.signs.get(sign)).collect();
        let there = days.iter().filter(|severity| **severity > Severity::None).count();
        let worst = days.iter().copied().max()?;
        (there > 0).then(|| SideEffect {
            sign,
            worst,
            days: u16::try_from(there).unwrap_or(u16::MAX),
            gone: days.last() == Some(&Severity::None),
        })
    });
    let levels = diary
        .triages(protocol)
        .into_iter()
        .map(|(_, triage)| triage.level);
    DiaryRow {
        effects: effects.collect(),
        triage: levels.max().unwrap_or(relief_course::Level::Expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_that_two_treated_is_nobodys_own_and_a_device_is_the_usual_one() {
        assert_eq!(only(["a", "a"].into_iter()), Some("a"));
        assert_eq!(only(["a", "b", "a"].into_iter()), None);
        assert_eq!(only::<u8>(std::iter::empty()), None);
        assert_eq!(most_often(["a", "b", "a"].into_iter()), Some("a"));
        assert_eq!(most_often(["b", "a"].into_iter()), Some("a"));
    }
}
