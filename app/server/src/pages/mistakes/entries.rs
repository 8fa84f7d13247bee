//! The entries that somebody may take back, in words.

use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, day, say_with};
use relief_course::EntryKind;
use relief_store::{RecordId, Versioned};

/// An entry.
pub(super) struct Entry {
    pub record: RecordId,
    pub kind: EntryKind,
    pub label: String,
    pub hint: String,
}

/// What the visitor may take back, latest entered first. Blinded grades are their raters' own.
pub(super) fn of(visitor: &Visitor, chart: &Chart) -> Result<Vec<Entry>, Failure> {
    let current = chart.current()?;
    let mut found = Vec::new();
    for grading in current.gradings.iter().filter(|grading| !grading.value.blinded) {
        let grade = &grading.value.grade;
        let words = say_with(
            "{scale} {score} of {day}",
            &[
                ("scale", &(course_texts().scale)(grade.scale())),
                ("score", &grade.score()),
                ("day", &day(grading.value.of)),
            ],
        );
        found.push(entry(grading, EntryKind::of_grade(grade), words));
    }
    for value in &current.instruments {
        let (reading, quantity) = (&value.value, (course_texts().quantity)(value.value.quantity()));
        let words = format!(
            "{quantity}, {}, {}",
            (course_texts().zone)(reading.zone()),
            day(reading.on())
        );
        found.push(entry(value, EntryKind::Instrument, words));
    }
    for rolling in &current.home_rolling {
        found.push(entry(rolling, EntryKind::HomeRolling, day(rolling.value.on)));
    }
    for treatment in &current.other_treatments {
        let (what, from) = (
            (course_texts().treatment_kind)(treatment.value.kind()),
            day(treatment.value.from()),
        );
        found.push(entry(
            treatment,
            EntryKind::OtherTreatment,
            say_with("{treatment} from {day}", &[("treatment", &what), ("day", &from)]),
        ));
    }
    for acne in &current.active_acne {
        let words = format!(
            "{}, {}",
            day(acne.value.on),
            (course_texts().severity)(acne.value.severity)
        );
        found.push(entry(acne, EntryKind::ActiveAcne, words));
    }
    for judged in &current.skin_types {
        let words = format!(
            "{}, {}",
            day(judged.value.on),
            (course_texts().phototype)(judged.value.phototype)
        );
        found.push(entry(judged, EntryKind::SkinType, words));
    }
    found.retain(|(entry, _)| chart.permits(visitor, entry.kind.making()));
    found.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    Ok(found.into_iter().map(|(entry, _)| entry).collect())
}

fn entry<T>(record: &Versioned<T>, of: EntryKind, words: String) -> (Entry, jiff::Timestamp) {
    let entry = Entry {
        record: record.record,
        kind: of,
        label: (course_texts().entry_kind)(of).to_owned(),
        hint: words,
    };
    (entry, record.at)
}
