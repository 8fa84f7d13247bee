//! What the skin may do after a session: side effects with their normal course, and red flags.

use crate::words::{Key, Text};
use serde::{Deserialize, Serialize};

/// What the diary asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says which sign it is")]
pub enum Sign {
    Redness,
    Swelling,
    Bruising,
    Pain,
    Itch,
    Flaking,
    Darkening,
}

impl Sign {
    /// Every sign, in the order the diary asks.
    pub const ALL: [Self; 7] = [
        Self::Redness,
        Self::Swelling,
        Self::Bruising,
        Self::Pain,
        Self::Itch,
        Self::Flaking,
        Self::Darkening,
    ];

    /// The name in files and records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Redness => "redness",
            Self::Swelling => "swelling",
            Self::Bruising => "bruising",
            Self::Pain => "pain",
            Self::Itch => "itch",
            Self::Flaking => "flaking",
            Self::Darkening => "darkening",
        }
    }
}

/// How strong a sign is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Absent.
    #[default]
    None,
    /// Noticed when asked.
    Mild,
    /// Plain to see or to feel.
    Moderate,
    /// Cannot be overlooked or ignored.
    Severe,
}

impl Severity {
    /// Every severity, from absent to severe.
    pub const ALL: [Self; 4] = [Self::None, Self::Mild, Self::Moderate, Self::Severe];
}

/// One step of a course over days: up to `severity` through day `through_day`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The last day of this step; the day of the session is 0.
    pub through_day: u16,
    /// The strongest severity on these days.
    pub severity: Severity,
}

/// A side effect and its normal course.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// Which sign.
    pub sign: Sign,
    /// What is normal: steps with rising days and falling severities; after the last, nothing.
    #[serde(default)]
    pub expected: Vec<Step>,
    /// What is not normal but may be watched at home; beyond it the clinic is called. Never below `expected`.
    #[serde(default)]
    pub watch: Vec<Step>,
    /// After this day the sign should only fall: a rise is watched, and a rise to moderate or severe is called in.
    pub falls_after_day: Option<u16>,
    /// What the patient is told.
    pub text: Text,
    /// Where the course comes from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

impl Effect {
    /// The strongest severity that is normal on a day.
    pub fn expected_on(&self, day: u16) -> Severity {
        on(&self.expected, day)
    }

    /// The strongest severity that may be watched at home on a day.
    pub fn watched_on(&self, day: u16) -> Severity {
        on(&self.watch, day)
    }

    /// The last day on which any of it is normal; `None` when it never is.
    pub fn normal_through_day(&self) -> Option<u16> {
        self.expected.last().map(|step| step.through_day)
    }
}

fn on(steps: &[Step], day: u16) -> Severity {
    let step = steps.iter().find(|step| day <= step.through_day);
    step.map_or(Severity::None, |step| step.severity)
}

/// A sign that is never normal: the clinic is called at once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// The flag's name, under which diaries keep it.
    pub id: Key,
    /// What is asked, in words a patient understands.
    pub ask: Text,
    /// What the patient is told to do.
    pub advice: Text,
    /// Where it comes from.
    pub sources: Vec<Key>,
}
