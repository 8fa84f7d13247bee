//! Care before and after, the diary, the technique, and rolling at home.

use crate::length::NeedleLength;
use crate::period::Period;
use crate::words::{Key, Text};
use serde::{Deserialize, Serialize};

/// Before or after a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Before a session.
    Before,
    /// After a session.
    After,
}

/// One piece of advice on care around a session.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Care {
    /// The advice's name.
    pub id: Key,
    /// Before or after the session.
    pub when: When,
    /// From and through which day, counted away from the session, whose day is 0.
    pub days: [u16; 2],
    /// What the patient is told.
    pub text: Text,
    /// Where it comes from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// How long the patient keeps a diary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diary {
    /// The last day that is asked for; the day of the session is 0.
    pub through_day: u16,
    /// Through this day an entry is due every day; a missing one is chased.
    pub daily_through_day: u16,
    /// Where that comes from.
    pub sources: Vec<Key>,
}

/// How a session is usually done. What lies outside is flagged, not refused.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// Passes over a zone, from and to.
    pub passes: [u8; 2],
    /// Minutes a topical anaesthetic stays on, from and to.
    pub anaesthetic_minutes: [u16; 2],
    /// What ends the work on a zone, in words.
    pub endpoint: Text,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// What is known and advised about rolling at home.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeRoller {
    /// Longer needles at home are warned of.
    pub warn_above_mm: NeedleLength,
    /// No rolling at home for so long before a session.
    pub pause_before: Period,
    /// No rolling at home for so long after a session.
    pub pause_after: Period,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// What the patient is told.
    pub advice: Vec<RollerAdvice>,
}

/// One piece of advice on rolling at home.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollerAdvice {
    /// The advice's name.
    pub id: Key,
    /// What the patient is told.
    pub text: Text,
    /// Where it comes from.
    pub sources: Vec<Key>,
}
