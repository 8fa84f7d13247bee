//! A form while it is read: values come out checked, problems stay beside their fields.

use super::choice::Choice;
use super::field::{Field, Kind};
use super::typed::Typed;
use crate::language::{decimal, say, say_with, text};
use jiff::civil::{Date, Time};
use relief_course::{Line, Note, WordError};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;

const MISSING: &str = text("Please fill this in.");
const UNCHOSEN: &str = text("Please choose one.");

/// A form: what was typed and what is wrong with it.
///
/// The reading methods (`line`, `date`, `coded`, …) answer with the value, or with `None` and a problem noted; those
/// named `maybe_…` take an empty field for a value that is not there. The showing methods (`text`, `radios`, …) give
/// the field for the page, with the value and its problem.
#[derive(Debug, Clone, Default)]
pub struct Form {
    typed: Typed,
    problems: BTreeMap<String, String>,
    general: Vec<String>,
}

impl Form {
    /// A form to read.
    pub fn of(typed: Typed) -> Self {
        Self {
            typed,
            ..Self::default()
        }
    }

    /// A form to show with these values.
    pub fn filled<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
        Self::of(pairs.collect())
    }

    /// What was typed.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }

    /// Puts a value in place of what was typed.
    pub fn put(&mut self, name: &str, value: impl Into<String>) {
        self.typed.add(name, value);
    }

    /// Notes a problem of a field; the first one of a field stays.
    pub fn fault(&mut self, name: &str, problem: impl Into<String>) {
        self.problems
            .entry(name.to_owned())
            .or_insert_with(|| problem.into());
    }

    /// Notes a problem of the form as a whole.
    pub fn refuse(&mut self, problem: impl Into<String>) {
        self.general.push(problem.into());
    }

    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.general.is_empty()
    }

    /// Problems of the form as a whole.
    pub fn general(&self) -> &[String] {
        &self.general
    }

    /// How many problems there are; a page with problems says so in its title.
    pub fn problem_count(&self) -> usize {
        self.problems.len() + self.general.len()
    }

    /// The problem of a field.
    pub fn problem(&self, name: &str) -> Option<&str> {
        self.problems.get(name).map(String::as_str)
    }
}

/// Reading.
impl Form {
    /// A required line of text.
    pub fn line(&mut self, name: &str) -> Option<Line> {
        let typed = Line::try_from(self.typed.one(name));
        self.words(name, typed)
    }

    /// A line of text, when there is one.
    pub fn maybe_line(&mut self, name: &str) -> Option<Line> {
        if self.typed.one(name).is_empty() {
            None
        } else {
            self.line(name)
        }
    }

    /// A required text of several lines.
    pub fn note(&mut self, name: &str) -> Option<Note> {
        let typed = Note::try_from(self.typed.one(name));
        self.words(name, typed)
    }

    /// A text of several lines, when there is one.
    pub fn maybe_note(&mut self, name: &str) -> Option<Note> {
        if self.typed.one(name).is_empty() {
            None
        } else {
            self.note(name)
        }
    }

    fn words<T>(&mut self, name: &str, typed: Result<T, WordError>) -> Option<T> {
        match typed {
            Ok(words) => Some(words),
            Err(problem) => {
                self.fault(name, unkept(&problem));
                None
            }
        }
    }

