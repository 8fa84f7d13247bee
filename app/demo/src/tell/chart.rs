//! What is known of a patient while the story is told, so that the rules can be asked.

use super::{Teller, line};
use crate::error::DemoError;
use crate::team::Member;
use jiff::civil::Date;
use relief_course::{Course, MeasuredChange};
use relief_store::{Entered, PatientId, RecordId};

/// What is known of a patient.
pub(super) struct Chart {
    pub patient: PatientId,
    /// The patient's own account.
    pub own: Option<Member>,
    /// The course and its record, once it began.
    pub begun: Option<(RecordId, Course)>,
    /// The records of the signed sessions, in order.
    pub sessions: Vec<RecordId>,
    /// The photos with their days.
    pub photos: Vec<(RecordId, Date)>,
    /// The scans.
    pub scans: Vec<RecordId>,
    /// What was measured last, and not judged yet.
    pub measured: Option<MeasuredChange>,
}

impl Chart {
    pub fn new(patient: PatientId) -> Self {
        Self {
            patient,
            own: None,
            begun: None,
            sessions: Vec::new(),
            photos: Vec::new(),
            scans: Vec::new(),
            measured: None,
        }
    }

    pub fn course(&mut self) -> Result<&mut Course, DemoError> {
        self.begun
            .as_mut()
            .map(|(_, course)| course)
            .ok_or_else(no_course)
    }

    pub fn record(&self) -> Result<RecordId, DemoError> {
        self.begun
            .as_ref()
            .map(|(record, _)| *record)
            .ok_or_else(no_course)
    }

    pub fn own(&self) -> Result<&Member, DemoError> {
        self.own
            .as_ref()
            .ok_or_else(|| DemoError::fixed("a patient writes without an account"))
    }

    pub fn session(&self, number: u8) -> Result<RecordId, DemoError> {
        let place = usize::from(number).checked_sub(1);
        let record = place.and_then(|place| self.sessions.get(place));
        record
            .copied()
            .ok_or_else(|| DemoError::fixed(format!("there is no session {number}")))
    }
}

fn no_course() -> DemoError {
    DemoError::fixed("a course has not begun")
}

impl Teller<'_> {
    /// Writes something that belongs to the course.
    pub(super) async fn write(
        &self,
        chart: &Chart,
        who: &Member,
        value: &impl Entered,
    ) -> Result<RecordId, DemoError> {
        let within = Some(chart.record()?);
        Ok(who
            .repository(self.app)
            .add(chart.patient, within, value, &line("entered")?)
            .await?)
    }
}
