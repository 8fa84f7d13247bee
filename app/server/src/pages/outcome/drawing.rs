//! The chart of one view over the whole course: where everything stands in it.

use super::points::{Point, Share};
use crate::chart::Current;
use crate::language::{day, say_with};
use crate::percent_axis::{Axis, Line, text};
use jiff::civil::Date;
use relief_course::OtherTreatment;

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 320.0;
/// Free of data: for the percentages, above for the sessions, beneath for the days and what else was done.
const LEFT: f64 = 62.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 66.0;
/// Half the width of a point's band.
const BAND: f64 = 9.0;

/// What happened when, for the charts of all views.
pub(super) struct Times {
    from: Date,
    to: Date,
    sessions: Vec<(u8, Date)>,
    rolled: Vec<Date>,
    treatments: Vec<(Date, Option<Date>)>,
}

/// A chart; positions are in its own units, as text.
pub(super) struct Drawing {
    pub id: String,
    pub title: String,
    pub description: String,
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub lines: Vec<Line>,
    pub days: Vec<DayLabel>,
    pub sessions: Vec<Line>,
    pub points: Vec<Dot>,
    /// Where a comparison was refused.
    pub refused: Vec<String>,
    pub rolled: Vec<String>,
    pub treatments: Vec<Bar>,
}

/// A day beneath the chart.
pub(super) struct DayLabel {
    pub x: String,
    pub label: String,
    pub anchor: &'static str,
}

/// A change with its interval, on the band that repeated capture explains.
pub(super) struct Dot {
    pub x: String,
    pub y: String,
    pub low: String,
    pub high: String,
    pub whisker: [String; 2],
    pub band: [String; 4],
}

/// Another treatment from one day to another.
pub(super) struct Bar {
    pub x: String,
    pub width: String,
}

impl Times {
    /// From the course's first day, or the first photo before it, until today.
    pub fn of(current: &Current, days: impl Iterator<Item = Date>, today: Date) -> Self {
        let started = current.course.plan.starts_on();
        let (from, to) = days.fold((started.min(today), today), |(from, to), day| {
            (from.min(day), to.max(day))
        });
        let treatments = &current.course.context.other_treatments;
        Self {
            from,
            to,
            sessions: current
                .course
                .sessions
                .iter()
                .map(|session| (session.number, session.on))
                .collect(),
            rolled: current
                .course
                .context
                .home_rolling
                .iter()
                .map(|rolling| rolling.on)
                .collect(),
            treatments: treatments
                .iter()
                .map(|given: &OtherTreatment| (given.from(), given.until()))
                .collect(),
        }
    }

    fn x(&self, day: Date) -> f64 {
        let span = days_between(self.from, self.to).max(1.0);
        let share = (days_between(self.from, day) / span).clamp(0.0, 1.0);
        LEFT + share * (WIDTH - LEFT - RIGHT)
    }
}

fn days_between(from: Date, to: Date) -> f64 {
    to.duration_since(from).as_secs_f64() / 86_400.0
}

impl Drawing {
    pub fn of(code: &str, view: &str, points: &[Point], times: &Times) -> Self {
        let shares: Vec<Share> = points.iter().filter_map(|point| point.share).collect();
        let scale = axis(&shares);
        let upright = |(number, on): &(u8, Date)| Line {
            at: text(times.x(*on)),
            label: number.to_string(),
            is_zero: false,
        };
        let refused = points.iter().filter(|point| !point.refused.is_empty());
        Self {
            id: format!("chart-{}", code.replace('.', "-")),
            title: say_with("{view}: change since before, in percent", &[("view", &view)]),
            description: description(points),
            width: WIDTH,
            height: HEIGHT,
            left: LEFT,
            right: WIDTH - RIGHT,
            top: TOP,
            bottom: HEIGHT - BOTTOM,
            lines: scale.lines(),
            days: day_labels(times),
            sessions: times.sessions.iter().map(upright).collect(),
            points: points
                .iter()
                .filter_map(|point| Some(dot(times.x(point.days[1]), point.share?, &scale)))
                .collect(),
            refused: refused.map(|point| text(times.x(point.days[1]))).collect(),
            rolled: times.rolled.iter().map(|day| text(times.x(*day))).collect(),
            treatments: times.treatments.iter().map(|given| bar(times, given)).collect(),
        }
    }
}

/// The percentages of these changes with their intervals and limits.
fn axis(shares: &[Share]) -> Axis {
    let ends = shares
        .iter()
        .flat_map(|share| [share.low, share.high, share.value, share.mdc, -share.mdc]);
    Axis::of(ends, [TOP, HEIGHT - BOTTOM])
}

fn dot(x: f64, share: Share, scale: &Axis) -> Dot {
    let (top, bottom) = (scale.y(share.mdc), scale.y(-share.mdc));
    Dot {
        x: text(x),
        y: text(scale.y(share.value)),
        low: text(scale.y(share.low)),
        high: text(scale.y(share.high)),
        whisker: [text(x - 5.0), text(x + 5.0)],
        band: [text(x - BAND), text(top), text(2.0 * BAND), text(bottom - top)],
    }
}

fn bar(times: &Times, (from, until): &(Date, Option<Date>)) -> Bar {
    let (x, end) = (times.x(*from), times.x(until.unwrap_or(times.to)));
    Bar {
        x: text(x),
        width: text((end - x).max(3.0)),
    }
}

fn day_labels(times: &Times) -> Vec<DayLabel> {
    let ends = [(times.from, "start"), (times.to, "end")];
    ends.map(|(day, anchor)| DayLabel {
        x: text(times.x(day)),
        label: crate::language::day(day),
        anchor,
    })
    .into()
}

/// The chart in words; every number stands in the table beneath.
fn description(points: &[Point]) -> String {
    let told = |point: &Point| {
        let on = day(point.days[1]);
        match (&point.refused[..], point.share) {
            ("", Some(_)) => format!("{on}: {} ({}), {}.", point.change, point.interval, point.word),
            ("", None) => format!("{on}: {}.", point.word),
            (refused, _) => say_with(
                "{day}: not comparable, {reasons}.",
                &[("day", &on), ("reasons", &refused)],
            ),
        }
    };
    let said: Vec<String> = points.iter().map(told).collect();
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_run_from_left_to_right() {
        let (from, to) = (date(2026, 1, 1), date(2026, 12, 31));
        let times = Times {
            from,
            to,
            sessions: Vec::new(),
            rolled: Vec::new(),
            treatments: Vec::new(),
        };
        assert_eq!((times.x(from), times.x(to)), (LEFT, WIDTH - RIGHT));
        assert!(times.x(date(2026, 7, 2)) > 280.0 && times.x(date(2026, 7, 2)) < 300.0);
        let one_day = Times { to: from, ..times };
        assert!(one_day.x(from).is_finite());
    }
}
