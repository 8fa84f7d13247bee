//! Who looked at a record and who wrote into it, for whom it is about.

use super::audit::{names, words};
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::civil::Date;
use relief_store::AuditOutcome;

/// Entries of a page.
const PAGE: usize = 200;

#[derive(Template)]
#[template(path = "looks.html")]
struct LooksPage {
    shell: Shell,
    head: PatientHead,
    days: Vec<Day>,
    /// The address of the entries before these.
    older: Option<String>,
}

/// What happened on a day, latest first.
struct Day {
    on: Date,
    looks: Vec<Look>,
}

impl Day {
    /// The day as people read it.
    fn text(&self) -> String {
        crate::language::day(self.on)
    }
}

/// What one person did, as often as it was done in a row.
#[derive(PartialEq, Eq)]
struct Look {
    who: String,
    what: String,
    refused: bool,
    times: usize,
    /// When it was done last.
    time: String,
}

/// Which part of the log.
#[derive(serde::Deserialize)]
pub struct Part {
    before: Option<i64>,
}

/// `GET /patients/{patient}/looks`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Query(part): Query<Part>,
) -> Result<Html<String>, Failure> {
    let repository = visitor.repository();
    let entries = repository.looks_at(chart.patient, part.before, PAGE).await?;
    let names = names(&app, &entries).await?;
    let zone = visitor.clinic.calendar.zone();
    let mut days: Vec<Day> = Vec::new();
    for entry in &entries {
        let happened = &entry.happened;
        let on = zone.date(happened.at);
        if days.last().is_none_or(|day| day.on != on) {
            days.push(Day {
                on,
                looks: Vec::new(),
            });
        }
        let look = Look {
            who: names.get(&happened.person).cloned().unwrap_or_default(),
            what: words(happened.action),
            refused: happened.outcome == AuditOutcome::Refused,
            times: 1,
            time: zone.time(happened.at).strftime("%H:%M").to_string(),
        };
        if let Some(day) = days.last_mut() {
            add(&mut day.looks, look);
        }
    }
    let last = entries.last().filter(|_| entries.len() == PAGE);
    page(&LooksPage {
        shell: Shell::new(&visitor, "/patients", say("Who saw this record")),
        head: PatientHead::new(&visitor, &chart, ""),
        days,
        older: last.map(|entry| chart.path(&format!("/looks?before={}", entry.seq))),
    })
}

/// Adds a look to a day; one that repeats an earlier one of the day is counted there.
fn add(looks: &mut Vec<Look>, look: Look) {
    let same =
        |other: &&mut Look| (&other.who, &other.what, other.refused) == (&look.who, &look.what, look.refused);
    match looks.iter_mut().find(same) {
        Some(other) => other.times += 1,
        None => looks.push(look),
    }
}
