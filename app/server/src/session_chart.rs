//! Changes after each session as a chart: what its drawings share, from the percentages on the left to the sessions beneath.

use crate::percent_axis::{Axis, Line};
use crate::session_axis::{Label, SessionAxis};

const WIDTH: f64 = 520.0;
/// Free of data: for the percentages, and beneath for the sessions.
const LEFT: f64 = 62.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 36.0;
const PERCENT: f64 = 100.0;

/// Where things stand in a chart.
pub struct Room {
    height: f64,
    percentages: Axis,
    sessions: SessionAxis,
}

/// A chart without its data; positions are in its own units.
pub struct SessionChart {
    pub id: String,
    pub description: String,
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    /// Where the sessions' names stand.
    pub beneath: f64,
    pub lines: Vec<Line>,
    pub sessions: Vec<Label>,
}

impl Room {
    /// For so many sessions and all of these changes, which are shares of before.
    pub fn of(height: f64, sessions: u8, shares: impl Iterator<Item = f64>) -> Self {
        Self {
            height,
            percentages: Axis::of(shares.map(|share| PERCENT * share), [TOP, height - BOTTOM]),
            sessions: SessionAxis::of(sessions, [LEFT, WIDTH - RIGHT]),
        }
    }

    /// Where a session stands, which is counted from 1.
    pub fn x(&self, session: u8) -> f64 {
        self.sessions.x(session)
    }

    /// Where a change stands, from above.
    pub fn y(&self, share: f64) -> f64 {
        self.percentages.y(PERCENT * share)
    }

    /// Lines, sessions and the chart in words. The id is `prefix` and the metric's name.
    pub fn chart(&self, prefix: &str, metric: &str, description: String) -> SessionChart {
        SessionChart {
            id: format!("{prefix}-{}", metric.replace('_', "-")),
            description,
            width: WIDTH,
            height: self.height,
            left: LEFT,
            right: WIDTH - RIGHT,
            beneath: self.height - BOTTOM / 3.0,
            lines: self.percentages.lines(),
            sessions: self.sessions.labels(),
        }
    }
}
