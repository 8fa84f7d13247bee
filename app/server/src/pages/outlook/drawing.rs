//! Ranges after each session, as a chart.

use super::expected::Own;
use crate::cohort::texts;
use crate::language::{say, say_with};
use crate::percent_axis::text;
use crate::session_chart::{Room, SessionChart};
use relief_registry::{Expected, SESSIONS, Scale};

const HEIGHT: f64 = 300.0;
/// Half the width of the bar that holds half of the patients.
const BAR: f64 = 12.0;
/// How far a patient's own change stands beside the bar, so that neither hides the other.
const BESIDE: f64 = 26.0;

/// A chart; positions are in its own units, as text.
pub(super) struct Drawing {
    pub chart: SessionChart,
    pub ranges: Vec<Bar>,
    pub own: Vec<[String; 2]>,
}

/// A range after a session.
pub(super) struct Bar {
    pub x: String,
    pub y: String,
    pub low: String,
    pub high: String,
    /// Left, top, width and height of what holds half of the patients.
    pub half: [String; 4],
}

impl Drawing {
    pub(super) fn of(metric: &str, ranges: &[Expected], own: &Own) -> Self {
        let ends = ranges.iter().flat_map(|range| range.most);
        let changes = own.iter().map(|(_, change)| *change);
        let room = Room::of(HEIGHT, SESSIONS, ends.chain(changes));
        let dot = |(session, change): &(u8, f64)| [text(room.x(*session) + BESIDE), text(room.y(*change))];
        Self {
            chart: room.chart("expected", metric, description(ranges)),
            ranges: ranges.iter().map(|range| bar(range, &room)).collect(),
            own: own.iter().map(dot).collect(),
        }
    }
}

fn bar(range: &Expected, room: &Room) -> Bar {
    let x = room.x(range.session);
    let [low, high] = range.half.map(|share| room.y(share));
    Bar {
        x: text(x),
        y: text(room.y(range.middle)),
        low: text(room.y(range.most[0])),
        high: text(room.y(range.most[1])),
        half: [text(x - BAR), text(high), text(2.0 * BAR), text(low - high)],
    }
}

/// The chart in words; every number stands in the table beneath.
fn description(ranges: &[Expected]) -> String {
    let change = |value| texts().change(Scale::Relative, value);
    let told = |range: &Expected| {
        let [low, high] = range.half.map(change);
        say_with(
            "After session {number} half lie between {low} and {high}.",
            &[("number", &range.session), ("low", &low), ("high", &high)],
        )
    };
    let mut said: Vec<String> = ranges.iter().map(told).collect();
    said.push(say("This is no promise.").to_owned());
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_registry::ExpectedFrom;

    #[test]
    fn sessions_run_from_left_to_right_and_a_better_end_is_lower() {
        let range = |session, middle: f64| Expected {
            session,
            middle,
            half: [middle - 0.1, middle + 0.1],
            most: [middle - 0.3, middle + 0.3],
            from: ExpectedFrom::Practice,
        };
        let drawing = Drawing::of("scar_volume", &[range(1, -0.1), range(3, -0.4)], &vec![(1, -0.9)]);
        let number = |text: &str| text.parse::<f64>().unwrap();
        let [first, third] = &drawing.ranges[..] else {
            panic!("two ranges")
        };
        assert!(number(&first.x) < number(&third.x) && number(&first.y) < number(&third.y));
        assert!(number(&first.high) < number(&first.half[1]) && number(&first.half[1]) < number(&first.y));
        let lowest = number(&drawing.chart.lines.last().unwrap().at);
        let [x, y] = &drawing.own[0];
        assert!(number(y) <= lowest && number(x) > number(&first.x));
        assert!(number(&drawing.chart.sessions[3].x) < drawing.chart.right);
        assert!(
            drawing
                .chart
                .description
                .contains("After session 3 half lie between −50 % and −30 %.")
        );
    }
}
