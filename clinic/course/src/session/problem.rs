//! What can be wrong with a draft, and how much it weighs.

use relief_protocol::{Key, NeedleLength, Zone};

/// Something about a draft; the message stands beside its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionProblem {
    /// Sessions count from 1.
    Number,
    /// No zone.
    NoZone,
    /// A field of the session is missing.
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// A field of a zone is missing.
    MissingInZone {
        /// The zone.
        zone: Zone,
        /// The field's name.
        field: &'static str,
    },
    /// The protocol does not treat this zone.
    ZoneNotTreated {
        /// The zone.
        zone: Zone,
    },
    /// The needle is longer than the protocol's limit.
    NeedleRefused {
        /// The zone.
        zone: Zone,
        /// What was set.
        needle: NeedleLength,
        /// The limit.
        limit: NeedleLength,
        /// The rule.
        rule: Key,
    },
    /// The needle is longer than the protocol's warning.
    NeedleWarned {
        /// The zone.
        zone: Zone,
        /// What was set.
        needle: NeedleLength,
        /// The warning.
        warn_above: NeedleLength,
        /// The rule.
        rule: Key,
        /// Whether a reason is given; without one it cannot be signed.
        reason_given: bool,
    },
    /// The needle is shorter or longer than usual.
    NeedleUnusual {
        /// The zone.
        zone: Zone,
        /// What was set.
        needle: NeedleLength,
        /// The rule.
        rule: Key,
    },
    /// No pass at all.
    NoPass {
        /// The zone.
        zone: Zone,
    },
    /// Fewer or more passes than usual.
    PassesUnusual {
        /// The zone.
        zone: Zone,
        /// How many.
        passes: u8,
        /// The usual, from and to.
        usual: [u8; 2],
    },
    /// Two instants are in the wrong order.
    TimesOutOfOrder {
        /// What comes first.
        first: &'static str,
        /// What comes then.
        then: &'static str,
    },
    /// The cream stayed on for shorter or longer than usual.
    AnaestheticUnusual {
        /// For how many minutes.
        minutes: i64,
        /// The usual, from and to.
        usual: [u16; 2],
    },
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It is shown, and no more.
    Flag,
    /// The session cannot be signed.
    Blocks,
}

impl SessionProblem {
    /// How much it weighs.
    pub fn weight(&self) -> Weight {
        match self {
            Self::NeedleWarned {
                reason_given: true, ..
            }
            | Self::NeedleUnusual { .. }
            | Self::PassesUnusual { .. }
            | Self::AnaestheticUnusual { .. } => Weight::Flag,
            _ => Weight::Blocks,
        }
    }
}
