//! What happened to each patient, on days counted from today: −1 was yesterday. Nothing in here happens today, so that
//! a demo can be started at any hour; only bookings lie ahead.

mod after;
mod before;
mod diary;
mod during;
mod patient;
mod telling;

pub use diary::Told;
pub use patient::Patient;
pub(crate) use telling::Telling;

use jiff::civil::{Date, Time};
use relief_course::grading::{Gais, GoodmanBaronGrade, Satisfaction};
use relief_course::{Answer, ConsentTo, TreatmentKind, Visit};
use relief_phantom::Capture;
use relief_protocol::{Complaint, Severity};

/// One patient's story.
#[derive(Debug, Clone)]
pub struct Story {
    /// Who.
    pub patient: Patient,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event {
    /// The day, counted from today.
    pub day: i32,
    /// The time on the clinic's clock.
    pub at: Time,
    /// What happened.
    pub step: Step,
}

/// When an appointment is: day, counted from today, and hour and minute on the clinic's clock.
pub type When = (i32, i8, i8);

/// What can happen.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Step {
    /// The assistant enters the patient.
    Added,
    /// The owner gives the patient an account.
    Account,
    Begun(Complaint),
    /// The questions of candidacy are answered: harmlessly, but for these.
    Asked(Vec<(&'static str, AnswerToday)>),
    Consented(ConsentTo),
    Booked {
        visit: Visit,
        when: When,
        minutes: u16,
    },
    Missed(Visit),
    Deferred {
        visit: Visit,
        until: i32,
        reason: &'static str,
    },
    /// A session that ends now.
    Session(Treatment),
    Photo(Shot),
    /// A day of the diary after a session.
    Diary {
        session: u8,
        told: Told,
    },
    /// The clinician looks at an alarming day.
    Reviewed {
        session: u8,
        day: i32,
        finding: &'static str,
    },
    Rolled {
        needle_mm: f64,
        device: &'static str,
        note: &'static str,
    },
    Treated {
        kind: TreatmentKind,
        product: &'static str,
        since: i32,
    },
    Acne {
        severity: Severity,
        lesions: u16,
    },
    /// The clinician grades the face.
    Graded(GoodmanBaronGrade),
    /// The clinician compares the face with a picture from before.
    Improved(Gais),
    /// The patient says how satisfied it is.
    Satisfied(Satisfaction),
    /// Two photos are measured, by their numbers.
    Compared([u32; 2]),
    Scan(Scanned),
    /// Two scans are measured, by their numbers.
    ScansCompared([u32; 2]),
    /// The rater is asked to grade a photo against one from before, by their numbers, without knowing whose they are.
    AskedRater([u32; 2]),
    /// The clinician judges, and the visit is kept.
    Judged(Visit),
    /// One more session is decided on, or against.
    Decided {
        go: bool,
        reason: &'static str,
    },
}

/// An answer whose date counts from the day it is given.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "each name says it")]
pub enum AnswerToday {
    Is(Answer),
    EndedDaysAgo(i32),
}

/// What is done in a session.
#[derive(Debug, Clone, Copy)]
pub struct Treatment {
    /// Which session.
    pub number: u8,
    /// The needle's length on the cheeks.
    pub needle_mm: f64,
    /// The cartridge's lot.
    pub lot: &'static str,
    /// Something harmful that happened: what, and what was done.
    pub harm: Option<[&'static str; 2]>,
    /// Anything else.
    pub note: Option<&'static str>,
}

impl Treatment {
    /// A session as most are.
    pub(crate) const fn new(number: u8, needle_mm: f64, lot: &'static str) -> Self {
        Self {
            number,
            needle_mm,
            lot,
            harm: None,
            note: None,
        }
    }
}

/// A photo of the patient's skin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shot {
    /// Which photo of the patient, counted from 0.
    pub number: u32,
    /// What the depth of every scar is multiplied by by then.
    pub depth: f64,
    /// How it is taken.
    pub capture: Capture,
}

/// A scan of the patient's skin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scanned {
    /// Which scan of the patient, counted from 0.
    pub number: u32,
    /// What the depth of every scar is multiplied by by then.
    pub depth: f64,
}

impl Story {
    /// Every scan.
    pub fn scans(&self) -> impl Iterator<Item = Scanned> + '_ {
        self.events.iter().filter_map(|event| match event.step {
            Step::Scan(scanned) => Some(scanned),
            _ => None,
        })
    }

    /// Every photo.
    pub fn shots(&self) -> impl Iterator<Item = Shot> + '_ {
        self.events.iter().filter_map(|event| match event.step {
            Step::Photo(shot) => Some(shot),
            _ => None,
        })
    }
}

/// Every story.
pub fn all() -> Vec<Story> {
    [before::stories(), during::stories(), after::stories()].concat()
}

/// A day counted from another; `None` beyond the calendar.
pub(crate) fn day(today: Date, from_today: i32) -> Option<Date> {
    today
        .checked_add(jiff::Span::new().try_days(from_today).ok()?)
        .ok()
}
