//! A week: its days, when the practice is open, and who is booked.

use crate::agenda::Told;
use crate::clock;
use crate::guard::Visitor;
use crate::language::{self, say, say_with};
use crate::visit_code;
use crate::words;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use relief_course::Line;
use relief_store::{AgendaItem, PatientId};

/// Days of a week.
const DAYS: usize = 7;

/// A week. It has the name that ISO 8601 gives to the week of its Monday, on whatever day it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Week {
    monday: Date,
    first_day: Weekday,
}

/// A day of the calendar.
pub(super) struct Day {
    pub on: Date,
    /// Which, as the page says it.
    pub date: String,
    pub weekday: &'static str,
    pub is_today: bool,
    /// When the practice is open, or why it is not.
    pub hours: String,
    pub is_closed: bool,
    pub bookings: Vec<Booking>,
}

/// A booking.
pub(super) struct Booking {
    pub path: String,
    pub span: String,
    pub name: String,
    pub what: String,
}

impl Week {
    /// The week of a day, where weeks begin on `first_day`.
    pub fn of(date: Date, first_day: Weekday) -> Self {
        let to_monday = i64::from(first_day.until(Weekday::Monday));
        let back = i64::from(first_day.until(date.weekday()));
        Self {
            monday: date.checked_add((to_monday - back).days()).unwrap_or(date),
            first_day,
        }
    }

    /// A week by its name, such as `2026-W10`.
    pub fn named(name: &str, first_day: Weekday) -> Option<Self> {
        let (year, week) = name.split_once("-W")?;
        let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?;
        Some(Self {
            monday: date.date(),
            first_day,
        })
    }

    /// Its name.
    pub fn name(self) -> String {
        let date = self.monday.iso_week_date();
        format!("{}-W{:02}", date.year(), date.week())
    }

    /// The number in its year, and the year.
    pub fn number(self) -> (i8, i16) {
        let date = self.monday.iso_week_date();
        (date.week(), date.year())
    }

    /// The week so many later, or earlier; itself at the end of the calendar.
    pub fn later(self, weeks: i64) -> Self {
        let monday = self.monday.checked_add(weeks.weeks());
        monday.map_or(self, |monday| Self { monday, ..self })
    }

    pub fn dates(self) -> impl Iterator<Item = Date> {
        let to_monday = i64::from(self.first_day.until(Weekday::Monday));
        let first = self.monday.saturating_sub(to_monday.days());
        first.series(1.day()).take(DAYS)
    }
}

/// A day without its bookings.
pub(super) fn day(visitor: &Visitor, on: Date) -> Day {
    let calendar = &visitor.clinic.calendar;
    let zone = calendar.zone();
    let open: Vec<String> = calendar
        .open_on(on)
        .into_iter()
        .map(|[from, to]| format!("{}–{}", clock::time(zone, from), clock::time(zone, to)))
        .collect();
    let is_closed = open.is_empty();
    let hours = match calendar.holidays().get(&on) {
        Some(name) => say_with("Closed: {holiday}", &[("holiday", name)]),
        None if is_closed => say("Closed").to_owned(),
        None => open.join(", "),
    };
    Day {
        on,
        date: language::day(on),
        weekday: weekday(on),
        is_today: on == visitor.today(),
        hours,
        is_closed,
        bookings: Vec::new(),
    }
}

/// A booking of the agenda.
pub(super) fn booking(
    visitor: &Visitor,
    patient: PatientId,
    name: &Line,
    item: &AgendaItem,
) -> Option<Booking> {
    let visit = Told::of(item.what.as_str())?.visit;
    Some(Booking {
        path: format!("/patients/{patient}/plan/{}", visit_code::code(visit)),
        span: clock::span(visitor.clinic.calendar.zone(), item.slot?),
        name: name.to_string(),
        what: words::visit(visit),
    })
}

fn weekday(on: Date) -> &'static str {
    match on.weekday() {
        Weekday::Monday => say("Monday"),
        Weekday::Tuesday => say("Tuesday"),
        Weekday::Wednesday => say("Wednesday"),
        Weekday::Thursday => say("Thursday"),
        Weekday::Friday => say("Friday"),
        Weekday::Saturday => say("Saturday"),
        Weekday::Sunday => say("Sunday"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_those_of_iso_8601() {
        let table = [
            (date(2026, 3, 1), "2026-W09", date(2026, 2, 23)),
            (date(2026, 3, 2), "2026-W10", date(2026, 3, 2)),
            (date(2027, 1, 3), "2026-W53", date(2026, 12, 28)),
        ];
        for (on, name, monday) in table {
            let week = Week::of(on, Weekday::Monday);
            assert_eq!((week.name().as_str(), week.monday), (name, monday));
            assert_eq!(Week::named(name, Weekday::Monday), Some(week));
        }
        assert_eq!(
            Week::named("2026-W53", Weekday::Monday).map(|week| week.later(1).name()),
            Some("2027-W01".to_owned())
        );
        for wrong in ["", "2026", "2026-W00", "2025-W53", "2026-10"] {
            assert_eq!(Week::named(wrong, Weekday::Monday), None, "{wrong}");
        }
        let last = Week::of(Date::MAX, Weekday::Monday);
        assert_eq!(last.later(1).dates().last(), Some(Date::MAX));
    }

    #[test]
    fn a_week_that_begins_before_monday_has_the_number_of_its_monday() {
        for (first_day, on, begins) in [
            (Weekday::Sunday, date(2026, 3, 1), date(2026, 3, 1)),
            (Weekday::Sunday, date(2026, 3, 7), date(2026, 3, 1)),
            (Weekday::Saturday, date(2026, 3, 6), date(2026, 2, 28)),
        ] {
            let week = Week::of(on, first_day);
            assert_eq!(week.dates().next(), Some(begins), "{first_day:?} {on}");
            assert!(week.dates().any(|day| day == on), "{first_day:?} {on}");
            assert_eq!(week.name(), "2026-W10", "{first_day:?} {on}");
            assert_eq!(week.later(1).dates().next(), begins.checked_add(1.week()).ok());
        }
    }
}
