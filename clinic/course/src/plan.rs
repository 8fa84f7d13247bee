//! The plan: which visits, in which windows, booked, missed, deferred and kept.

mod change;
mod error;
mod window;

pub use error::PlanError;

use crate::calendar::Slot;
use crate::signature::Signature;
use crate::visit::{PlannedVisit, Visit, VisitState, Window};
use crate::words::{Line, Note};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_estimate::Verdict;
use relief_protocol::Protocol;
use serde::{Deserialize, Serialize};

/// Something that happened to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanEvent {
    /// When it was entered.
    pub at: Timestamp,
    /// What happened.
    pub what: PlanChange,
}

/// What can happen to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PlanChange {
    /// A visit was booked, or moved to another time.
    Booked {
        /// Which.
        visit: Visit,
        /// When.
        slot: Slot,
        /// The day it is at the clinic then.
        on: Date,
    },
    /// The patient did not come.
    Missed {
        /// To which visit.
        visit: Visit,
    },
    /// A booking was given up.
    Cancelled {
        /// Which.
        visit: Visit,
        /// Why.
        reason: Line,
    },
    /// A visit may not be before a day, as candidacy or a clinician says. Its booking is given up.
    Deferred {
        /// Which.
        visit: Visit,
        /// The first day it may be.
        until: Date,
        /// Why.
        reason: Line,
    },
    /// A visit took place.
    Kept {
        /// Which.
        visit: Visit,
        /// The day, at the clinic.
        on: Date,
    },
    /// One more session was decided on, or decided against, on the measured result.
    OptionalDecided {
        /// The judgement after so many sessions that it rests on.
        after: u8,
        /// The measured verdict.
        measured: Verdict,
        /// Whether to go on.
        go: bool,
        /// The day, at the clinic.
        on: Date,
        /// The clinician who decided.
        by: Signature,
        /// Why.
        reason: Note,
    },
    /// No further session will be, though more were planned.
    SessionsEnded {
        /// Why.
        reason: Line,
    },
}

/// What a booking leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// What was booked.
    pub slot: Slot,
    /// The day, at the clinic.
    pub on: Date,
    /// It is later than the protocol advises.
    pub late: bool,
    /// Other bookings that are now too early and have to be moved.
    pub displaced: Vec<Visit>,
}

/// A patient's plan: a start and everything that happened since, in order. What is due follows from both and the
/// protocol, so nothing that is derived can disagree with what happened.
/// Reading a plan checks that its events are in order; that each was allowed was checked when it was added, under the protocol
/// and the calendar of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Plan {
    starts_on: Date,
    events: Vec<PlanEvent>,
}

/// A plan as read, before its check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    starts_on: Date,
    events: Vec<PlanEvent>,
}

impl TryFrom<Unchecked> for Plan {
    type Error = PlanError;

    fn try_from(read: Unchecked) -> Result<Self, PlanError> {
        for pair in read.events.windows(2) {
            if pair[1].at < pair[0].at {
                return Err(PlanError::BackInTime { last: pair[0].at });
            }
        }
        Ok(Self {
            starts_on: read.starts_on,
            events: read.events,
        })
    }
}

impl Plan {
    /// A plan whose first session is on this day or later.
    pub fn new(starts_on: Date) -> Self {
        Self {
            starts_on,
            events: Vec::new(),
        }
    }

    /// The first day of the first session.
    pub fn starts_on(&self) -> Date {
        self.starts_on
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> &[PlanEvent] {
        &self.events
    }

    /// The day a visit took place.
    pub fn kept(&self, visit: Visit) -> Option<Date> {
        self.events.iter().rev().find_map(|event| match &event.what {
            PlanChange::Kept { visit: kept, on } if *kept == visit => Some(*on),
            _ => None,
        })
    }

    /// The booking of a visit that has not taken place: its time, and its day at the clinic.
    pub fn booked(&self, visit: Visit) -> Option<(Slot, Date)> {
        let last = self
            .events
            .iter()
            .rev()
            .find(|event| about(&event.what) == Some(visit))?;
        match &last.what {
            PlanChange::Booked { slot, on, .. } => Some((*slot, *on)),
            _ => None,
        }
    }

    /// How a visit stands.
    pub fn state(&self, visit: Visit) -> VisitState {
        match (self.kept(visit), self.booked(visit)) {
            (Some(on), _) => VisitState::Kept(on),
            (None, Some((slot, _))) => VisitState::Booked(slot),
            (None, None) => VisitState::Open,
        }
    }

    /// How often the patient did not come to a visit.
    pub fn times_missed(&self, visit: Visit) -> usize {
        let missed = |event: &&PlanEvent| matches!(event.what, PlanChange::Missed { visit: missed } if missed == visit);
        self.events.iter().filter(missed).count()
    }

    /// Every visit that was, is or will be: all sessions, the judgements, and the follow-ups up to the next.
    pub fn visits(&self, protocol: &Protocol) -> Vec<PlannedVisit> {
        window::visits(self, protocol)
    }

    /// The window of a visit; `None` when the plan has no such visit now.
    pub fn window(&self, protocol: &Protocol, visit: Visit) -> Option<Window> {
        self.visits(protocol)
            .into_iter()
            .find(|planned| planned.visit == visit)
            .map(|planned| planned.window)
    }

    /// How many sessions the course has now: those planned, or those kept once it was ended, and those decided on.
    pub fn sessions(&self, protocol: &Protocol) -> u8 {
        window::sessions(self, protocol)
    }

    /// The bookings that are too early for their window as it is now.
    pub fn displaced(&self, protocol: &Protocol) -> Vec<Visit> {
        let visits = self.visits(protocol).into_iter();
        let early = |planned: &PlannedVisit| {
            self.kept(planned.visit).is_none()
                && self
                    .booked(planned.visit)
                    .is_some_and(|(_, on)| on < planned.window.earliest)
        };
        visits.filter(early).map(|planned| planned.visit).collect()
    }
}

/// The visit that a change is about.
fn about(change: &PlanChange) -> Option<Visit> {
    match change {
        PlanChange::Booked { visit, .. }
        | PlanChange::Missed { visit }
        | PlanChange::Cancelled { visit, .. }
        | PlanChange::Deferred { visit, .. }
        | PlanChange::Kept { visit, .. } => Some(*visit),
        PlanChange::OptionalDecided { .. } | PlanChange::SessionsEnded { .. } => None,
    }
}
