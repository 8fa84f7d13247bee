//! How many sessions, how far apart, and when the result is judged.

use crate::period::Period;
use crate::words::{Key, Text};
use serde::Deserialize;

/// How many sessions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// Sessions planned from the start: 1 to 12.
    pub planned: u8,
    /// Sessions that may follow, each decided on the measured result: 0 to 12.
    pub optional: u8,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// The time from one session to the next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Sooner is refused.
    pub at_least: Period,
    /// Later is flagged.
    pub at_most: Period,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// When the result is first judged, counted from the last session.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// Sooner is refused: the skin still changes.
    pub at_least: Period,
    /// Later is flagged.
    pub at_most: Period,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// How often the patient comes back, counted from the last session.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// From one follow-up to the next.
    pub every: Period,
    /// How much sooner still counts.
    pub early: Period,
    /// How much later is not yet flagged.
    pub late: Period,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}
