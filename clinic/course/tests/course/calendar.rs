//! Working hours, holidays, and days on which the clocks change.

use crate::{at, calendar, line};
use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use relief_course::{Calendar, CalendarError, ClinicZone, Closed, Opening, Slot, WeeklyHours};
use std::collections::BTreeMap;

fn berlin(date: Date, hour: i8, minute: i8) -> Timestamp {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    date.at(hour, minute, 0, 0).to_zoned(zone).unwrap().timestamp()
}

fn slot(date: Date, hour: i8) -> Slot {
    Slot {
        start: berlin(date, hour, 0),
        minutes: 45,
    }
}

#[test]
fn the_clinic_is_closed_outside_hours_on_holidays_and_over_lunch() {
    let open = calendar("Europe/Berlin");
    let holidays = BTreeMap::from([(date(2026, 4, 6), line("Ostermontag"))]);
    let clinic = Calendar::new(open.zone().clone(), open.hours().clone(), holidays).unwrap();
    let check = |on, hour| clinic.check(slot(on, hour));
    assert_eq!(check(date(2026, 4, 7), 9), Ok(()));
    assert_eq!(
        check(date(2026, 4, 6), 9),
        Err(Closed::Holiday {
            on: date(2026, 4, 6),
            name: line("Ostermontag")
        })
    );
    for (on, hour) in [
        (date(2026, 4, 5), 9),
        (date(2026, 4, 7), 8),
        (date(2026, 4, 7), 12),
        (date(2026, 4, 7), 18),
    ] {
        assert_eq!(check(on, hour), Err(Closed::OutsideHours { on }), "{on} {hour}");
    }
    // It must end before lunch, too.
    let until_lunch = Slot {
        start: berlin(date(2026, 4, 7), 11, 15),
        minutes: 45,
    };
    assert_eq!(clinic.check(until_lunch), Ok(()));
    assert!(
        clinic
            .check(Slot {
                minutes: 46,
                ..until_lunch
            })
            .is_err()
    );
    assert!(
        clinic
            .check(Slot {
                minutes: 0,
                ..until_lunch
            })
            .is_err()
    );
    let first = clinic.first_free(date(2026, 4, 4), berlin(date(2026, 4, 1), 9, 0), 45, &[]);
    assert_eq!(first, Some(slot(date(2026, 4, 7), 9)));
}

#[test]
fn doubtful_times_of_the_clock_count_as_closed() {
    let night = |zone| {
        let hours = |from, to| WeeklyHours {
            sunday: vec![Opening { from, to }],
            ..WeeklyHours::default()
        };
        let hours = hours(time(2, 30, 0, 0), time(4, 0, 0, 0));
        Calendar::new(ClinicZone::new(zone).unwrap(), hours, BTreeMap::new()).unwrap()
    };
    let clinic = night("Europe/Berlin");
    // Skipped: 2:30 does not exist on 29 March 2026, the clinic opens at 3:30.
    let spring = clinic.open_on(date(2026, 3, 29));
    assert_eq!(spring, [[at("2026-03-29T01:30:00Z"), at("2026-03-29T02:00:00Z")]]);
    // Twice: 2:30 comes twice on 25 October 2026, the clinic opens at the second.
    let autumn = clinic.open_on(date(2026, 10, 25));
    assert_eq!(autumn, [[at("2026-10-25T01:30:00Z"), at("2026-10-25T03:00:00Z")]]);
}

#[test]
fn a_day_that_the_zone_skipped_is_closed() {
    // Samoa had no 30 December 2011, a Friday.
    let clinic = calendar("Pacific/Apia");
    assert!(clinic.open_on(date(2011, 12, 30)).is_empty());
    assert_eq!(clinic.open_on(date(2011, 12, 29)).len(), 2);
    let first = clinic
        .first_free(date(2011, 12, 30), at("2011-12-29T00:00:00Z"), 30, &[])
        .unwrap();
    assert_eq!(clinic.zone().date(first.start), date(2012, 1, 2));
}

#[test]
fn kathmandus_quarter_hour_is_kept() {
    let clinic = calendar("Asia/Kathmandu");
    let first = clinic
        .first_free(date(2026, 3, 30), at("2026-03-29T00:00:00Z"), 45, &[])
        .unwrap();
    assert_eq!(first.start, at("2026-03-30T03:15:00Z"));
    assert_eq!(clinic.zone().time(first.start), time(9, 0, 0, 0));
}

#[test]
fn impossible_calendars_are_refused() {
    assert!(matches!(
        ClinicZone::new("Europe/Atlantis"),
        Err(CalendarError::UnknownZone { .. })
    ));
    let zone = ClinicZone::new("europe/berlin").unwrap();
    assert_eq!(zone.name(), "Europe/Berlin");
    let overlapping = vec![
        Opening {
            from: time(9, 0, 0, 0),
            to: time(13, 0, 0, 0),
        },
        Opening {
            from: time(12, 0, 0, 0),
            to: time(18, 0, 0, 0),
        },
    ];
    let backwards = vec![Opening {
        from: time(18, 0, 0, 0),
        to: time(9, 0, 0, 0),
    }];
    for sunday in [overlapping, backwards] {
        let hours = WeeklyHours {
            sunday,
            ..WeeklyHours::default()
        };
        let calendar = Calendar::new(zone.clone(), hours, BTreeMap::new());
        assert!(
            matches!(calendar, Err(CalendarError::OpeningOrder { .. })),
            "{calendar:?}"
        );
    }
    let never_open = Calendar::new(zone, WeeklyHours::default(), BTreeMap::new()).unwrap();
    assert_eq!(
        never_open.first_free(date(2026, 1, 1), at("2026-01-01T00:00:00Z"), 30, &[]),
        None
    );
}
