//! The days after a session, as the patient tells them.

use super::chart::Chart;
use super::{Now, Teller, line, note};
use crate::error::DemoError;
use crate::story::Told;
use relief_course::texts::ENGLISH;
use relief_course::{AlarmReview, Diary, DiaryEntry};
use relief_protocol::Key;

impl Teller<'_> {
    pub(super) async fn diary(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        session: u8,
        told: &Told,
    ) -> Result<(), DemoError> {
        let (within, today) = (chart.session(session)?, self.date());
        let own = chart.own()?.clone();
        let flag = told
            .red_flag
            .map(|flag| Key::try_from(flag.to_owned()).map_err(DemoError::fixed));
        let entry = DiaryEntry {
            on: today,
            signs: told.signs,
            red_flags: flag.transpose()?.into_iter().collect(),
            photo: None,
            note: told.note.map(note).transpose()?,
            entered_by: own.id().clone(),
            entered_at: self.now(),
        };
        let added = diary_of(chart, session)?.add(entry.clone(), today);
        added.map_err(|error| now.refused((ENGLISH.diary_error)(&error)))?;
        own.repository(self.app)
            .add(chart.patient, Some(within), &entry, &line("entered")?)
            .await?;
        Ok(())
    }

    pub(super) async fn review(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        session: u8,
        day: i32,
        finding: &str,
    ) -> Result<(), DemoError> {
        let within = chart.session(session)?;
        let clinician = &self.team.clinician;
        let review = AlarmReview {
            on: self.day(day)?,
            by: clinician.signature(self.clock),
            finding: note(finding)?,
        };
        let added = diary_of(chart, session)?.review(review.clone());
        added.map_err(|error| now.refused((ENGLISH.diary_error)(&error)))?;
        clinician
            .repository(self.app)
            .add(chart.patient, Some(within), &review, &line("looked at")?)
            .await?;
        Ok(())
    }
}

fn diary_of(chart: &mut Chart, session: u8) -> Result<&mut Diary, DemoError> {
    let mut diaries = chart.course()?.diaries.iter_mut();
    diaries
        .find(|diary| diary.session() == session)
        .ok_or_else(|| DemoError::fixed("there is no such diary"))
}
