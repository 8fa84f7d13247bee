//! A course begins: candidacy, consent, and what else happens to the skin.

use super::chart::Chart;
use super::{Now, Teller, line, note};
use crate::error::DemoError;
use crate::story::{self, AnswerToday};
use relief_course::texts::ENGLISH;
use relief_course::{
    ActiveAcne, Answer, ConsentEvent, ConsentTo, Course, HomeRolling, OtherTreatment, Questionnaire,
    Signature, TreatmentKind, assess,
};
use relief_protocol::{AnswerKind, Complaint, Key, NeedleLength, Severity, Zone};
use relief_store::CourseStart;
use std::collections::BTreeMap;

impl Teller<'_> {
    pub(super) async fn begin(&self, chart: &mut Chart, complaint: Complaint) -> Result<(), DemoError> {
        let start = CourseStart {
            protocol: self.protocol.identity().clone(),
            complaint,
            starts_on: self.date(),
        };
        let repository = self.team.assistant.repository(self.app);
        let record = repository
            .add(chart.patient, None, &start, &line("entered")?)
            .await?;
        chart.begun = Some((record, Course::new(&self.protocol, complaint, start.starts_on)));
        Ok(())
    }

    /// The assistant asks; every answer is harmless but for those given.
    pub(super) async fn ask(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        given: &[(&str, AnswerToday)],
    ) -> Result<(), DemoError> {
        let mut answers = BTreeMap::new();
        for question in &self.protocol.candidacy().question {
            let harmless = match question.answer {
                AnswerKind::YesNo => Answer::No,
                AnswerKind::Since => Answer::Never,
                AnswerKind::Born => Answer::Born(now.patient.born),
            };
            answers.insert(question.id.clone(), harmless);
        }
        for (question, answer) in given {
            let answer = match answer {
                AnswerToday::Is(answer) => *answer,
                AnswerToday::EndedDaysAgo(days) => {
                    let ended = story::day(self.date(), -days);
                    Answer::Ended(ended.ok_or_else(|| DemoError::fixed("an answer is no day"))?)
                }
            };
            answers.insert(
                Key::try_from((*question).to_owned()).map_err(DemoError::fixed)?,
                answer,
            );
        }
        let questionnaire = Questionnaire {
            asked_on: self.date(),
            answers,
            overrides: BTreeMap::new(),
        };
        let assessment = assess(&self.protocol, questionnaire);
        let assessment = assessment.map_err(|problems| now.refused(format!("{problems:?}")))?;
        self.write(chart, &self.team.assistant, &assessment).await?;
        chart.course()?.assessments.push(assessment);
        Ok(())
    }

    /// The patient signs at the desk.
    pub(super) async fn consent(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        to: ConsentTo,
    ) -> Result<(), DemoError> {
        let assistant = &self.team.assistant;
        let signature = Signature {
            name: line(now.patient.name)?,
            ..assistant.signature(self.clock)
        };
        let event = ConsentEvent::Given {
            to,
            form: self.form(to)?,
            signature,
        };
        let added = chart.course()?.consents.add(event.clone());
        added.map_err(|error| now.refused((ENGLISH.consent_error)(&error)))?;
        self.write(chart, assistant, &event).await?;
        Ok(())
    }

    pub(super) async fn roll(
        &self,
        chart: &mut Chart,
        needle_mm: f64,
        device: &str,
        words: &str,
    ) -> Result<(), DemoError> {
        let rolling = HomeRolling {
            on: self.date(),
            needle_mm: Some(NeedleLength::from_mm(needle_mm).map_err(DemoError::fixed)?),
            device: Some(line(device)?),
            zones: [Zone::CheekLeft, Zone::CheekRight].into(),
            note: Some(note(words)?),
        };
        self.write(chart, &self.team.assistant, &rolling).await?;
        chart.course()?.context.home_rolling.push(rolling);
        Ok(())
    }

    pub(super) async fn other(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        kind: TreatmentKind,
        product: &str,
        since: i32,
    ) -> Result<(), DemoError> {
        let treatment = OtherTreatment::new(kind, Some(line(product)?), self.day(since)?, None);
        let treatment = treatment.map_err(|_| now.refused("a treatment ends before it begins"))?;
        self.write(chart, &self.team.assistant, &treatment).await?;
        chart.course()?.context.other_treatments.push(treatment);
        Ok(())
    }

    pub(super) async fn acne(
        &self,
        chart: &mut Chart,
        severity: Severity,
        lesions: u16,
    ) -> Result<(), DemoError> {
        let acne = ActiveAcne {
            on: self.date(),
            severity,
            inflamed_lesions: Some(lesions),
        };
        self.write(chart, &self.team.assistant, &acne).await?;
        chart.course()?.context.active_acne.push(acne);
        Ok(())
    }
}
