//! Changing a plan: every change is checked against the protocol, the calendar and what happened before.

use super::window::decisions;
use super::{Booking, Plan, PlanChange, PlanError, PlanEvent};
use crate::calendar::{Calendar, Slot};
use crate::signature::Signature;
use crate::visit::{Visit, VisitState};
use crate::words::{Line, Note};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_estimate::Verdict;
use relief_protocol::Protocol;

impl Plan {
    /// Books a visit, or moves its booking. Fails when it is too early for its window, in the past, outside working
    /// hours or on a holiday, when what comes before it is not even booked, or when it shares time with another
    /// booking of this patient. A late booking is made and flagged.
    pub fn book(
        &mut self,
        protocol: &Protocol,
        calendar: &Calendar,
        visit: Visit,
        slot: Slot,
        now: Timestamp,
    ) -> Result<Booking, PlanError> {
        self.still_open(protocol, visit)?;
        if slot.start < now {
            return Err(PlanError::InThePast);
        }
        let on = calendar.zone().date(slot.start);
        let window = self
            .window(protocol, visit)
            .ok_or(PlanError::NotPlanned { visit })?;
        if on < window.earliest {
            return Err(PlanError::TooEarly {
                visit,
                on,
                earliest: window.earliest,
            });
        }
        calendar.check(slot).map_err(PlanError::Closed)?;
        let others = self
            .visits(protocol)
            .into_iter()
            .filter(|planned| planned.visit != visit);
        for other in others {
            if matches!(other.state, VisitState::Booked(taken) if taken.overlaps(slot)) {
                return Err(PlanError::Overlaps { visit: other.visit });
            }
        }
        self.record(now, PlanChange::Booked { visit, slot, on })?;
        Ok(Booking {
            slot,
            on,
            late: window.is_late(on),
            displaced: self.displaced(protocol),
        })
    }

    /// The first free time for a visit in its window or, when that is over, after it. `None` when the plan has no such
    /// open visit, or the calendar no such time for a year.
    pub fn propose(
        &self,
        protocol: &Protocol,
        calendar: &Calendar,
        visit: Visit,
        minutes: u16,
        taken: &[Slot],
        now: Timestamp,
    ) -> Option<Slot> {
        self.still_open(protocol, visit).ok()?;
        let window = self.window(protocol, visit)?;
        calendar.first_free(window.earliest, now, minutes, taken)
    }

    /// The patient did not come; the visit is open again and its window stays. Fails before the booking began.
    pub fn miss(&mut self, visit: Visit, now: Timestamp) -> Result<(), PlanError> {
        let (slot, _) = self.booked(visit).ok_or(PlanError::NotBooked { visit })?;
        if now < slot.start {
            return Err(PlanError::InTheFuture);
        }
        self.record(now, PlanChange::Missed { visit })
    }

    /// Gives up a booking.
    pub fn cancel(&mut self, visit: Visit, reason: Line, now: Timestamp) -> Result<(), PlanError> {
        self.booked(visit).ok_or(PlanError::NotBooked { visit })?;
        self.record(now, PlanChange::Cancelled { visit, reason })
    }

    /// Holds a visit back until a day, and gives up its booking.
    pub fn defer(
        &mut self,
        protocol: &Protocol,
        visit: Visit,
        until: Date,
        reason: Line,
        now: Timestamp,
    ) -> Result<(), PlanError> {
        if self.kept(visit).is_some() {
            return Err(PlanError::AlreadyKept { visit });
        }
        self.window(protocol, visit)
            .ok_or(PlanError::NotPlanned { visit })?;
        self.record(now, PlanChange::Deferred { visit, until, reason })
    }

