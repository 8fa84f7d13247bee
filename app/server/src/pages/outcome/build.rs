//! An outcome out of what was chosen and what the chart says.

use crate::chart::Current;
use crate::measured::{Measured, measured_change};
use jiff::civil::Date;
use relief_course::grading::{Grade, Grading, Satisfaction};
use relief_course::{ClinicZone, DiarySummary, InstrumentPair, InstrumentValue, MeasuredChange, Outcome};

/// What a judgement rests on.
pub(super) struct Chosen {
    pub measured: Vec<Measured>,
    pub grades_before: Vec<Grading>,
    pub grades_after: Vec<Grading>,
}

/// The outcome on a day, or why there can be none, in words.
pub(super) fn outcome(
    current: &Current,
    zone: &ClinicZone,
    today: Date,
    chosen: Chosen,
) -> Result<Outcome, String> {
    let course = &current.course;
    let days = chosen.measured.iter().flat_map(|measured| measured.days(zone));
    // Without a measurement the judgement is about the whole course.
    let span = days.fold(None, |span: Option<[Date; 2]>, day| match span {
        None => Some([day, day]),
        Some([from, to]) => Some([from.min(day), to.max(day)]),
    });
    let [from, to] = span.unwrap_or([course.plan.starts_on().min(today), today]);
    let sessions = course.sessions.iter().filter(|session| session.on <= to).count();
    let measured = chosen.measured.iter().map(|measured| change(measured, zone));
    Ok(Outcome {
        judged_on: today,
        sessions: sessions.try_into().unwrap_or(u8::MAX),
        settings: course.settings(from, to),
        measured: measured.collect::<Result<_, _>>()?,
        grades_before: chosen.grades_before,
        grades_after: chosen.grades_after,
        satisfaction: satisfaction(&course.gradings),
        diary: DiarySummary::of(&current.protocol, &course.diaries),
        instruments: instruments(&course.instruments),
        confounders: course.context.confounders(from, to),
    })
}

fn change(measured: &Measured, zone: &ClinicZone) -> Result<MeasuredChange, String> {
    measured_change(&measured.result, measured.days(zone), measured.subject.zone())
}

/// The last that the patient said.
fn satisfaction(gradings: &[Grading]) -> Option<Satisfaction> {
    let said = gradings.iter().filter_map(|grading| match grading.grade {
        Grade::Satisfaction(satisfaction) => Some(((grading.of, grading.by.at), satisfaction)),
        _ => None,
    });
    said.max_by_key(|(when, _)| *when)
        .map(|(_, satisfaction)| satisfaction)
}

/// Of each instrument and place the first value against the last one of a later day.
fn instruments(values: &[InstrumentValue]) -> Vec<InstrumentPair> {
    let mut values: Vec<&InstrumentValue> = values.iter().collect();
    values.sort_by_key(|value| value.on());
    let same = |a: &InstrumentValue, b: &InstrumentValue| InstrumentValue::change(a, b).is_ok();
    let mut pairs = Vec::new();
    for (place, before) in values.iter().enumerate() {
        let is_first = !values[..place].iter().any(|earlier| same(earlier, before));
        let after = values[place..]
            .iter()
            .rev()
            .find(|after| after.on() > before.on() && same(before, after));
        if let (true, Some(after)) = (is_first, after) {
            pairs.push(InstrumentPair {
                before: (*before).clone(),
                after: (*after).clone(),
            });
        }
    }
    pairs
}
