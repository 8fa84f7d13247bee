//! Hours and holidays as text.

use crate::form::Form;
use crate::language::{self, course_texts, say, say_with, text};
use jiff::civil::{Date, Time, Weekday};
use relief_course::{Calendar, ClinicZone, Line, Opening, WeeklyHours};
use std::collections::BTreeMap;

/// A day of the week in the form.
pub struct Day {
    /// Its field.
    pub name: &'static str,
    /// In words.
    pub label: &'static str,
    /// Which.
    pub weekday: Weekday,
}

impl Day {
    /// The words, in the language of the page.
    pub fn said(&self) -> &'static str {
        say(self.label)
    }
}

const fn day(name: &'static str, label: &'static str, weekday: Weekday) -> Day {
    Day { name, label, weekday }
}

/// The week.
pub const DAYS: [Day; 7] = [
    day("monday", text("Monday"), Weekday::Monday),
    day("tuesday", text("Tuesday"), Weekday::Tuesday),
    day("wednesday", text("Wednesday"), Weekday::Wednesday),
    day("thursday", text("Thursday"), Weekday::Thursday),
    day("friday", text("Friday"), Weekday::Friday),
    day("saturday", text("Saturday"), Weekday::Saturday),
    day("sunday", text("Sunday"), Weekday::Sunday),
];

/// A day's openings, such as `09:00-12:00 13:00-17:00`.
pub fn openings_text(openings: &[Opening]) -> String {
    let span = |opening: &Opening| {
        format!(
            "{}-{}",
            opening.from.strftime("%H:%M"),
            opening.to.strftime("%H:%M")
        )
    };
    openings.iter().map(span).collect::<Vec<_>>().join(" ")
}

/// Openings out of such a text; none of an empty one.
fn openings(text: &str) -> Option<Vec<Opening>> {
    let text = text
        .replace('–', "-")
        .replace(" - ", "-")
        .replace([',', ';'], " ");
    let opening = |span: &str| {
        let (from, to) = span.split_once('-')?;
        Some(Opening {
            from: time(from)?,
            to: time(to)?,
        })
    };
    text.split_whitespace().map(opening).collect()
}

/// Hours and minutes; `9:00` and `9` are understood too.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The hours of the week in a form.
pub fn week(form: &mut Form, zone: &ClinicZone) -> Option<WeeklyHours> {
    let mut hours = WeeklyHours::default();
    let mut sound = true;
    for day in &DAYS {
        match openings(form.typed().one(day.name)) {
            Some(openings) => {
                // Each day by itself, so that what is wrong is said beside its day.
                let mut alone = WeeklyHours::default();
                (*of(&mut alone, day.weekday)).clone_from(&openings);
                if let Err(error) = Calendar::new(zone.clone(), alone, BTreeMap::new()) {
                    form.fault(day.name, (course_texts().calendar_error)(&error));
                    sound = false;
                }
                *of(&mut hours, day.weekday) = openings;
            }
            None => {
                form.fault(
                    day.name,
                    say("Please write hours as 09:00-12:00 13:00-17:00, or nothing for a closed day."),
                );
                sound = false;
            }
        }
    }
    sound.then_some(hours)
}

fn of(hours: &mut WeeklyHours, weekday: Weekday) -> &mut Vec<Opening> {
    match weekday {
        Weekday::Monday => &mut hours.monday,
        Weekday::Tuesday => &mut hours.tuesday,
        Weekday::Wednesday => &mut hours.wednesday,
        Weekday::Thursday => &mut hours.thursday,
        Weekday::Friday => &mut hours.friday,
        Weekday::Saturday => &mut hours.saturday,
        Weekday::Sunday => &mut hours.sunday,
    }
}

/// Holidays, one a line.
pub fn holidays_text(holidays: &BTreeMap<Date, Line>) -> String {
    let line = |(date, name): (&Date, &Line)| format!("{date} {name}\n");
    holidays.iter().map(line).collect()
}

/// The holidays in a form.
pub fn holidays(form: &mut Form) -> Option<BTreeMap<Date, Line>> {
    let lines: Vec<String> = form
        .typed()
        .one("holidays")
        .lines()
        .map(|line| line.trim().to_owned())
        .collect();
    let mut holidays = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let Some((date, name)) = holiday(line) else {
            form.fault(
                "holidays",
                say_with(
                    "“{line}” is no day with a name; write it as 2026-12-25 Christmas.",
                    &[("line", line)],
                ),
            );
            return None;
        };
        if holidays.insert(date, name).is_some() {
            form.fault(
                "holidays",
                say_with("{day} stands there twice.", &[("day", &language::day(date))]),
            );
            return None;
        }
    }
    Some(holidays)
}

fn holiday(line: &str) -> Option<(Date, Line)> {
    let (date, name) = line.split_once(char::is_whitespace)?;
    Some((date.parse().ok()?, Line::try_from(name.trim()).ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let usual = openings("09:00-12:00 13:00-17:30").unwrap();
        assert_eq!(openings_text(&usual), "09:00-12:00 13:00-17:30");
        assert_eq!(openings("9-12, 13.00 – 17:30").unwrap(), usual);
        assert_eq!(openings(" "), Some(Vec::new()));
        for wrong in ["9", "9-", "25:00-26:00", "nine-five", "09:00-12:61"] {
            assert_eq!(openings(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn problems_of_hours_stand_beside_their_day() {
        let mut form = Form::filled([
            ("monday", "12:00-09:00".to_owned()),
            ("friday", "open".to_owned()),
        ]);
        assert!(week(&mut form, &ClinicZone::new("UTC").unwrap()).is_none());
        assert_eq!(form.problem_count(), 2);
    }

    #[test]
    fn holidays_are_read_back() {
        let typed = "2026-12-25 Christmas\r\n\r\n2026-01-01  New Year\r\n";
        let mut form = Form::filled([("holidays", typed.to_owned())]);
        let read = holidays(&mut form).unwrap();
        assert_eq!(
            holidays_text(&read),
            "2026-01-01 New Year\n2026-12-25 Christmas\n"
        );
        for wrong in [
            "Christmas",
            "2026-12-25",
            "2026-02-30 Never",
            "2026-01-01 a\n2026-01-01 b",
        ] {
            let mut form = Form::filled([("holidays", wrong.to_owned())]);
            assert!(holidays(&mut form).is_none() && !form.is_sound(), "{wrong}");
        }
    }
}
