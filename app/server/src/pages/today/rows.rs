//! The agenda of a day as rows to tap on.

use crate::agenda::Told;
use crate::clock;
use crate::language::{course_texts, day, say, say_with};
use crate::visit_code;
use crate::words::visit;
use jiff::civil::Date;
use relief_course::{ClinicZone, Line};
use relief_store::{AgendaItem, AgendaKind, PatientId};

/// A row: who, what, and where it is done.
pub(super) struct Row {
    pub path: String,
    pub name: String,
    /// The time of an appointment, or the day since which something waits.
    pub when: String,
    pub what: String,
}

/// The lists of a day.
#[derive(Default)]
pub(super) struct Lists {
    pub alarms: Vec<Row>,
    pub comes: Vec<Row>,
    /// Booked before today, and nobody noted whether the patient came.
    pub unsaid: Vec<Row>,
    pub moves: Vec<Row>,
    pub late: Vec<Row>,
    pub due: Vec<Row>,
    pub diaries: Vec<Row>,
    /// Patients who ask to be deleted.
    pub wishes: Vec<Row>,
}

impl Lists {
    /// Puts an item into its list.
    pub fn put(
        &mut self,
        zone: &ClinicZone,
        today: Date,
        patient: PatientId,
        name: &Line,
        item: &AgendaItem,
    ) {
        let from = item.from;
        let (list, when, page, what) = match (item.kind, Told::of(item.what.as_str())) {
            (AgendaKind::Erasure, _) => (
                &mut self.wishes,
                until(
                    item.what
                        .as_str()
                        .parse()
                        .map_or_else(|_| item.what.to_string(), day),
                ),
                "erasure".to_owned(),
                say("Asks for deletion").to_owned(),
            ),
            // A code of a newer version; the patient's own page still shows what is due.
            (_, None) => return,
            (AgendaKind::Alarm, Some(told)) => (&mut self.alarms, day(from), DIARY.to_owned(), diary(told)),
            (AgendaKind::Diary, Some(told)) => (
                &mut self.diaries,
                say_with("since {day}", &[("day", &day(from))]),
                DIARY.to_owned(),
                diary(told),
            ),
            (AgendaKind::Booked, Some(told)) if from < today => {
                (&mut self.unsaid, day(from), plan(told), visit(told.visit))
            }
            (AgendaKind::Booked, Some(told)) => {
                let span = item.slot.map_or_else(String::new, |slot| clock::span(zone, slot));
                (&mut self.comes, span, plan(told), visit(told.visit))
            }
            (AgendaKind::Move, Some(told)) => (&mut self.moves, String::new(), plan(told), visit(told.visit)),
            (AgendaKind::Due, Some(told)) => {
                let (list, when) = match told.latest.filter(|latest| *latest < today) {
                    Some(latest) => (&mut self.late, until(day(latest))),
                    None => (&mut self.due, say_with("from {day}", &[("day", &day(from))])),
                };
                (list, when, plan(told), visit(told.visit))
            }
        };
        list.push(Row {
            path: format!("/patients/{patient}/{page}"),
            name: name.to_string(),
            when,
            what,
        });
    }
}

const DIARY: &str = "diary";

fn diary(told: Told) -> String {
    say_with(
        "Diary after {visit}",
        &[("visit", &(course_texts().visit)(told.visit))],
    )
}

fn until(day: String) -> String {
    say_with("until {day}", &[("day", &day)])
}

fn plan(told: Told) -> String {
    format!("plan/{}", visit_code::code(told.visit))
}
