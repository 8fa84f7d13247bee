//! One change drawn: the 95 % interval of the difference against the band that repetition explains.

use relief_compare::contract::Change;

/// Width of the drawing in its own units; the height of all parts stands in the template.
const WIDTH: f64 = 200.0;
/// Free space beyond the farthest end, as a share of it.
const MARGIN: f64 = 1.12;

/// Positions from left to right, 0 to 200; zero difference stands in the middle.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct IntervalDrawing {
    /// Left edge and width of the band ±MDC95.
    pub band: (String, String),
    /// Both ends of the interval.
    pub interval: (String, String),
    /// The difference itself.
    pub value: String,
}

impl IntervalDrawing {
    /// The drawing of one change, on a scale of its own since units differ from row to row.
    ///
    /// `None` when an end is not finite or everything is zero.
    pub fn of(change: &Change) -> Option<Self> {
        let [low, high] = change.difference.ci95;
        let ends = [low, high, change.difference.value, change.mdc95];
        let reach = ends.iter().fold(0.0f64, |far, end| far.max(end.abs())) * MARGIN;
        if !ends.iter().all(|end| end.is_finite()) || reach == 0.0 {
            return None;
        }
        let at = |difference: f64| WIDTH / 2.0 * (1.0 + difference / reach);
        let text = |position: f64| format!("{position:.1}");
        let band = change.mdc95.abs();
        Some(Self {
            band: (text(at(-band)), text(at(band) - at(-band))),
            interval: (text(at(low)), text(at(high))),
            value: text(at(change.difference.value)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_compare::contract::{Estimate, Verdict};

    fn change(value: f64, ci95: [f64; 2], mdc95: f64) -> Change {
        let none = Estimate {
            value: 0.0,
            ci95: [0.0, 0.0],
        };
        Change {
            metric: "m".into(),
            unit: "1".into(),
            before: none,
            after: none,
            difference: Estimate { value, ci95 },
            relative: None,
            mdc95,
            detectable: true,
            verdict: Some(Verdict::Improved),
        }
    }

    #[test]
    fn zero_is_in_the_middle_and_the_far_end_is_inside() {
        let drawing = IntervalDrawing::of(&change(-0.4, [-0.5, -0.3], 0.1)).unwrap();
        assert_eq!(drawing.interval.0, "10.7"); // 100·(1 − 1/1.12)
        assert_eq!(drawing.band, ("82.1".into(), "35.7".into()));
    }

    #[test]
    fn what_cannot_be_drawn_is_not() {
        assert_eq!(IntervalDrawing::of(&change(f64::NAN, [0.0, 1.0], 0.1)), None);
        assert_eq!(IntervalDrawing::of(&change(0.0, [0.0, 0.0], 0.0)), None);
    }
}
