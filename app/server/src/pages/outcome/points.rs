//! One measurement as a point of the chart and a row of the table beneath it: both show the same numbers.

use crate::chart::Chart;
use crate::language::{day, report_texts, say, say_with};
use crate::measured::Measured;
use jiff::civil::Date;
use relief_compare::contract::{Change, CompareResult};
use relief_course::ClinicZone;
use relief_report::{headline, metric_label};

/// A measurement against its photo from before.
pub(in crate::pages) struct Point {
    /// The days of both photos.
    pub days: [Date; 2],
    pub path: String,
    pub word: &'static str,
    pub mark: &'static str,
    /// What was measured; empty when nothing was.
    pub metric: String,
    /// The change, its interval and the minimal detectable change, in words.
    pub change: String,
    pub interval: String,
    pub mdc: String,
    /// Why the pair was refused; empty when it was not.
    pub refused: String,
    /// The same as shares of before, where before is clear of zero.
    pub share: Option<Share>,
}

/// A change as a share of before, in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::pages) struct Share {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub mdc: f64,
}

impl Point {
    pub fn of(chart: &Chart, zone: &ClinicZone, measured: &Measured) -> Self {
        let result = &measured.result;
        let (word, mark) = measured.verdict();
        let point = Self {
            days: measured.days(zone),
            path: measured.path(chart),
            word,
            mark,
            metric: String::new(),
            change: String::new(),
            interval: String::new(),
            mdc: String::new(),
            refused: String::new(),
            share: None,
        };
        match primary(result) {
            _ if !result.comparable => Self {
                refused: refusal(result),
                ..point
            },
            None => Self {
                metric: headline(report_texts(), result).to_owned(),
                ..point
            },
            Some(change) => point.with(change),
        }
    }

    /// The days of both photos as people read them.
    pub fn between(&self) -> String {
        let [before, after] = self.days.map(day);
        say_with("{from} to {to}", &[("from", &before), ("to", &after)])
    }

    fn with(self, change: &Change) -> Self {
        let share = share(change);
        let (value, interval, mdc) = match share {
            Some(Share {
                value,
                low,
                high,
                mdc,
            }) => (
                percent(value),
                say_with(
                    "{low} to {high}",
                    &[("low", &percent(low)), ("high", &percent(high))],
                ),
                format!("±{}", percent(mdc).trim_start_matches('+')),
            ),
            None => {
                let texts = report_texts();
                let (value, interval) = texts.estimate_parts(&change.difference);
                let mdc = texts.with_unit(&texts.number(change.mdc95), &change.unit);
                (
                    texts.with_unit(&value, &change.unit),
                    texts.with_unit(&interval, &change.unit),
                    format!("±{mdc}"),
                )
            }
        };
        Self {
            metric: metric_label(report_texts(), &change.metric),
            change: value,
            interval,
            mdc,
            share,
            ..self
        }
    }
}

/// The primary end point, which comes first.
fn primary(result: &CompareResult) -> Option<&Change> {
    result
        .changes
        .first()
        .filter(|change| change.metric.starts_with("scar_"))
}

fn refusal(result: &CompareResult) -> String {
    let titles: Vec<&str> = result
        .reasons
        .iter()
        .map(|reason| (report_texts().check)(reason.code).title)
        .collect();
    if titles.is_empty() {
        say("Refused").to_owned()
    } else {
        titles.join(", ")
    }
}

/// `None` when before is not clear of zero, or something is not a number: then a share says nothing.
fn share(change: &Change) -> Option<Share> {
    let value = change.relative?;
    let of_before = |difference: f64| 100.0 * difference / change.before.value;
    let [low, high] = change.difference.ci95.map(of_before);
    let share = Share {
        value: 100.0 * value,
        low,
        high,
        mdc: of_before(change.mdc95).abs(),
    };
    [share.value, share.low, share.high, share.mdc]
        .iter()
        .all(|number| number.is_finite())
        .then_some(share)
}

fn percent(percent: f64) -> String {
    report_texts().percent(percent / 100.0)
}
