//! What is due for a patient, kept beside the records so that the pages of a whole day need not open every chart.
//!
//! It is computed from the chart by the rules of the course alone and can be thrown away: whoever writes something
//! brings it up to date, and the pages that show it look first for what was left behind.

use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::pages::leaving::erasure;
use crate::visit_code;
use crate::why;
use jiff::ToSpan;
use jiff::civil::Date;
use relief_course::{ClinicZone, PlannedVisit, Visit, VisitState};
use relief_store::{AgendaItem, AgendaKind, PatientId};

/// So many patients are caught up with before a page is shown: more than one crash leaves behind.
const CATCH_UP: usize = 20;

/// Brings a patient's agenda up to date after something was written. What was written is kept already, so a failure
/// here is only said to the log; the next look at the agenda tries again.
pub async fn refresh(app: &App, visitor: &Visitor, patient: PatientId) {
    if let Err(failure) = try_refresh(app, visitor, patient).await {
        tracing::warn!("the agenda of patient {patient} is not up to date: {failure}");
    }
}

async fn try_refresh(app: &App, visitor: &Visitor, patient: PatientId) -> Result<(), Failure> {
    let chart = Chart::load(app, visitor, patient).await?;
    let zone = visitor.clinic.calendar.zone();
    let mut items = match &chart.current {
        Some(current) => items(zone, current)?,
        None => Vec::new(),
    };
    if let Some(wish) = erasure::waiting(&chart) {
        items.push(of_wish(zone.date(wish.value.asked_at))?);
    }
    // When somebody wrote in between, it is for them to say what is due now.
    visitor
        .repository()
        .set_agenda(patient, chart.revision, &items)
        .await?;
    Ok(())
}

/// Brings up to date what a crash left behind.
///
/// # Errors
/// [`Failure::Store`] when the store cannot say whose agenda that is.
pub async fn catch_up(app: &App, visitor: &Visitor) -> Result<(), Failure> {
    for patient in visitor.repository().stale_agendas(CATCH_UP).await? {
        refresh(app, visitor, patient).await;
    }
    Ok(())
}

/// Everything that will be due as the course stands, each from the day on which it is.
fn items(zone: &ClinicZone, current: &Current) -> Result<Vec<AgendaItem>, Failure> {
    let (course, protocol) = (&current.course, &current.protocol);
    let mut items = Vec::new();
    for diary in &course.diaries {
        let session = Visit::Session(diary.session());
        for (on, _) in diary.open_alarms(protocol) {
            items.push(item(AgendaKind::Alarm, on, Told::about(session))?);
        }
        // A day is over before its entry can be missing.
        let missing = diary
            .missing(protocol, diary.last_day(protocol))
            .first()
            .and_then(|on| on.checked_add(1.day()).ok());
        if let Some(from) = missing {
            items.push(AgendaItem {
                until: Some(diary.last_day(protocol)),
                ..item(AgendaKind::Diary, from, Told::about(session))?
            });
        }
    }
    for planned in course.plan.visits(protocol) {
        items.extend(of_visit(current, &planned)?);
    }
    // They are too early since the last change, and wait for nothing.
    let changed = course
        .plan
        .events()
        .last()
        .map_or(course.plan.starts_on(), |event| zone.date(event.at));
    for visit in course.plan.displaced(protocol) {
        items.push(item(AgendaKind::Move, changed, Told::about(visit))?);
    }
    Ok(items)
}

/// That the patient asks to be deleted; it tells the day by which an answer is due.
fn of_wish(asked_on: Date) -> Result<AgendaItem, Failure> {
    Ok(AgendaItem {
        kind: AgendaKind::Erasure,
        from: asked_on,
        until: None,
        slot: None,
        what: why::line(&erasure::due(asked_on).to_string())?,
    })
}

fn of_visit(current: &Current, planned: &PlannedVisit) -> Result<Option<AgendaItem>, Failure> {
    let PlannedVisit { visit, window, state } = *planned;
    if let (VisitState::Booked(_), Some((slot, on))) = (state, current.course.plan.booked(visit)) {
        let booked = item(AgendaKind::Booked, on, Told::about(visit))?;
        return Ok(Some(AgendaItem {
            slot: Some(slot),
            ..booked
        }));
    }
    if state != VisitState::Open || !window.firm {
        return Ok(None);
    }
    item(
        AgendaKind::Due,
        window.earliest,
        Told {
            visit,
            latest: window.latest,
        },
    )
    .map(Some)
}

fn item(kind: AgendaKind, from: Date, told: Told) -> Result<AgendaItem, Failure> {
    Ok(AgendaItem {
        kind,
        from,
        until: None,
        slot: None,
        what: why::line(&told.code())?,
    })
}

/// What an item of the agenda is about, as its code says: a visit, or the session that a diary follows, and the last
/// day that the visit should be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The visit.
    pub visit: Visit,
    /// The last day of its window.
    pub latest: Option<Date>,
}

impl Told {
    fn about(visit: Visit) -> Self {
        Self { visit, latest: None }
    }

    fn code(self) -> String {
        let visit = visit_code::code(self.visit);
        self.latest
            .map_or_else(|| visit.clone(), |latest| format!("{visit} {latest}"))
    }

    /// What a code says.
    pub fn of(code: &str) -> Option<Self> {
        let (visit, latest) = match code.split_once(' ') {
            Some((visit, latest)) => (visit, Some(latest.parse().ok()?)),
            None => (code, None),
        };
        Some(Self {
            visit: visit_code::visit(visit)?,
            latest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_code_says_what_it_was_made_of() {
        let told = [
            Told::about(Visit::FollowUp(2)),
            Told {
                visit: Visit::Session(3),
                latest: Some(date(2026, 3, 1)),
            },
        ];
        for told in told {
            assert_eq!(Told::of(&told.code()), Some(told));
        }
        assert_eq!(Told::of("session-3 soon"), None);
    }
}
