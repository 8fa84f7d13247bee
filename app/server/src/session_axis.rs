//! Sessions from left to right, for charts of what came after each.

use crate::language::say_with;
use crate::percent_axis::text;

/// Where each of so many sessions stands.
pub struct SessionAxis {
    /// Where the first's room begins, and where the last's ends.
    left: f64,
    right: f64,
    sessions: u8,
}

/// A session beneath a chart.
pub struct Label {
    pub x: String,
    pub label: String,
}

impl SessionAxis {
    /// So many sessions, each in the middle of as much room.
    pub fn of(sessions: u8, [left, right]: [f64; 2]) -> Self {
        Self {
            left,
            right,
            sessions,
        }
    }

    /// The place of a session, which is counted from 1.
    pub fn x(&self, session: u8) -> f64 {
        let each = (self.right - self.left) / f64::from(self.sessions.max(1));
        self.left + each * (f64::from(session) - 0.5)
    }

    /// Every session's name.
    pub fn labels(&self) -> Vec<Label> {
        let label = |session| Label {
            x: text(self.x(session)),
            label: say_with("Session {number}", &[("number", &session)]),
        };
        (1..=self.sessions).map(label).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_stand_in_the_middle_of_equal_rooms() {
        let axis = SessionAxis::of(4, [60.0, 500.0]);
        assert_eq!([1, 2, 4].map(|session| axis.x(session)), [115.0, 225.0, 445.0]);
        let labels = axis.labels();
        assert_eq!((labels.len(), labels[3].label.as_str()), (4, "Session 4"));
        assert!(SessionAxis::of(0, [60.0, 500.0]).labels().is_empty());
    }
}
