//! When the clinic is open: working hours, holidays, and its time zone with daylight saving.

use crate::clinic_zone::ClinicZone;
use crate::words::Line;
use jiff::civil::{Date, Time, Weekday};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a calendar cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarError {
    /// No such time zone.
    UnknownZone {
        /// The name.
        name: String,
    },
    /// An opening that ends before it begins, or that begins before the one before it ends.
    OpeningOrder {
        /// When it begins.
        from: Time,
        /// When it ends.
        to: Time,
    },
}

/// Hours during which patients are treated, on the clinic's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// From.
    pub from: Time,
    /// Until.
    pub to: Time,
}

/// The openings of each day of the week, from early to late.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "each name says which day it is")]
pub struct WeeklyHours {
    pub monday: Vec<Opening>,
    pub tuesday: Vec<Opening>,
    pub wednesday: Vec<Opening>,
    pub thursday: Vec<Opening>,
    pub friday: Vec<Opening>,
    pub saturday: Vec<Opening>,
    pub sunday: Vec<Opening>,
}

impl WeeklyHours {
    /// The openings of one day of the week.
    pub fn on(&self, weekday: Weekday) -> &[Opening] {
        match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }
}

/// An appointment's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// When it begins.
    pub start: Timestamp,
    /// How long it lasts.
    pub minutes: u16,
}

impl Slot {
    /// When it ends.
    pub fn end(self) -> Timestamp {
        let length = jiff::SignedDuration::from_mins(i64::from(self.minutes));
        self.start.saturating_add(length).unwrap_or(Timestamp::MAX)
    }

    /// Whether two appointments share any time; one that begins when the other ends does not.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end() && other.start < self.end()
    }
}

/// Why a time is not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// A holiday.
    Holiday {
        /// The day.
        on: Date,
        /// Its name.
        name: Line,
    },
    /// Outside working hours.
    OutsideHours {
        /// The day.
        on: Date,
    },
}

/// A clinic's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Calendar {
    zone: ClinicZone,
    hours: WeeklyHours,
    holidays: BTreeMap<Date, Line>,
}

/// A calendar as read, before its check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    zone: ClinicZone,
    hours: WeeklyHours,
    holidays: BTreeMap<Date, Line>,
}

impl TryFrom<Unchecked> for Calendar {
    type Error = CalendarError;

    fn try_from(read: Unchecked) -> Result<Self, CalendarError> {
        Self::new(read.zone, read.hours, read.holidays)
    }
}

impl Calendar {
    /// A calendar. Fails when openings of a day are not in order or touch each other's time.
    pub fn new(
        zone: ClinicZone,
        hours: WeeklyHours,
        holidays: BTreeMap<Date, Line>,
    ) -> Result<Self, CalendarError> {
        for weekday in Weekday::Monday.cycle_forward().take(7) {
            let mut last_end = None;
            for opening in hours.on(weekday) {
                if opening.to <= opening.from || last_end.is_some_and(|end| opening.from < end) {
                    return Err(CalendarError::OpeningOrder {
                        from: opening.from,
                        to: opening.to,
                    });
                }
                last_end = Some(opening.to);
            }
        }
        Ok(Self {
            zone,
            hours,
            holidays,
        })
    }

    /// The clinic's time zone.
    pub fn zone(&self) -> &ClinicZone {
        &self.zone
    }

    /// The working hours.
    pub fn hours(&self) -> &WeeklyHours {
        &self.hours
    }

    /// The days the clinic is closed, with their names.
    pub fn holidays(&self) -> &BTreeMap<Date, Line> {
        &self.holidays
    }

    /// Whether a whole appointment lies within one opening.
    pub fn check(&self, slot: Slot) -> Result<(), Closed> {
        let on = self.zone.date(slot.start);
        if let Some(name) = self.holidays.get(&on) {
            return Err(Closed::Holiday {
                on,
                name: name.clone(),
            });
        }
        let within = |[from, to]: &[Timestamp; 2]| *from <= slot.start && slot.end() <= *to;
        if slot.minutes > 0 && self.open_on(on).iter().any(within) {
            return Ok(());
        }
        Err(Closed::OutsideHours { on })
    }

    /// The instants between which the clinic is open on a day. Where daylight saving makes a time of the clock doubtful,
    /// because it is skipped or comes twice, the clinic opens at the later and closes at the earlier reading: nobody
    /// is booked at a time that may be outside working hours. A day that the zone skipped is closed.
    pub fn open_on(&self, date: Date) -> Vec<[Timestamp; 2]> {
        if self.holidays.contains_key(&date) {
            return Vec::new();
        }
        let span = |opening: &Opening| {
            let reading = |time: Time| self.zone.reading(date.to_datetime(time));
            let from = reading(opening.from).later().ok()?;
            let to = reading(opening.to).earlier().ok()?;
            (from < to).then_some([from, to])
        };
        self.hours.on(date.weekday()).iter().filter_map(span).collect()
    }

    /// The first free appointment that begins neither before `from` nor before the day `earliest`, in steps of
    /// `STEP_MINUTES` from each opening, and that shares no time with those `taken`. `None` when there is none
    /// within a year and a month.
    pub fn first_free(&self, earliest: Date, from: Timestamp, minutes: u16, taken: &[Slot]) -> Option<Slot> {
        let mut date = earliest.max(self.zone.date(from));
        for _ in 0..Self::LOOK_AHEAD_DAYS {
            let slots = self
                .open_on(date)
                .into_iter()
                .flat_map(|[open, close]| steps(open, close, minutes));
            let free = |slot: &Slot| slot.start >= from && !taken.iter().any(|other| slot.overlaps(*other));
            if let Some(slot) = slots.into_iter().find(free) {
                return Some(slot);
            }
            date = date.checked_add(1.day()).ok()?;
        }
        None
    }

    /// Appointments begin on a raster of so many minutes.
    pub const STEP_MINUTES: u16 = 15;
    /// How far ahead a free appointment is looked for.
    pub const LOOK_AHEAD_DAYS: u16 = 396;
}

/// The appointments of a length that fit between two instants, on the raster.
fn steps(open: Timestamp, close: Timestamp, minutes: u16) -> impl Iterator<Item = Slot> {
    let step = jiff::SignedDuration::from_mins(i64::from(Calendar::STEP_MINUTES));
    std::iter::successors(Some(open), move |start| start.checked_add(step).ok())
        .map(move |start| Slot { start, minutes })
        .take_while(move |slot| minutes > 0 && slot.end() <= close)
}
