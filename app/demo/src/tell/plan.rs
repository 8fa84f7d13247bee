//! Visits: booked, missed, held back, kept, decided on.

use super::chart::Chart;
use super::{Now, Teller, instant, line, note};
use crate::error::DemoError;
use crate::story::When;
use crate::team::Member;
use jiff::civil::time;
use relief_course::texts::ENGLISH;
use relief_course::{Plan, PlanError, Slot, Visit};

impl Teller<'_> {
    /// Changes the plan as the rules allow, and writes the event that it then has more.
    async fn change(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        who: &Member,
        change: impl FnOnce(&mut Plan) -> Result<(), PlanError>,
    ) -> Result<(), DemoError> {
        let plan = &mut chart.course()?.plan;
        change(plan).map_err(|error| now.refused((ENGLISH.plan_error)(&error)))?;
        let event = plan
            .events()
            .last()
            .cloned()
            .ok_or_else(|| DemoError::fixed("a change left no event"))?;
        self.write(chart, who, &event).await?;
        Ok(())
    }

    pub(super) async fn book(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        visit: Visit,
        (day, hour, minute): When,
        minutes: u16,
    ) -> Result<(), DemoError> {
        let start = instant(&self.calendar, self.today, day, time(hour, minute, 0, 0))?;
        let (slot, at) = (Slot { start, minutes }, self.now());
        let book = |plan: &mut Plan| {
            plan.book(&self.protocol, &self.calendar, visit, slot, at)
                .map(|_| ())
        };
        self.change(now, chart, &self.team.assistant, book).await
    }

    pub(super) async fn miss(&self, now: Now<'_>, chart: &mut Chart, visit: Visit) -> Result<(), DemoError> {
        let at = self.now();
        self.change(now, chart, &self.team.assistant, |plan| plan.miss(visit, at))
            .await
    }

    pub(super) async fn defer(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        visit: Visit,
        until: i32,
        reason: &str,
    ) -> Result<(), DemoError> {
        let (until, reason, at) = (self.day(until)?, line(reason)?, self.now());
        let defer = |plan: &mut Plan| plan.defer(&self.protocol, visit, until, reason, at);
        self.change(now, chart, &self.team.assistant, defer).await
    }

    pub(super) async fn keep(&self, now: Now<'_>, chart: &mut Chart, visit: Visit) -> Result<(), DemoError> {
        let at = self.now();
        let keep = |plan: &mut Plan| plan.keep(&self.protocol, &self.calendar, visit, at);
        self.change(now, chart, &self.team.clinician, keep).await
    }

    /// The clinician decides about one more session, on what was measured.
    pub(super) async fn decide(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        go: bool,
        reason: &str,
    ) -> Result<(), DemoError> {
        let outcome = chart.course()?.outcomes.last();
        let measured = outcome
            .map(relief_course::Outcome::verdict)
            .ok_or_else(|| now.refused("is not judged yet"))?;
        let (by, reason) = (self.team.clinician.signature(self.clock), note(reason)?);
        let decide =
            |plan: &mut Plan| plan.decide_optional(&self.protocol, &self.calendar, measured, go, by, reason);
        self.change(now, chart, &self.team.clinician, decide).await
    }
}