    /// A visit took place on the day that it is at the clinic now. Fails when it is too early for its window or what
    /// comes before it did not take place. A visit without a booking may take place.
    pub fn keep(
        &mut self,
        protocol: &Protocol,
        calendar: &Calendar,
        visit: Visit,
        now: Timestamp,
    ) -> Result<(), PlanError> {
        self.still_open(protocol, visit)?;
        if let Some(first) = self
            .before(protocol, visit)
            .filter(|first| self.kept(*first).is_none())
        {
            return Err(PlanError::OutOfOrder { visit, first });
        }
        let on = calendar.zone().date(now);
        let window = self
            .window(protocol, visit)
            .ok_or(PlanError::NotPlanned { visit })?;
        if on < window.earliest {
            return Err(PlanError::TooEarly {
                visit,
                on,
                earliest: window.earliest,
            });
        }
        self.record(now, PlanChange::Kept { visit, on })
    }

    /// Decides about one more session, on the measured result of the judgement after the last one. Fails without that
    /// judgement, when its pictures could not be compared, when the protocol allows no further session, and when it
    /// was decided already. `by` must be allowed [`crate::Action::DecideOptionalSession`].
    pub fn decide_optional(
        &mut self,
        protocol: &Protocol,
        calendar: &Calendar,
        measured: Verdict,
        go: bool,
        by: Signature,
        reason: Note,
    ) -> Result<(), PlanError> {
        let after = self.sessions(protocol);
        let most = protocol
            .sessions()
            .planned
            .saturating_add(protocol.sessions().optional);
        let ended = self
            .events
            .iter()
            .any(|event| matches!(event.what, PlanChange::SessionsEnded { .. }));
        if after >= most || ended || decisions(self).any(|(decided, _, _)| decided == after) {
            return Err(PlanError::NoOptionalSession);
        }
        self.kept(Visit::Judgement(after)).ok_or(PlanError::NotJudged)?;
        if measured == Verdict::NotComparable {
            return Err(PlanError::NotMeasured);
        }
        let on = calendar.zone().date(by.at);
        let at = by.at;
        self.record(
            at,
            PlanChange::OptionalDecided {
                after,
                measured,
                go,
                on,
                by,
                reason,
            },
        )
    }

    /// Ends the sessions before all planned ones took place; judgement and follow-ups then count from the last.
    pub fn end_sessions(
        &mut self,
        protocol: &Protocol,
        reason: Line,
        now: Timestamp,
    ) -> Result<(), PlanError> {
        let sessions = self.sessions(protocol);
        if self.kept(Visit::Session(sessions)).is_some() || sessions == 0 {
            return Err(PlanError::NothingToEnd);
        }
        self.record(now, PlanChange::SessionsEnded { reason })
    }

    /// Fails unless the visit is planned, has not taken place, and what comes before it is at least booked.
    fn still_open(&self, protocol: &Protocol, visit: Visit) -> Result<(), PlanError> {
        if self.kept(visit).is_some() {
            return Err(PlanError::AlreadyKept { visit });
        }
        self.window(protocol, visit)
            .ok_or(PlanError::NotPlanned { visit })?;
        match self.before(protocol, visit) {
            Some(first) if self.state(first) == VisitState::Open => {
                Err(PlanError::OutOfOrder { visit, first })
            }
            _ => Ok(()),
        }
    }

    /// What has to come before a visit.
    fn before(&self, protocol: &Protocol, visit: Visit) -> Option<Visit> {
        match visit {
            Visit::Session(number) => number
                .checked_sub(1)
                .filter(|before| *before > 0)
                .map(Visit::Session),
            Visit::Judgement(number) => Some(Visit::Session(number)),
            Visit::FollowUp(1) => Some(Visit::Session(self.sessions(protocol))),
            Visit::FollowUp(number) => Some(Visit::FollowUp(number.saturating_sub(1))),
        }
    }

    fn record(&mut self, at: Timestamp, what: PlanChange) -> Result<(), PlanError> {
        if let Some(last) = self.events.last().map(|event| event.at).filter(|last| at < *last) {
            return Err(PlanError::BackInTime { last });
        }
        self.events.push(PlanEvent { at, what });
        Ok(())
    }
}
