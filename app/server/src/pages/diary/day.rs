//! A day of a diary: its questions, and its entry as the values of the form.

use crate::app::App;
use crate::chart::Current;
use crate::clock;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed, choices, code};
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with, text};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use relief_course::{Diary, DiaryEntry};
use relief_protocol::{Protocol, Severity, Sign};
use relief_store::Versioned;

/// The day that is shown.
pub(super) struct Day {
    pub on: Date,
    /// Counted from the session.
    pub number: u16,
    pub is_to_come: bool,
    /// The version of its entry that the visitor saw; 0 for none.
    pub seen: u32,
    /// Who entered it, and when.
    pub entered: String,
}

/// One sign as it is asked about.
pub(super) struct Question {
    pub name: &'static str,
    pub label: String,
    pub hint: String,
}

impl Day {
    /// The day asked for; else the first that is missing, else today.
    pub async fn find(
        app: &App,
        current: &Current,
        diary: &Diary,
        asked: Option<u16>,
        visitor: &Visitor,
    ) -> Result<Self, Failure> {
        let today = visitor.today();
        let missing = diary.missing(&current.protocol, today).first().copied();
        let on = match asked {
            Some(number) => {
                let span: Span = i32::from(number).days();
                diary
                    .treated_on()
                    .checked_add(span)
                    .map_err(|_| Failure::NotFound)?
            }
            None => missing.unwrap_or(today.max(diary.treated_on())),
        };
        Self::on(app, current, diary, on, visitor).await
    }

    /// The day of a date.
    pub async fn on(
        app: &App,
        current: &Current,
        diary: &Diary,
        on: Date,
        visitor: &Visitor,
    ) -> Result<Self, Failure> {
        let entry = entry(current, diary, on);
        let mut entered = String::new();
        if let Some(entry) = entry {
            let account = app.store().account(&entry.value.entered_by).await?;
            let name = account.map_or_else(
                || say("somebody whose account is gone").to_owned(),
                |(account, _)| account.name.to_string(),
            );
            let at = clock::moment(visitor.clinic.calendar.zone(), entry.value.entered_at);
            let words = if entry.version > 1 {
                text("Entered by {person} on {moment}, version {version}.")
            } else {
                text("Entered by {person} on {moment}.")
            };
            entered = say_with(
                words,
                &[("person", &name), ("moment", &at), ("version", &entry.version)],
            );
        }
        Ok(Self {
            on,
            number: diary.day(on),
            is_to_come: on > visitor.today(),
            seen: entry.map_or(0, |entry| entry.version),
            entered,
        })
    }
}

impl Day {
    /// The day as people read it.
    pub fn text(&self) -> String {
        crate::language::day(self.on)
    }
}

/// The entry of a day with its record.
pub(super) fn entry<'a>(current: &'a Current, diary: &Diary, on: Date) -> Option<&'a Versioned<DiaryEntry>> {
    let session = current.session(diary.session())?.record;
    current
        .entries
        .iter()
        .find(|entry| entry.within == Some(session) && entry.value.on == on)
}

/// The form with what the day's entry holds.
pub(super) fn filled(current: &Current, diary: &Diary, day: &Day) -> Form {
    let mut typed = Typed::default();
    if let Some(entry) = entry(current, diary, day.on) {
        for sign in Sign::ALL {
            typed.add(sign.name(), code(&entry.value.signs.get(sign)));
        }
        for flag in &entry.value.red_flags {
            typed.add("red_flags", flag.as_str());
        }
        typed.add("note", entry.value.note.as_ref().map_or("", |note| note.as_str()));
    }
    Form::of(typed)
}

/// The signs, each with its normal course.
pub(super) fn questions(protocol: &Protocol, day: u16) -> Vec<Question> {
    let question = |sign: Sign| Question {
        name: sign.name(),
        label: (course_texts().sign)(sign).to_owned(),
        hint: match protocol.effect(sign) {
            None => say("Not expected; we want to know of any.").to_owned(),
            Some(effect) => match effect.expected_on(day) {
                Severity::None => format!("{} {}", effect.text, say("None is expected on this day.")),
                severity => {
                    let severity = (course_texts().severity)(severity);
                    let normal = say_with(
                        "Normal on this day: up to {severity}.",
                        &[("severity", &severity)],
                    );
                    format!("{} {normal}", effect.text)
                }
            },
        },
    };
    Sign::ALL.into_iter().map(question).collect()
}

pub(super) fn severities() -> Vec<Choice> {
    choices(&Severity::ALL, |severity| {
        (course_texts().severity)(severity).to_owned()
    })
}

/// The red flags in the protocol's words.
pub(super) fn flags(protocol: &Protocol) -> Vec<Choice> {
    protocol
        .red_flags()
        .iter()
        .map(|flag| Choice::new(flag.id.as_str(), flag.ask.to_string()))
        .collect()
}
