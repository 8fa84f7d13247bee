//! The whole course of one patient, and what is due in it.

use crate::candidacy::Assessment;
use crate::consent::Consents;
use crate::context::{Context, Setting};
use crate::diary::Diary;
use crate::grading::Grading;
use crate::instrument::InstrumentValue;
use crate::outcome::Outcome;
use crate::plan::Plan;
use crate::session::Session;
use crate::visit::{PlannedVisit, Visit, VisitState};
use jiff::civil::Date;
use relief_protocol::{Complaint, Identity, Protocol};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything recorded about one patient's course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// The protocol it follows.
    pub protocol: Identity,
    /// What the patient comes for.
    pub complaint: Complaint,
    /// Candidacy, oldest first.
    pub assessments: Vec<Assessment>,
    /// Consent.
    pub consents: Consents,
    /// The plan.
    pub plan: Plan,
    /// Signed sessions, in order.
    pub sessions: Vec<Session>,
    /// Diaries, one for each session.
    pub diaries: Vec<Diary>,
    /// Grades.
    pub gradings: Vec<Grading>,
    /// Values from instruments.
    pub instruments: Vec<InstrumentValue>,
    /// What else changes the skin.
    pub context: Context,
    /// What came of it, at each judgement and follow-up.
    pub outcomes: Vec<Outcome>,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// An alarming day of the diary.
    Alarm {
        /// After which session.
        session: u8,
        /// The day.
        on: Date,
    },
    /// A visit whose window is open, or over.
    Visit {
        /// Which, and when.
        planned: PlannedVisit,
        /// Its window is over.
        late: bool,
    },
    /// A booking that is too early now and has to be moved.
    MoveBooking {
        /// Which.
        visit: Visit,
    },
    /// A day without the diary entry that was due.
    DiaryEntry {
        /// After which session.
        session: u8,
        /// The first day missing.
        on: Date,
    },
}

impl Course {
    /// A new course that starts on a day.
    pub fn new(protocol: &Protocol, complaint: Complaint, starts_on: Date) -> Self {
        Self {
            protocol: protocol.identity().clone(),
            complaint,
            assessments: Vec::new(),
            consents: Consents::default(),
            plan: Plan::new(starts_on),
            sessions: Vec::new(),
            diaries: Vec::new(),
            gradings: Vec::new(),
            instruments: Vec::new(),
            context: Context::default(),
            outcomes: Vec::new(),
        }
    }

    /// What is due on a day: alarms first, then visits, bookings to move, and missing diary days.
    pub fn due(&self, protocol: &Protocol, today: Date) -> Vec<Due> {
        let alarms = self.diaries.iter().flat_map(|diary| {
            let open = diary.open_alarms(protocol).into_iter();
            open.map(|(on, _)| Due::Alarm {
                session: diary.session(),
                on,
            })
        });
        let visits = self.plan.visits(protocol).into_iter().filter_map(|planned| {
            let open = planned.state == VisitState::Open && planned.window.firm;
            let late = planned.window.is_late(today);
            (open && planned.window.earliest <= today).then_some(Due::Visit { planned, late })
        });
        let moves = self
            .plan
            .displaced(protocol)
            .into_iter()
            .map(|visit| Due::MoveBooking { visit });
        let entries = self.diaries.iter().filter_map(|diary| {
            let on = *diary.missing(protocol, today).first()?;
            Some(Due::DiaryEntry {
                session: diary.session(),
                on,
            })
        });
        alarms.chain(visits).chain(moves).chain(entries).collect()
    }

    /// The settings in which the skin was needled between two days, both included.
    pub fn settings(&self, from: Date, to: Date) -> BTreeSet<Setting> {
        let within = |on: Date| from <= on && on <= to;
        let professional = self.sessions.iter().any(|session| within(session.on));
        let at_home = self.context.home_rolling.iter().any(|rolling| within(rolling.on));
        let settings = [(Setting::Professional, professional), (Setting::AtHome, at_home)];
        settings
            .into_iter()
            .filter(|(_, present)| *present)
            .map(|(setting, _)| setting)
            .collect()
    }
}
