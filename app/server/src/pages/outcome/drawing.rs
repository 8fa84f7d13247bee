//! The chart of one view over the whole course: where everything stands in it.

use super::points::{Point, Share};
use crate::chart::Current;
use crate::language::{day, report_texts, say_with};
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
/// The least reach of the percentages on either side of zero.
const LEAST: f64 = 10.0;
/// Steps between the lines, of which the first is taken that needs few lines.
const STEPS: [f64; 9] = [5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
const MOST_LINES: f64 = 7.0;

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

/// A line with its words, across or upright.
pub(super) struct Line {
    pub at: String,
    pub label: String,
    pub is_zero: bool,
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

/// Which percentages the chart shows.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn of(shares: &[Share]) -> Self {
        let ends = shares
            .iter()
            .flat_map(|share| [share.low, share.high, share.value, share.mdc, -share.mdc]);
        let (low, high) = ends.fold((-LEAST, LEAST), |(low, high), end| (low.min(end), high.max(end)));
        let fits = |step: &f64| (high / step).ceil() - (low / step).floor() < MOST_LINES;
        let step = STEPS.into_iter().find(fits).unwrap_or((high - low) / 2.0);
        Self {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    fn y(&self, percent: f64) -> f64 {
        let share = (self.high - percent) / (self.high - self.low);
        TOP + share * (HEIGHT - TOP - BOTTOM)
    }

    fn lines(&self) -> Vec<Line> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        let values = (0..=count).map(|line| self.high - self.step * line as f64);
        values
            .map(|value| Line {
                at: text(self.y(value)),
                label: label(value),
                is_zero: value == 0.0,
            })
            .collect()
    }
}

fn label(percent: f64) -> String {
    let texts = report_texts();
    texts
        .percent(percent / 100.0)
        .replace(&texts.decimal(".0 %"), " %")
}

fn text(position: f64) -> String {
    format!("{position:.1}")
}

impl Drawing {
    pub fn of(code: &str, view: &str, points: &[Point], times: &Times) -> Self {
        let shares: Vec<Share> = points.iter().filter_map(|point| point.share).collect();
        let scale = Scale::of(&shares);
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

fn dot(x: f64, share: Share, scale: &Scale) -> Dot {
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

    fn share(value: f64, half: f64, mdc: f64) -> Share {
        Share {
            value,
            low: value - half,
            high: value + half,
            mdc,
        }
    }

    #[test]
    fn everything_fits_between_the_lines_and_zero_is_one_of_them() {
        for shares in [
            vec![],
            vec![share(-35.0, 12.0, 9.0)],
            vec![share(4.0, 2.0, 3.0), share(-800.0, 90.0, 20.0)],
        ] {
            let scale = Scale::of(&shares);
            let lines = scale.lines();
            assert!(
                lines.iter().filter(|line| line.is_zero).count() == 1,
                "{}",
                lines.len()
            );
            assert!(lines.len() as f64 <= MOST_LINES, "{}", lines.len());
            for share in shares {
                assert!(scale.y(share.low) <= HEIGHT - BOTTOM && scale.y(share.high) >= TOP);
                assert!(scale.y(share.low) > scale.y(share.high), "more is higher");
            }
        }
    }

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
