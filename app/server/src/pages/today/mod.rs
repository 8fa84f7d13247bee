//! Today in the whole practice: who comes, and what cannot or should not wait.

mod rows;

use crate::agenda;
use crate::app::App;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, day, say};
use crate::shell::{Done, Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use relief_course::{Action, Level};
use relief_store::AgendaKind;
use rows::{Lists, Row};

/// More of one kind is not shown at once.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage {
    shell: Shell,
    today: String,
    /// What an alarming day is called.
    alarm: &'static str,
    alarms: Vec<Row>,
    comes: Vec<Row>,
    /// What waits, list by list.
    waiting: Vec<Waiting>,
    /// A list was cut.
    more: bool,
}

/// A list of what waits.
struct Waiting {
    title: &'static str,
    advice: &'static str,
    rows: Vec<Row>,
}

/// `GET /today`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    agenda::catch_up(&app, &visitor).await?;
    let zone = visitor.clinic.calendar.zone();
    let today = visitor.today();
    let mut lists = Lists::default();
    let mut more = false;
    // One kind after the other, so that many of one kind leave room for the others.
    for kind in AgendaKind::ALL.into_iter().filter(|kind| is_for(&visitor, *kind)) {
        let found = visitor
            .repository()
            .agenda(&[kind], Date::MIN, today, MOST)
            .await?;
        more |= found.len() == MOST;
        for (patient, name, item) in &found {
            lists.put(zone, today, *patient, name, item);
        }
    }
    let Lists {
        alarms,
        comes,
        unsaid,
        moves,
        late,
        due,
        diaries,
        wishes,
    } = lists;
    let waiting = [
        (
            say("Did they come?"),
            say("Booked before today, and nobody noted whether the visit took place."),
            unsaid,
        ),
        (
            say("Bookings to move"),
            say("They are too early since something before them changed."),
            moves,
        ),
        (
            say("Asked to be deleted"),
            say("They must have an answer within a month (GDPR, article 12)."),
            wishes,
        ),
        (say("Overdue"), say("The window of these visits is over."), late),
        (
            say("To be booked"),
            say("The window of these visits is open."),
            due,
        ),
        (
            say("Diary missing"),
            say("A day without the entry that was due."),
            diaries,
        ),
    ];
    let waiting = waiting.into_iter().filter(|(_, _, rows)| !rows.is_empty());
    page(&TodayPage {
        shell: Shell::new(&visitor, "/today", say("Today")).done(&done),
        today: day(today),
        alarm: (course_texts().level)(Level::ContactNow).word,
        alarms,
        comes,
        waiting: waiting
            .map(|(title, advice, rows)| Waiting { title, advice, rows })
            .collect(),
        more,
    })
    .map(IntoResponse::into_response)
}

/// Whether somebody can do anything about items of a kind.
fn is_for(visitor: &Visitor, kind: AgendaKind) -> bool {
    kind != AgendaKind::Erasure || visitor.may(Action::DeletePatient)
}
