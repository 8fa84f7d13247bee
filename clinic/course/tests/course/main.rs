//! The course of treatment, from candidacy to follow-up, under the shipped protocol.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod calendar;
mod candidacy;
mod consent;
mod diary;
mod gate;
mod grading;
mod outcome;
mod plan;
mod plan_properties;
mod records;
mod role;
mod session;
mod texts;

use jiff::Timestamp;
use jiff::civil::{Date, time};
use relief_course::{
    Answer, Calendar, ClinicZone, ConsentForm, DiaryEntry, Line, Note, Opening, Questionnaire, Signature,
    Signs, WeeklyHours,
};
use relief_protocol::{AnswerKind, Hash, Key, Protocol, shipped};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static PROTOCOL: LazyLock<Protocol> =
    LazyLock::new(|| Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap());

fn line(text: &str) -> Line {
    Line::try_from(text).unwrap()
}

fn note(text: &str) -> Note {
    Note::try_from(text).unwrap()
}

fn key(text: &str) -> Key {
    Key::try_from(text).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn signed(at: Timestamp) -> Signature {
    Signature {
        by: "dr-1".try_into().unwrap(),
        name: line("Dr. Çağla Öztürk"),
        at,
    }
}

/// Open on workdays from 9 to 12 and from 13 to 18.
fn calendar(zone: &str) -> Calendar {
    let day = vec![
        Opening {
            from: time(9, 0, 0, 0),
            to: time(12, 0, 0, 0),
        },
        Opening {
            from: time(13, 0, 0, 0),
            to: time(18, 0, 0, 0),
        },
    ];
    let hours = WeeklyHours {
        monday: day.clone(),
        tuesday: day.clone(),
        wednesday: day.clone(),
        thursday: day.clone(),
        friday: day,
        ..WeeklyHours::default()
    };
    Calendar::new(ClinicZone::new(zone).unwrap(), hours, BTreeMap::new()).unwrap()
}

/// Answers that stand against nothing.
fn healthy(asked_on: Date) -> Questionnaire {
    let answer = |kind| match kind {
        AnswerKind::YesNo => Answer::No,
        AnswerKind::Since => Answer::Never,
        AnswerKind::Born => Answer::Born(jiff::civil::date(1995, 4, 17)),
    };
    let questions = PROTOCOL.candidacy().question.iter();
    Questionnaire {
        asked_on,
        answers: questions
            .map(|question| (question.id.clone(), answer(question.answer)))
            .collect(),
        overrides: BTreeMap::new(),
    }
}

fn form() -> ConsentForm {
    ConsentForm {
        name: key("microneedling"),
        version: 3,
        hash: Hash::of(b"the text"),
    }
}

fn entry(on: Date, signs: Signs) -> DiaryEntry {
    DiaryEntry {
        on,
        signs,
        red_flags: BTreeSet::new(),
        photo: None,
        note: None,
        entered_by: "patient-1".try_into().unwrap(),
        entered_at: on.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp(),
    }
}
