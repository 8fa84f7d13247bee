//! The course that a patient is in, with the records it was built of.

use super::build::{all, values, within};
use super::mistakes::Mistakes;
use crate::app::App;
use crate::failure::Failure;
use jiff::civil::Date;
use relief_course::grading::Grading;
use relief_course::{
    ActiveAcne, AlarmReview, Assessment, ConsentError, ConsentEvent, Consents, Context, Course, Diary,
    DiaryEntry, EntryKind, HomeRolling, InstrumentValue, OtherTreatment, Outcome, Plan, PlanEvent, Session,
    SessionDraft, SkinType,
};
use relief_protocol::Protocol;
use relief_store::{CourseStart, Export, RecordId, Repository, Versioned};
use std::sync::Arc;

/// The course that a patient is in. What belongs to it is kept within its record; a diary's days and the looks at
/// their alarms are kept within their session's.
pub struct Current {
    /// The course's record.
    pub record: RecordId,
    /// The protocol it follows.
    pub protocol: Arc<Protocol>,
    /// The course as the rules see it.
    pub course: Course,
    /// Its signed sessions, in order.
    pub sessions: Vec<Versioned<Session>>,
    /// Its sessions that are being written.
    pub drafts: Vec<Versioned<SessionDraft>>,
    /// The days of its diaries.
    pub entries: Vec<Versioned<DiaryEntry>>,
    /// Answers to the questions of candidacy.
    pub assessments: Vec<Versioned<Assessment>>,
    /// Grades.
    pub gradings: Vec<Versioned<Grading>>,
    /// Needling at home.
    pub home_rolling: Vec<Versioned<HomeRolling>>,
    /// Other treatments.
    pub other_treatments: Vec<Versioned<OtherTreatment>>,
    /// Active acne.
    pub active_acne: Vec<Versioned<ActiveAcne>>,
    /// The phototype, each time that somebody judged it.
    pub skin_types: Vec<Versioned<SkinType>>,
    /// Values from instruments.
    pub instruments: Vec<Versioned<InstrumentValue>>,
    /// What came of it.
    pub outcomes: Vec<Versioned<Outcome>>,
    /// What was entered by mistake, which is not in the lists above.
    pub mistakes: Mistakes,
}

impl Current {
    /// Out of records; `None` when no course was begun. Kinds that are not among them are as if nobody had written any.
    pub async fn build(
        app: &App,
        repository: &Repository,
        records: &[Export],
    ) -> Result<Option<Self>, Failure> {
        let Some(start) = all::<CourseStart>(records)?.pop() else {
            return Ok(None);
        };
        let protocol = app.protocol(repository, &start.value.protocol.hash).await?;
        let record = start.record;
        let mut sessions = within::<Session>(records, record)?;
        sessions.sort_by_key(|session| session.value.number);
        let mistakes = Mistakes::of(records)?;
        let mut current = Self {
            record,
            course: Course::new(&protocol, start.value.complaint, start.value.starts_on),
            protocol,
            sessions,
            drafts: within(records, record)?,
            entries: all(records)?,
            assessments: within(records, record)?,
            gradings: mistakes.without(within(records, record)?, |grading: &Grading| {
                EntryKind::of_grade(&grading.grade)
            }),
            home_rolling: mistakes.without(within(records, record)?, |_| EntryKind::HomeRolling),
            other_treatments: mistakes.without(within(records, record)?, |_| EntryKind::OtherTreatment),
            active_acne: mistakes.without(within(records, record)?, |_| EntryKind::ActiveAcne),
            skin_types: mistakes.without(within(records, record)?, |_| EntryKind::SkinType),
            instruments: mistakes.without(within(records, record)?, |_| EntryKind::Instrument),
            outcomes: within(records, record)?,
            mistakes,
        };
        current.fill(records)?;
        Ok(Some(current))
    }

    fn fill(&mut self, records: &[Export]) -> Result<(), Failure> {
        self.course.consents = consents(values(&within::<ConsentEvent>(records, self.record)?))?;
        let mut events = values(&within::<PlanEvent>(records, self.record)?);
        // Two requests at once are kept in the order in which they end, not in that of their instants.
        events.sort_by_key(|event| event.at);
        self.course.plan = plan(&self.course.plan, events)?;
        self.course.diaries = self
            .sessions
            .iter()
            .map(|session| diary(session, records))
            .collect::<Result<_, _>>()?;
        self.course.assessments = values(&self.assessments);
        self.course.sessions = values(&self.sessions);
        self.course.gradings = values(&self.gradings);
        self.course.instruments = values(&self.instruments);
        self.course.outcomes = values(&self.outcomes);
        self.course.context = Context {
            home_rolling: values(&self.home_rolling),
            other_treatments: values(&self.other_treatments),
            active_acne: values(&self.active_acne),
            skin_types: values(&self.skin_types),
        };
        Ok(())
    }

    /// The draft of a session that is not signed yet.
    pub fn draft(&self, number: u8) -> Option<&Versioned<SessionDraft>> {
        self.drafts
            .iter()
            .rev()
            .find(|draft| draft.value.number == number)
    }

    /// A signed session.
    pub fn session(&self, number: u8) -> Option<&Versioned<Session>> {
        self.sessions
            .iter()
            .find(|session| session.value.number == number)
    }

    /// The record that photos and scans of a day belong to: that of the day's session, else that of the course.
    pub fn record_of(&self, on: Date) -> RecordId {
        let session = self.sessions.iter().find(|session| session.value.on == on);
        session.map_or(self.record, |session| session.record)
    }
}

/// Consents with these events, in the order of their instants. A button that is pressed twice revokes twice; the second
/// finds nothing left to revoke, and says nothing new.
fn consents(mut events: Vec<ConsentEvent>) -> Result<Consents, Failure> {
    events.sort_by_key(ConsentEvent::at);
    let mut consents = Consents::default();
    for event in events {
        match consents.add(event) {
            Ok(()) | Err(ConsentError::NothingToRevoke { .. }) => {}
            Err(error) => return Err(broken(error)),
        }
    }
    Ok(consents)
}

/// A plan with these events; the plan checks their order itself.
fn plan(begun: &Plan, events: Vec<PlanEvent>) -> Result<Plan, Failure> {
    let json = serde_json::json!({ "starts_on": begun.starts_on(), "events": events });
    serde_json::from_value(json).map_err(|error| broken(error.to_string()))
}

fn diary(session: &Versioned<Session>, records: &[Export]) -> Result<Diary, Failure> {
    let entries = values(&within::<DiaryEntry>(records, session.record)?);
    let reviews = values(&within::<AlarmReview>(records, session.record)?);
    let json = serde_json::json!({
        "session": session.value.number,
        "treated_on": session.value.on,
        "entries": entries,
        "reviews": reviews,
    });
    serde_json::from_value(json).map_err(|error| broken(error.to_string()))
}

fn broken(what: impl std::fmt::Display) -> Failure {
    Failure::Internal(format!("records contradict each other: {what}"))
}
