//! The agenda: what is to be done for the patients of a clinic, day by day.
//!
//! It is computed from the records by whoever knows how, and kept here only so that the list of a day need not open
//! every patient. It holds codes and no names, is no part of backups, and says at which revision of the patient's
//! records it was computed: a patient who has moved on since is found by [`crate::Repository::stale_agendas`].

mod keep;
mod look;

use jiff::civil::Date;
use relief_course::{Line, Slot};

/// What kind of thing is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgendaKind {
    /// A day of the diary alarms, and nobody has looked.
    Alarm,
    /// A visit is booked.
    Booked,
    /// A visit is to be booked.
    Due,
    /// A booked visit must be moved.
    Move,
    /// A day of the diary is awaited.
    Diary,
    /// The patient asks to be deleted, and nobody has answered.
    Erasure,
}

impl AgendaKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Alarm,
        Self::Booked,
        Self::Due,
        Self::Move,
        Self::Diary,
        Self::Erasure,
    ];

    /// Its name in the table.
    fn name(self) -> &'static str {
        match self {
            Self::Alarm => "alarm",
            Self::Booked => "booked",
            Self::Due => "due",
            Self::Move => "move",
            Self::Diary => "diary",
            Self::Erasure => "erasure",
        }
    }
}

/// Something to be done for a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// What kind of thing.
    pub kind: AgendaKind,
    /// The day from which it stands in the list.
    pub from: Date,
    /// The last day on which it does; without one it stands there until it is done.
    pub until: Option<Date>,
    /// The appointment, where there is one.
    pub slot: Option<Slot>,
    /// What it is, as a code such as `session:2`. It is stored unsealed, so it holds nothing personal.
    pub what: Line,
}
