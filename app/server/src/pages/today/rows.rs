//! The agenda of a day as rows to tap on.

use crate::agenda::Told;
use crate::clock;
use crate::visit_code;
use crate::words::capitalised;
use jiff::civil::Date;
use relief_course::texts::ENGLISH;
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
        let Some(told) = Told::of(item.what.as_str()) else {
            // A code of a newer version; the patient's own page still shows what is due.
            return;
        };
        let late = told.latest.is_some_and(|latest| latest < today);
        let (list, when) = match item.kind {
            AgendaKind::Alarm => (&mut self.alarms, item.from.to_string()),
            AgendaKind::Booked if item.from < today => (&mut self.unsaid, item.from.to_string()),
            AgendaKind::Booked => {
                let span = item.slot.map_or_else(String::new, |slot| clock::span(zone, slot));
                (&mut self.comes, span)
            }
            AgendaKind::Move => (&mut self.moves, String::new()),
            AgendaKind::Due if late => (
                &mut self.late,
                told.latest
                    .map_or_else(String::new, |latest| format!("until {latest}")),
            ),
            AgendaKind::Due => (&mut self.due, format!("from {}", item.from)),
            AgendaKind::Diary => (&mut self.diaries, format!("since {}", item.from)),
        };
        list.push(Row {
            path: path(patient, item.kind, told),
            name: name.to_string(),
            when,
            what: what(item.kind, told),
        });
    }
}

fn path(patient: PatientId, kind: AgendaKind, told: Told) -> String {
    match kind {
        AgendaKind::Alarm | AgendaKind::Diary => format!("/patients/{patient}/diary"),
        AgendaKind::Booked | AgendaKind::Due | AgendaKind::Move => {
            format!("/patients/{patient}/plan/{}", visit_code::code(told.visit))
        }
    }
}

fn what(kind: AgendaKind, told: Told) -> String {
    let visit = (ENGLISH.visit)(told.visit);
    match kind {
        AgendaKind::Alarm | AgendaKind::Diary => format!("Diary after {visit}"),
        AgendaKind::Booked | AgendaKind::Due | AgendaKind::Move => capitalised(&visit),
    }
}
