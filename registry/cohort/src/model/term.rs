//! What a change may go with, and the columns that this gives a model.

use crate::rows::Phototype;
use relief_protocol::ScarType;
use serde::{Deserialize, Serialize};

/// Needle lengths are told in these steps: pens are set in half and quarter millimetres.
pub const NEEDLE_STEP_MM: f64 = 0.5;

/// What a model explains changes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Each number of sessions with a level of its own.
    EachSession,
    /// One slope over the number of sessions.
    Sessions,
    /// The predominant scar type.
    ScarType,
    /// The phototype. Rows that do not tell it are a kind of their own, among which it is not held equal, and phototypes of fewer than five patients
    /// belong to them; where fewer than five are left of these, they count as of the most frequent one. So whoever began to write it down late loses
    /// no patient.
    Phototype,
    /// The metric before the first session.
    Before,
    /// The longest needle.
    NeedleLength,
    /// Mean weeks between sessions. Comparisons after one session stay in and stand at the mean: leaving them out would leave out
    /// those who stopped then, and who stops is no matter of chance. So it goes together with [`Self::EachSession`].
    IntervalWeeks,
    /// Needled at home against by a professional.
    AtHome,
    /// Any other treatment meanwhile.
    OtherTreatment,
    /// Weeks since the last session.
    WeeksSinceSession,
}

/// What one coefficient is of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The change of the reference: the lowest number of sessions, the first scar type and phototype, by a professional, without other treatment,
    /// everything that is a number at the mean over patients.
    Reference,
    /// After so many sessions against the fewest.
    AfterSession(u8),
    /// A scar type against the first of *ice pick*, *boxcar*, *rolling* that there is.
    OfType(ScarType),
    /// A phototype against the lightest that five patients have, or, where some rows do not tell it, against those.
    OfPhototype(Phototype),
    /// At home against by a professional.
    AtHome,
    /// With another treatment against without.
    OtherTreatment,
    /// For each session more.
    PerSession,
    /// For each unit of the metric more before.
    PerUnitBefore,
    /// For each [`NEEDLE_STEP_MM`] more.
    PerNeedleStep,
    /// For each week more between sessions.
    PerIntervalWeek,
    /// For each week more since the last session.
    PerWeekSinceSession,
}
