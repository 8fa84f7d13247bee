//! The rows a registry is made of, as a practice gives them: no names, no dates, no pictures.

mod columns;
mod names;

pub(crate) use columns::Measured;
pub use columns::{Columns, Rows};
pub(crate) use names::Name;

pub use relief_course::Phototype;
use relief_course::{Level, Setting, TreatmentKind};
use relief_estimate::{Change, Estimate, Verdict};
use relief_protocol::{NeedleLength, ScarType, Severity, Sign};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A patient under a number that the caller made up and keeps. The same patient has the same number in every row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(pub u64);

/// One patient's place and metric, before the first session against after session `sessions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Whose.
    pub patient: Pseudonym,
    /// The zone or view, by the name that the practice's records use.
    pub place: String,
    /// The metric's name in the comparison contract: `scar_shading_contrast` of photos, `scar_volume` of scans.
    pub metric: String,
    /// The metric's unit.
    pub unit: String,
    /// After how many sessions the later picture was taken, from 1.
    pub sessions: u8,
    /// What came of it.
    pub compared: Compared,
    /// What it happened under.
    pub covariates: Covariates,
}

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Compared {
    /// It was made.
    Measured {
        /// Before, in the metric's unit.
        before: Estimate,
        /// After minus before, in the metric's unit.
        difference: Estimate,
        /// The difference as a share of before; absent where before is not clear of zero.
        relative: Option<f64>,
        /// The minimal detectable change, in the metric's unit.
        mdc95: f64,
        /// The verdict of the comparison; never *not comparable*.
        verdict: Verdict,
    },
    /// It was refused.
    Refused {
        /// The codes of the reasons, as `light_direction`.
        reasons: Vec<String>,
    },
}

impl Compared {
    /// The comparison's change as a row has it. `None` for a change of which no verdict may be said, because neither way is
    /// better for its metric: such a metric answers no question here.
    pub fn measured(change: &Change) -> Option<Self> {
        Some(Self::Measured {
            before: change.before,
            difference: change.difference,
            relative: change.relative,
            mdc95: change.mdc95,
            verdict: change.judged()?,
        })
    }
}

/// What a comparison happened under; fields of the course. What was not recorded is `None`, and is never guessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Covariates {
    /// The scar type that most scars of the place have.
    pub scar_type: Option<ScarType>,
    /// The phototype.
    pub phototype: Option<Phototype>,
    /// The longest needle set on the place so far.
    pub needle: Option<NeedleLength>,
    /// The mean of the weeks between sessions so far; `None` after one session.
    pub interval_weeks: Option<f64>,
    /// Where it was needled; at home when it was needled there at all.
    pub setting: Option<Setting>,
    /// The device of most treatments so far; of a tie the last.
    pub device: Option<String>,
    /// Who did all treatments so far, under a pseudonym; `None` where several treated.
    pub operator: Option<String>,
    /// Other treatments meanwhile.
    pub other_treatments: BTreeSet<TreatmentKind>,
    /// Weeks from the last session to the later picture.
    pub weeks_since_session: Option<f64>,
}

/// One session of one patient, and what the diary after it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRow {
    /// Whose.
    pub patient: Pseudonym,
    /// Which session, from 1.
    pub session: u8,
    /// The longest needle set.
    pub needle: Option<NeedleLength>,
    /// Where.
    pub setting: Option<Setting>,
    /// What the diary says; `None` when none was kept, which is not the same as no side effect.
    pub diary: Option<DiaryRow>,
}

/// A diary after one session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiaryRow {
    /// Signs that were there, each once.
    pub effects: Vec<SideEffect>,
    /// The most alarming day.
    pub triage: Level,
}

/// One sign after a session.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideEffect {
    /// Which.
    pub sign: Sign,
    /// At its worst.
    pub worst: Severity,
    /// How many days it was there.
    pub days: u16,
    /// Whether it had gone when the diary ended; else it lasted at least `days`.
    pub gone: bool,
}

/// One scar of one patient, before and after so many sessions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScarRow {
    /// Whose.
    pub patient: Pseudonym,
    /// The scar's number within the patient.
    pub scar: u32,
    /// Its type.
    pub scar_type: ScarType,
    /// After how many sessions, from 1.
    pub sessions: u8,
    /// Its depth before, mm, above zero.
    pub before_mm: f64,
    /// Its depth after, mm, from zero.
    pub after_mm: f64,
}
