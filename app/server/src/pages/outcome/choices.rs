//! What a judgement can rest on, and what is suggested for it.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, day, say_with};
use crate::measured::Measured;
use crate::subject::Subject;
use relief_course::grading::{Grading, Scale};
use relief_store::{RecordId, Versioned};
use std::collections::BTreeMap;

/// The measurements, newest first.
pub(super) fn measurements(visitor: &Visitor, chart: &Chart) -> Vec<Choice> {
    let zone = visitor.clinic.calendar.zone();
    let choice = |measured: &Measured| {
        let [before, after] = measured.days(zone);
        let label = say_with(
            "{view}, {from} to {to}",
            &[
                ("view", &measured.subject.name()),
                ("from", &day(before)),
                ("to", &day(after)),
            ],
        );
        Choice::new(measured.record.to_string(), label).hint(measured.verdict().0)
    };
    Measured::all(chart).iter().rev().map(choice).collect()
}

/// The grades, newest first; satisfaction has a place of its own.
pub(super) fn grades(current: &Current) -> Vec<Choice> {
    let mut gradings: Vec<&Versioned<Grading>> = graded(current).collect();
    gradings.sort_by_key(|grading| std::cmp::Reverse(grading.value.of));
    let choice = |grading: &Versioned<Grading>| {
        let grade = &grading.value.grade;
        let of = day(grading.value.of);
        let hint = if grading.value.blinded {
            say_with("{day}, blinded", &[("day", &of)])
        } else {
            of
        };
        let label = format!("{}: {}", (course_texts().scale)(grade.scale()), grade.score());
        Choice::new(grading.record.to_string(), label).hint(hint)
    };
    gradings.into_iter().map(choice).collect()
}

fn graded(current: &Current) -> impl Iterator<Item = &Versioned<Grading>> {
    current
        .gradings
        .iter()
        .filter(|grading| grading.value.grade.scale() != Scale::Satisfaction)
}

/// Suggests of each view and scanned zone the last measurement against its first capture, grades until the first session as before, and
/// those since the last one as after.
pub(super) fn suggested(visitor: &Visitor, chart: &Chart) -> Result<Form, Failure> {
    let current = chart.current()?;
    let zone = visitor.clinic.calendar.zone();
    let mut typed = Typed::default();
    let mut best: BTreeMap<Subject, (_, RecordId)> = BTreeMap::new();
    for measured in Measured::all(chart) {
        let [before, after] = measured.days(zone);
        let rank = (std::cmp::Reverse(before), after);
        let found = best.entry(measured.subject).or_insert((rank, measured.record));
        if rank >= found.0 {
            *found = (rank, measured.record);
        }
    }
    best.values()
        .for_each(|(_, record)| typed.add("measured", record.to_string()));
    let sessions = &current.course.sessions;
    if let (Some(first), Some(last)) = (sessions.first(), sessions.last()) {
        for grading in graded(current) {
            if grading.value.of <= first.on {
                typed.add("grades_before", grading.record.to_string());
            } else if grading.value.of > last.on {
                typed.add("grades_after", grading.record.to_string());
            }
        }
    }
    Ok(Form::of(typed))
}
