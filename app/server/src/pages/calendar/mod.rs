//! The practice's week: who is booked when, and when the practice is closed.

mod week;

use crate::agenda;
use crate::app::App;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::{locale, say};
use crate::shell::{Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use relief_store::AgendaKind;
use week::{Day, Week};

/// A practice with more bookings in a week has several calendars' worth of rooms.
const MOST: usize = 1000;

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    shell: Shell,
    form: Form,
    number: i8,
    year: i16,
    days: Vec<Day>,
    before: String,
    after: String,
    /// There are more bookings than fit.
    more: bool,
}

/// Which week: by its name, or by a day in it.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Which {
    #[serde(default)]
    week: String,
    #[serde(default)]
    from: String,
}

/// `GET /calendar`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Result<Response, Failure> {
    agenda::catch_up(&app, &visitor).await?;
    let mut form = Form::filled([("from", which.from.clone())]);
    let week = chosen(&which, &mut form).unwrap_or_else(|| Week::of(visitor.today(), locale().first_day));
    let mut days: Vec<Day> = week.dates().map(|on| week::day(&visitor, on)).collect();
    let (Some(first), Some(last)) = (week.dates().next(), week.dates().last()) else {
        return Err(Failure::NotFound);
    };
    let found = visitor
        .repository()
        .agenda(&[AgendaKind::Booked], first, last, MOST)
        .await?;
    for (patient, name, item) in &found {
        let day = days.iter_mut().find(|day| day.on == item.from);
        if let (Some(day), Some(booking)) = (day, week::booking(&visitor, *patient, name, item)) {
            day.bookings.push(booking);
        }
    }
    let (number, year) = week.number();
    page(&CalendarPage {
        shell: Shell::new(&visitor, "/calendar", say("Calendar")),
        form,
        number,
        year,
        days,
        before: week.later(-1).name(),
        after: week.later(1).name(),
        more: found.len() == MOST,
    })
    .map(IntoResponse::into_response)
}

/// The week asked for; what cannot be read is said beside the field.
fn chosen(which: &Which, form: &mut Form) -> Option<Week> {
    if which.from.is_empty() {
        Week::named(&which.week, locale().first_day)
    } else {
        form.date("from").map(|date| Week::of(date, locale().first_day))
    }
}
