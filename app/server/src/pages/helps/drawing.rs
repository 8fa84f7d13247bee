//! The practice's mean change after each session, as a chart: the numbers of the table beneath it.

use crate::language::{report_texts, say_with};
use crate::percent_axis::text;
use crate::session_chart::{Room, SessionChart};
use relief_estimate::Estimate;
use relief_registry::SessionAnswer;

const HEIGHT: f64 = 260.0;
/// Half the width of a whisker's ends.
const END: f64 = 6.0;

/// A chart; positions are in its own units, as text.
pub struct Drawing {
    pub chart: SessionChart,
    pub means: Vec<Mean>,
}

/// A mean with its interval.
pub struct Mean {
    pub x: String,
    pub y: String,
    pub low: String,
    pub high: String,
    pub ends: [String; 2],
}

impl Drawing {
    /// Of the answers of one metric in the order of sessions; `None` when no mean of them may be told.
    pub fn of(metric: &str, answers: &[SessionAnswer]) -> Option<Self> {
        let means: Vec<(u8, Estimate)> = answers.iter().filter_map(mean).collect();
        let last = means.last()?.0;
        let ends = means.iter().flat_map(|(_, mean)| mean.ci95);
        let room = Room::of(HEIGHT, last, ends);
        let drawn = |(session, mean): &(u8, Estimate)| {
            let x = room.x(*session);
            let [low, high] = mean.ci95.map(|end| text(room.y(end)));
            Mean {
                x: text(x),
                y: text(room.y(mean.value)),
                low,
                high,
                ends: [text(x - END), text(x + END)],
            }
        };
        Some(Self {
            chart: room.chart("means", metric, description(&means)),
            means: means.iter().map(drawn).collect(),
        })
    }
}

/// The mean after a session, where enough patients have one.
fn mean(answer: &SessionAnswer) -> Option<(u8, Estimate)> {
    let change = answer.change.as_ref().ok()?;
    Some((answer.session, change.change.as_ref().ok()?.mean))
}

fn description(means: &[(u8, Estimate)]) -> String {
    let told = |(session, mean): &(u8, Estimate)| {
        let [value, low, high] =
            [mean.value, mean.ci95[0], mean.ci95[1]].map(|share| report_texts().percent(share));
        say_with(
            "After session {number}: {value} (95 % interval {low} to {high}).",
            &[
                ("number", session),
                ("value", &value),
                ("low", &low),
                ("high", &high),
            ],
        )
    };
    let told: Vec<String> = means.iter().map(told).collect();
    told.join(" ")
}
