//! Why a plan cannot be changed so.

use crate::calendar::Closed;
use crate::visit::Visit;
use jiff::Timestamp;
use jiff::civil::Date;

/// Why the plan cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanError {
    /// The plan has no such visit now.
    NotPlanned {
        /// Which.
        visit: Visit,
    },
    /// The visit took place already.
    AlreadyKept {
        /// Which.
        visit: Visit,
    },
    /// What comes before it is neither booked nor kept.
    OutOfOrder {
        /// Which.
        visit: Visit,
        /// What comes first.
        first: Visit,
    },
    /// Sooner than the protocol or a deferral allows.
    TooEarly {
        /// Which.
        visit: Visit,
        /// The day asked for.
        on: Date,
        /// The first day allowed.
        earliest: Date,
    },
    /// The clinic is closed then.
    Closed(Closed),
    /// It shares time with another booking of this patient.
    Overlaps {
        /// Which.
        visit: Visit,
    },
    /// It lies in the past.
    InThePast,
    /// It lies in the future.
    InTheFuture,
    /// The visit is not booked.
    NotBooked {
        /// Which.
        visit: Visit,
    },
    /// It lies before the last change of the plan.
    BackInTime {
        /// The last change's instant.
        last: Timestamp,
    },
    /// A decision about one more session needs the judgement of the sessions so far.
    NotJudged,
    /// A decision about one more session needs a measured result, and the pictures could not be compared.
    NotMeasured,
    /// The protocol allows no further session, or it was decided already.
    NoOptionalSession,
    /// All sessions took place, so there is nothing to end.
    NothingToEnd,
}
