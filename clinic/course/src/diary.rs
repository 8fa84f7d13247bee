//! What the patient reports day by day after a session.

use crate::dates;
use crate::signature::Signature;
use crate::words::{Note, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_protocol::{Hash, Key, Protocol, Severity, Sign};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How strong each sign is. None may be left out: what was not asked must not count as absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each name says which sign it is")]
pub struct Signs {
    pub redness: Severity,
    pub swelling: Severity,
    pub bruising: Severity,
    pub pain: Severity,
    pub itch: Severity,
    pub flaking: Severity,
    pub darkening: Severity,
}

impl Signs {
    /// How strong a sign is.
    pub fn get(&self, sign: Sign) -> Severity {
        match sign {
            Sign::Redness => self.redness,
            Sign::Swelling => self.swelling,
            Sign::Bruising => self.bruising,
            Sign::Pain => self.pain,
            Sign::Itch => self.itch,
            Sign::Flaking => self.flaking,
            Sign::Darkening => self.darkening,
        }
    }

    /// The same with one sign changed.
    #[must_use]
    pub fn with(mut self, sign: Sign, severity: Severity) -> Self {
        *match sign {
            Sign::Redness => &mut self.redness,
            Sign::Swelling => &mut self.swelling,
            Sign::Bruising => &mut self.bruising,
            Sign::Pain => &mut self.pain,
            Sign::Itch => &mut self.itch,
            Sign::Flaking => &mut self.flaking,
            Sign::Darkening => &mut self.darkening,
        } = severity;
        self
    }
}

/// One day of a diary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiaryEntry {
    /// The day it is about, at the clinic.
    pub on: Date,
    /// The signs.
    pub signs: Signs,
    /// The protocol's red flags that were ticked, by name.
    pub red_flags: BTreeSet<Key>,
    /// The hash of a photo.
    pub photo: Option<Hash>,
    /// In the patient's words.
    pub note: Option<Note>,
    /// Who entered it: the patient, or staff on the phone.
    pub entered_by: PersonId,
    /// When.
    pub entered_at: Timestamp,
}

/// A clinician has looked at an alarming day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlarmReview {
    /// The day that was looked at.
    pub on: Date,
    /// The clinician.
    pub by: Signature,
    /// What was found and done.
    pub finding: Note,
}

/// The diary after one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Diary {
    session: u8,
    treated_on: Date,
    entries: Vec<DiaryEntry>,
    reviews: Vec<AlarmReview>,
}

/// A diary as read, before its check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    session: u8,
    treated_on: Date,
    entries: Vec<DiaryEntry>,
    reviews: Vec<AlarmReview>,
}

impl TryFrom<Unchecked> for Diary {
    type Error = DiaryError;

    fn try_from(read: Unchecked) -> Result<Self, DiaryError> {
        let mut diary = Self::new(read.session, read.treated_on);
        read.entries
            .into_iter()
            .try_for_each(|entry| diary.insert(entry))?;
        read.reviews
            .into_iter()
            .try_for_each(|review| diary.review(review))?;
        Ok(diary)
    }
}

/// Why an entry cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiaryError {
    /// The day lies before the session.
    BeforeSession {
        /// The day of the session.
        treated_on: Date,
    },
    /// The day has not come yet.
    InTheFuture,
    /// The day has an entry already; a correction is a new version of it.
    DayTaken {
        /// The day.
        on: Date,
    },
    /// There is no such day to review.
    NoSuchDay {
        /// The day.
        on: Date,
    },
}

impl Diary {
    /// An empty diary.
    pub fn new(session: u8, treated_on: Date) -> Self {
        Self {
            session,
            treated_on,
            entries: Vec::new(),
            reviews: Vec::new(),
        }
    }

    /// Which session it follows.
    pub fn session(&self) -> u8 {
        self.session
    }

    /// The day of that session.
    pub fn treated_on(&self) -> Date {
        self.treated_on
    }

    /// The entries by day.
    pub fn entries(&self) -> &[DiaryEntry] {
        &self.entries
    }

    /// What clinicians found about alarming days.
    pub fn reviews(&self) -> &[AlarmReview] {
        &self.reviews
    }

    /// Adds a day. `today` is the day at the clinic. Fails for days before the session, to come, or entered already.
    pub fn add(&mut self, entry: DiaryEntry, today: Date) -> Result<(), DiaryError> {
        if entry.on > today {
            return Err(DiaryError::InTheFuture);
        }
        self.insert(entry)
    }

    fn insert(&mut self, entry: DiaryEntry) -> Result<(), DiaryError> {
        if entry.on < self.treated_on {
            return Err(DiaryError::BeforeSession {
                treated_on: self.treated_on,
            });
        }
        match self.entries.binary_search_by_key(&entry.on, |entry| entry.on) {
            Ok(_) => Err(DiaryError::DayTaken { on: entry.on }),
            Err(place) => {
                self.entries.insert(place, entry);
                Ok(())
            }
        }
    }

    /// Notes what a clinician found about a day. `review.by` must be allowed [`crate::Action::ReviewAlarm`].
    pub fn review(&mut self, review: AlarmReview) -> Result<(), DiaryError> {
        if !self.entries.iter().any(|entry| entry.on == review.on) {
            return Err(DiaryError::NoSuchDay { on: review.on });
        }
        self.reviews.push(review);
        Ok(())
    }

    /// How many days after the session a date is; the day of the session is 0, and so is what lies before.
    pub fn day(&self, on: Date) -> u16 {
        u16::try_from(dates::days_between(self.treated_on, on).max(0)).unwrap_or(u16::MAX)
    }

    /// The last day that is asked for.
    pub fn last_day(&self, protocol: &Protocol) -> Date {
        let days = jiff::Span::new().days(i64::from(protocol.diary().through_day));
        self.treated_on.saturating_add(days)
    }

    /// The days with a daily entry due by `today` that have none. After the diary's last day nobody is asked any more.
    pub fn missing(&self, protocol: &Protocol, today: Date) -> Vec<Date> {
        if today > self.last_day(protocol) {
            return Vec::new();
        }
        let last = self.day(today).min(protocol.diary().daily_through_day);
        let days = (0..=last).filter_map(|day| {
            self.treated_on
                .checked_add(jiff::Span::new().days(i64::from(day)))
                .ok()
        });
        days.filter(|on| *on <= today && !self.entries.iter().any(|entry| entry.on == *on))
            .collect()
    }
}