    /// A required day.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        self.parsed(name, say("Please give a day, such as 2026-03-01."))
    }

    /// A day, when there is one.
    pub fn maybe_date(&mut self, name: &str) -> Option<Date> {
        if self.typed.one(name).is_empty() {
            None
        } else {
            self.date(name)
        }
    }

    /// A required time of the clock.
    pub fn time(&mut self, name: &str) -> Option<Time> {
        self.parsed(name, say("Please give a time, such as 14:30."))
    }

    /// A time of the clock, when there is one.
    pub fn maybe_time(&mut self, name: &str) -> Option<Time> {
        if self.typed.one(name).is_empty() {
            None
        } else {
            self.time(name)
        }
    }

    /// A required value in its usual text; `wrong` says what is expected.
    pub fn parsed<T: FromStr>(&mut self, name: &str, wrong: &str) -> Option<T> {
        let typed = self.typed.one(name);
        if typed.is_empty() {
            self.fault(name, say(MISSING));
            return None;
        }
        let parsed = typed.parse().ok();
        if parsed.is_none() {
            self.fault(name, wrong);
        }
        parsed
    }

    /// A required number within limits; a comma is read as a decimal point.
    pub fn number<T: FromStr + PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        limits: std::ops::RangeInclusive<T>,
    ) -> Option<T> {
        let typed = self.typed.one(name).replace(',', ".");
        if typed.is_empty() {
            self.fault(name, say(MISSING));
            return None;
        }
        match typed.parse() {
            Ok(number) if limits.contains(&number) => Some(number),
            _ => {
                let [least, most] = [limits.start(), limits.end()].map(|end| decimal(&end.to_string()));
                let problem = say_with(
                    "Please give a number from {least} to {most}.",
                    &[("least", &least), ("most", &most)],
                );
                self.fault(name, problem);
                None
            }
        }
    }

    /// A number within limits, when there is one.
    pub fn maybe_number<T: FromStr + PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        limits: std::ops::RangeInclusive<T>,
    ) -> Option<T> {
        if self.typed.one(name).is_empty() {
            None
        } else {
            self.number(name, limits)
        }
    }

    /// A required choice, by its code; digits are read as a number where the value is kept as one.
    pub fn coded<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let chosen = decode(self.typed.one(name));
        if chosen.is_none() {
            self.fault(name, say(UNCHOSEN));
        }
        chosen
    }

    /// A choice, when one was made.
    pub fn maybe_coded<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        if self.typed.one(name).is_empty() {
            None
        } else {
            self.coded(name)
        }
    }

    /// All that is ticked of a group of boxes.
    pub fn ticked<T: DeserializeOwned + Ord>(&mut self, name: &str) -> BTreeSet<T> {
        let chosen: Option<BTreeSet<T>> = self.typed.all(name).iter().map(|code| decode(code)).collect();
        chosen.unwrap_or_else(|| {
            self.fault(name, say(UNCHOSEN));
            BTreeSet::new()
        })
    }

    /// Whether a single box is ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        !self.typed.one(name).is_empty()
    }
}

/// Why words cannot be kept.
fn unkept(problem: &WordError) -> String {
    match problem {
        WordError::Empty => say(MISSING).to_owned(),
        WordError::TooLong { most } => say_with(
            "This cannot be kept: it has more than {most} characters.",
            &[("most", most)],
        ),
        WordError::Unprintable => {
            say("This cannot be kept: it holds characters that cannot be shown.").to_owned()
        }
        WordError::NoId => {
            say("This cannot be kept: it is no id; ids are 1 to 64 letters, digits, '-' or '_'.").to_owned()
        }
    }
}

fn decode<T: DeserializeOwned>(code: &str) -> Option<T> {
    let text = serde_json::Value::String(code.to_owned());
    let number = || {
        code.parse::<u64>()
            .ok()
            .and_then(|number| serde_json::from_value(number.into()).ok())
    };
    serde_json::from_value(text).ok().or_else(number)
}

/// Showing.
impl Form {
    /// One line of text.
    pub fn text<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field(name, label, Kind::Input("text"))
    }

    /// An input of another HTML type: `date`, `time`, `number`, `email`.
    pub fn input<'a>(&'a self, name: &'a str, label: &'a str, html_type: &'static str) -> Field<'a> {
        self.field(name, label, Kind::Input(html_type))
    }

    /// A password, which is never shown again.
    pub fn password<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        let mut field = self.field(name, label, Kind::Input("password"));
        field.values = &[];
        field
    }

    /// Text of several lines.
    pub fn area<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field(name, label, Kind::Area)
    }

    /// One of many, in a list that opens.
    pub fn select<'a>(&'a self, name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
        self.field(name, label, Kind::Select(choices))
    }

    /// One of a few, as large buttons.
    pub fn radios<'a>(&'a self, name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
        self.field(name, label, Kind::Radios(choices))
    }

    /// Any of a few, as large buttons.
    pub fn boxes<'a>(&'a self, name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
        self.field(name, label, Kind::Boxes(choices))
    }

    /// A single box; its value is `yes`.
    pub fn tick<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field(name, label, Kind::Tick)
    }

    /// A photo to choose; forms with one are sent as `multipart/form-data`.
    pub fn photos<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        self.field(name, label, Kind::Photos)
    }

    /// A file to choose or drop, with one of these endings, as HTML's `accept` lists them.
    pub fn file<'a>(&'a self, name: &'a str, label: &'a str, endings: &'a str) -> Field<'a> {
        self.field(name, label, Kind::File(endings))
    }

    fn field<'a>(&'a self, name: &'a str, label: &'a str, kind: Kind<'a>) -> Field<'a> {
        Field::new(name, label, kind, self.typed.all(name), self.problem(name))
    }
}
