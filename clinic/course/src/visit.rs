//! What a patient comes for, and when it should be.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a patient comes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visit {
    /// A treatment, counted from 1.
    Session(u8),
    /// The judgement of the result after so many sessions.
    Judgement(u8),
    /// A follow-up, counted from 1.
    FollowUp(u16),
}

/// The days between which a visit should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// Sooner is refused.
    pub earliest: Date,
    /// Later is flagged; a deferral can move `earliest` beyond it, and then every day is late.
    pub latest: Option<Date>,
    /// Whether it counts from something that has happened; otherwise it moves with what it counts from.
    pub firm: bool,
}

impl Window {
    /// Whether a day is later than it should be.
    pub fn is_late(&self, date: Date) -> bool {
        self.latest.is_some_and(|latest| date > latest)
    }
}

/// How a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisitState {
    /// To be booked.
    Open,
    /// Booked.
    Booked(crate::calendar::Slot),
    /// It took place.
    Kept(Date),
}

/// A visit of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlannedVisit {
    /// Which.
    pub visit: Visit,
    /// When it should be.
    pub window: Window,
    /// How it stands.
    pub state: VisitState,
}
