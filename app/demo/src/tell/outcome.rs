//! Grades, satisfaction, and the judgement of what was measured.

use super::chart::Chart;
use super::{Now, Teller};
use crate::error::DemoError;
use crate::team::Member;
use relief_course::grading::{Gais, GoodmanBaronGrade, Grade, Grading, Satisfaction};
use relief_course::{DiarySummary, Outcome, Visit};

impl Teller<'_> {
    pub(super) async fn grade(&self, chart: &mut Chart, grade: GoodmanBaronGrade) -> Result<(), DemoError> {
        self.give(chart, &self.team.clinician, Grade::GoodmanBaronQualitative(grade))
            .await
    }

    pub(super) async fn improve(&self, chart: &mut Chart, gais: Gais) -> Result<(), DemoError> {
        self.give(chart, &self.team.clinician, Grade::Gais(gais)).await
    }

    pub(super) async fn satisfy(
        &self,
        _: Now<'_>,
        chart: &mut Chart,
        satisfaction: Satisfaction,
    ) -> Result<(), DemoError> {
        let own = chart.own()?.clone();
        self.give(chart, &own, Grade::Satisfaction(satisfaction)).await
    }

    async fn give(&self, chart: &mut Chart, who: &Member, grade: Grade) -> Result<(), DemoError> {
        let by = who.signature(self.clock);
        let grading = Grading {
            grade,
            of: self.date(),
            picture: None,
            blinded: false,
            by,
        };
        self.write(chart, who, &grading).await?;
        chart.course()?.gradings.push(grading);
        Ok(())
    }

    /// The clinician judges what was measured last, with the grades of both days beside it; the visit is kept.
    pub(super) async fn judge(&self, now: Now<'_>, chart: &mut Chart, visit: Visit) -> Result<(), DemoError> {
        let measured = chart
            .measured
            .take()
            .ok_or_else(|| now.refused("nothing was measured"))?;
        let [from, to] = measured.days();
        let course = chart.course()?;
        let on = |day| {
            course
                .gradings
                .iter()
                .filter(move |grading| grading.of == day)
                .cloned()
        };
        let satisfaction = course
            .gradings
            .iter()
            .rev()
            .find_map(|grading| match grading.grade {
                Grade::Satisfaction(satisfaction) => Some(satisfaction),
                _ => None,
            });
        let not_said = |grading: &Grading| !matches!(grading.grade, Grade::Satisfaction(_));
        let outcome = Outcome {
            judged_on: self.date(),
            sessions: u8::try_from(course.sessions.iter().filter(|session| session.on <= to).count())
                .unwrap_or(u8::MAX),
            settings: course.settings(from, to),
            measured: vec![measured],
            grades_before: on(from).filter(not_said).collect(),
            grades_after: on(to).filter(not_said).collect(),
            satisfaction,
            diary: DiarySummary::of(&self.protocol, &course.diaries),
            instruments: Vec::new(),
            confounders: course.context.confounders(from, to),
        };
        course.outcomes.push(outcome.clone());
        self.write(chart, &self.team.clinician, &outcome).await?;
        self.keep(now, chart, visit).await
    }
}
