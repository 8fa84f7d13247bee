//! The gate before a session: everything that stands against it, and what to mind.

use crate::calendar::Calendar;
use crate::candidacy::Decision;
use crate::consent::{ConsentForm, ConsentState, ConsentTo};
use crate::course::Course;
use crate::dates;
use crate::visit::{PlannedVisit, Visit, VisitState};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_protocol::Protocol;

/// Why a session may not begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocker {
    /// The protocol at hand is not the one the course follows.
    OtherProtocol,
    /// The protocol does not treat the complaint.
    ComplaintNotTreated,
    /// No session is planned: all took place, or they were ended. One more needs a decision on the measured result.
    NoSessionPlanned,
    /// It is too soon.
    TooEarly {
        /// The first day allowed.
        earliest: Date,
    },
    /// Candidacy was not asked since the last session, or too long ago.
    AskCandidacy,
    /// Candidacy was asked under another version of the protocol.
    CandidacyOfOtherProtocol,
    /// Candidacy says to wait.
    Deferred {
        /// Until when.
        until: Date,
    },
    /// Candidacy says that a dermatologist decides.
    Referred,
    /// A consent is missing, outdated or revoked.
    Consent {
        /// Which.
        to: ConsentTo,
        /// How it stands.
        state: ConsentState,
    },
    /// An alarming day of the diary has not been looked at.
    OpenAlarm {
        /// The day.
        on: Date,
    },
}

/// What to mind before a session that may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// It is later than the protocol advises.
    Late {
        /// The last day advised.
        latest: Date,
    },
    /// The patient rolled at home within the protocol's pause.
    RolledAtHome {
        /// The day.
        on: Date,
    },
    /// Photos may not be kept, so that the result will not be measured.
    NoPhotoConsent,
}

/// A session that may begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    /// Which.
    pub number: u8,
    /// What to mind.
    pub cautions: Vec<Caution>,
}

impl Course {
    /// The session that may begin now, or everything that stands against it. `form` is the clinic's consent form as it
    /// is now.
    pub fn may_begin_session(
        &self,
        protocol: &Protocol,
        calendar: &Calendar,
        form: &ConsentForm,
        now: Timestamp,
    ) -> Result<Permit, Vec<Blocker>> {
        let today = calendar.zone().date(now);
        let next = self.next_session(protocol);
        let mut blockers = self.protocol_blockers(protocol);
        match next {
            None => blockers.push(Blocker::NoSessionPlanned),
            Some(planned) if today < planned.window.earliest => {
                blockers.push(Blocker::TooEarly {
                    earliest: planned.window.earliest,
                });
            }
            Some(_) => {}
        }
        blockers.extend(self.candidacy_blocker(protocol, today));
        let state = self.consents.state(ConsentTo::Treatment, form, now);
        if state != ConsentState::Given {
            blockers.push(Blocker::Consent {
                to: ConsentTo::Treatment,
                state,
            });
        }
        let alarms = self.diaries.iter().flat_map(|diary| diary.open_alarms(protocol));
        blockers.extend(alarms.map(|(on, _)| Blocker::OpenAlarm { on }));
        match next.and_then(|planned| session_number(planned.visit).map(|number| (planned, number))) {
            Some((planned, number)) if blockers.is_empty() => Ok(Permit {
                number,
                cautions: self.cautions(protocol, planned, today, now),
            }),
            _ => Err(blockers),
        }
    }

    fn next_session(&self, protocol: &Protocol) -> Option<PlannedVisit> {
        let visits = self.plan.visits(protocol).into_iter();
        let open = |planned: &PlannedVisit| !matches!(planned.state, VisitState::Kept(_));
        visits
            .filter(open)
            .find(|planned| session_number(planned.visit).is_some())
    }

    fn protocol_blockers(&self, protocol: &Protocol) -> Vec<Blocker> {
        let other = (self.protocol != *protocol.identity()).then_some(Blocker::OtherProtocol);
        let treated = protocol.complaints().contains(&self.complaint);
        other
            .into_iter()
            .chain((!treated).then_some(Blocker::ComplaintNotTreated))
            .collect()
    }

    /// Candidacy counts when it was asked under this protocol, after the day of the last session, and not too long ago.
    fn candidacy_blocker(&self, protocol: &Protocol, today: Date) -> Option<Blocker> {
        let last_session = self.sessions.iter().map(|session| session.on).max();
        let Some(assessment) = self
            .assessments
            .iter()
            .max_by_key(|assessment| assessment.questionnaire.asked_on)
        else {
            return Some(Blocker::AskCandidacy);
        };
        let asked_on = assessment.questionnaire.asked_on;
        let stale = today > dates::after(asked_on, protocol.candidacy().valid_for);
        if stale || asked_on > today || last_session.is_some_and(|last| asked_on <= last) {
            return Some(Blocker::AskCandidacy);
        }
        if assessment.protocol != *protocol.identity() {
            return Some(Blocker::CandidacyOfOtherProtocol);
        }
        match assessment.decision {
            Decision::Eligible => None,
            // On that day the reason may be over; whether it is, only asking again tells.
            Decision::DeferUntil(until) if today >= until => Some(Blocker::AskCandidacy),
            Decision::DeferUntil(until) => Some(Blocker::Deferred { until }),
            Decision::Refer => Some(Blocker::Referred),
        }
    }

    fn cautions(
        &self,
        protocol: &Protocol,
        planned: PlannedVisit,
        today: Date,
        now: Timestamp,
    ) -> Vec<Caution> {
        let latest = planned.window.latest.filter(|latest| today > *latest);
        let rolled = self.context.rolled_within_pause(protocol.home_roller(), today);
        let photos = self.consents.permits(ConsentTo::PhotosInRecord, now);
        [
            latest.map(|latest| Caution::Late { latest }),
            rolled.map(|rolling| Caution::RolledAtHome { on: rolling.on }),
            (!photos).then_some(Caution::NoPhotoConsent),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn session_number(visit: Visit) -> Option<u8> {
    match visit {
        Visit::Session(number) => Some(number),
        Visit::Judgement(_) | Visit::FollowUp(_) => None,
    }
}
