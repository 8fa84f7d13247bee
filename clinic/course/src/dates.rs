//! A period after or before a day of the calendar.

use jiff::{Span, ToSpan, civil::Date};
use relief_protocol::{Period, Unit};

/// The day that lies `period` after `date`. Where the month lacks that day it is the first of the next month: three
/// months after 30 November is 1 March, so that nothing comes sooner than it should. Ends at the calendar's last day.
pub(crate) fn after(date: Date, period: Period) -> Date {
    times_after(date, period, 1)
}

/// The day that lies `times` periods after `date`.
pub(crate) fn times_after(date: Date, period: Period, times: u16) -> Date {
    let count = i64::from(period.count()) * i64::from(times);
    let reached = date.saturating_add(span(period.unit(), count));
    match period.unit() {
        Unit::Days | Unit::Weeks => reached,
        Unit::Months | Unit::Years => next_if_clamped(date, reached),
    }
}

/// The day after `reached` when the month reached lacks the day of `date`.
fn next_if_clamped(date: Date, reached: Date) -> Date {
    if reached.day() < date.day() && reached != Date::MAX {
        return reached.saturating_add(1.day());
    }
    reached
}

/// The day that lies `period` before `date`; where the month lacks that day, its last day.
pub(crate) fn before(date: Date, period: Period) -> Date {
    date.saturating_sub(span(period.unit(), i64::from(period.count())))
}

/// The day somebody born on `born` is `years` old; who was born on 29 February is so on 1 March of other years.
pub(crate) fn birthday(born: Date, years: u8) -> Date {
    let reached = born.saturating_add(span(Unit::Years, i64::from(years)));
    next_if_clamped(born, reached)
}

/// How many days `later` is after `earlier`; negative when it is before.
pub(crate) fn days_between(earlier: Date, later: Date) -> i32 {
    // Two dates of the calendar are always a number of days apart.
    earlier.until(later).map_or(0, |span| span.get_days())
}

fn span(unit: Unit, count: i64) -> Span {
    // A span holds 19 998 years; a period has at most 50, and nobody counts more than a thousand of them.
    const MOST_DAYS: i64 = 7_000_000;
    let count = count.min(MOST_DAYS);
    match unit {
        Unit::Days => Span::new().days(count),
        Unit::Weeks => Span::new().days((count * 7).min(MOST_DAYS)),
        Unit::Months => Span::new().months(count.min(12 * 10_000)),
        Unit::Years => Span::new().years(count.min(10_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_that_the_month_lacks_becomes_the_next_first() {
        let table = [
            (date(2026, 11, 30), "3 months", date(2027, 3, 1)),
            (date(2027, 11, 30), "3 months", date(2028, 3, 1)),
            (date(2027, 11, 29), "3 months", date(2028, 2, 29)),
            (date(2028, 2, 29), "1 year", date(2029, 3, 1)),
            (date(2026, 1, 31), "1 month", date(2026, 3, 1)),
            (date(2026, 3, 1), "4 weeks", date(2026, 3, 29)),
            (date(2026, 12, 31), "1 day", date(2027, 1, 1)),
        ];
        for (from, text, expected) in table {
            assert_eq!(after(from, period(text)), expected, "{from} + {text}");
        }
        assert_eq!(after(Date::MAX, period("50 years")), Date::MAX);
        assert_eq!(
            times_after(date(2026, 1, 1), period("50 years"), u16::MAX),
            Date::MAX
        );
        assert_eq!(before(date(2026, 3, 31), period("1 month")), date(2026, 2, 28));
    }

    proptest! {
        #[test]
        fn the_day_reached_is_within_the_periods_days(days in -20_000_i32..20_000, count in 1_u16..200, unit in 0_usize..4) {
            let from = date(2020, 1, 1).saturating_add(days.days());
            let unit = ["days", "weeks", "months", "years"][unit];
            let count = if unit == "years" { count.min(50) } else { count };
            let period = period(&format!("{count} {unit}"));
            let gone = days_between(from, after(from, period));
            let [least, most] = period.days();
            prop_assert!(gone >= least as i32 && gone <= most as i32 + 1, "{from} + {period}: {gone}");
        }
    }
}
