//! Who may be treated, as data: questions, and what an answer leads to.

use crate::period::Period;
use crate::words::{Key, Text};
use serde::{Deserialize, Serialize};

/// The questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidacy {
    /// How long answers hold; they are asked again before every session all the same.
    pub valid_for: Period,
    /// Where that comes from.
    pub sources: Vec<Key>,
    /// The questions, in the order they are asked.
    pub question: Vec<Question>,
}

/// One question and what its answers lead to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question's name, under which answers are kept.
    pub id: Key,
    /// What is asked, in words a patient understands.
    pub ask: Text,
    /// What kind of answer it takes.
    pub answer: AnswerKind,
    /// Answer *yes*, and *not sure* too (kind `yes_no`).
    pub yes: Option<Consequence>,
    /// Answer *still going on* (kind `since`).
    pub ongoing: Option<Consequence>,
    /// Answer *it ended on a day not long ago* (kind `since`).
    pub recent: Option<Recent>,
    /// Younger than the limit (kind `born`).
    pub younger: Option<Younger>,
    /// Whether a clinician who gives name and reason may treat all the same.
    #[serde(default)]
    pub clinician_may_override: bool,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the rule comes from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Yes, no, or not sure, which counts as yes.
    YesNo,
    /// Never, still going on, or the day it ended (or, for a scar, appeared).
    Since,
    /// The date of birth.
    Born,
}

/// What an answer leads to, from harmless to forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// Treat, and mind this.
    Caution,
    /// Wait until a date.
    Defer,
    /// A dermatologist decides.
    Refer,
}

/// What an answer leads to, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// What follows.
    pub then: Then,
    /// How long to wait before asking again; given exactly when `then` is `defer`.
    pub wait: Option<Period>,
    /// Why, in words a patient understands.
    pub reason: Text,
}

/// What follows when something ended less than a period ago.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recent {
    /// The period; with `defer` the wait lasts until it is over.
    pub within: Period,
    /// What follows.
    pub then: Then,
    /// Why, in words a patient understands.
    pub reason: Text,
}

/// What follows from an age below a limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Younger {
    /// The age in completed years: 1 to 120. With `defer` the wait lasts until the birthday.
    pub than_years: u8,
    /// What follows.
    pub then: Then,
    /// Why, in words a patient understands.
    pub reason: Text,
}
