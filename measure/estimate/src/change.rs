//! The change of one quantity, and the verdict on it.

use crate::Estimate;
use serde::{Deserialize, Serialize};

/// Which way a quantity is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Less is better.
    LowerIsBetter,
    /// More is better.
    HigherIsBetter,
    /// Neither way is better in itself.
    Neither,
}

/// What is said of a change; nothing else is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Better beyond the interval and beyond the MDC95.
    Improved,
    /// Worse beyond the interval and beyond the MDC95.
    Worse,
    /// Neither.
    NoDetectableChange,
    /// The pictures may not be compared.
    NotComparable,
}

impl Verdict {
    /// The verdict on a difference: *improved* and *worse* need an interval without zero and a size beyond
    /// `mdc95`, the change that repeated capture of unchanged skin stays under 95 % of the time. A quantity without
    /// a better direction, or a number that is not finite, gives no detectable change.
    ///
    /// ```
    /// use relief_estimate::{Direction, Estimate, Verdict};
    /// let less = Estimate { value: -0.4, ci95: [-0.5, -0.3] };
    /// assert_eq!(Verdict::on(&less, 0.1, Direction::LowerIsBetter), Verdict::Improved);
    /// assert_eq!(Verdict::on(&less, 0.45, Direction::LowerIsBetter), Verdict::NoDetectableChange);
    /// ```
    pub fn on(difference: &Estimate, mdc95: f64, direction: Direction) -> Self {
        let detected = difference.excludes_zero() && difference.value.abs() > mdc95;
        let better = match direction {
            Direction::LowerIsBetter => difference.value < 0.0,
            Direction::HigherIsBetter => difference.value > 0.0,
            Direction::Neither => return Self::NoDetectableChange,
        };
        match (detected, better) {
            (false, _) => Self::NoDetectableChange,
            (true, true) => Self::Improved,
            (true, false) => Self::Worse,
        }
    }
}

/// The change of one quantity between two captures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Before.
    pub before: Estimate,
    /// After.
    pub after: Estimate,
    /// After minus before.
    pub difference: Estimate,
    /// Difference over before; `None` when before is zero.
    pub relative: Option<f64>,
    /// The minimal detectable change of this capture method, in the quantity's unit.
    pub mdc95: f64,
    /// What is said of it.
    pub verdict: Verdict,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_as_a_table() {
        use Direction::{HigherIsBetter, LowerIsBetter, Neither};
        use Verdict::{Improved, NoDetectableChange, Worse};
        let difference = |value: f64, half: f64| Estimate {
            value,
            ci95: [value - half, value + half],
        };
        for (value, half, mdc95, direction, expected) in [
            (-1.0, 0.5, 0.5, LowerIsBetter, Improved),
            (1.0, 0.5, 0.5, LowerIsBetter, Worse),
            (1.0, 0.5, 0.5, HigherIsBetter, Improved),
            (-1.0, 1.5, 0.5, LowerIsBetter, NoDetectableChange),
            (-1.0, 0.5, 1.0, LowerIsBetter, NoDetectableChange),
            (-1.0, 0.5, 0.5, Neither, NoDetectableChange),
            (f64::NAN, 0.5, 0.5, LowerIsBetter, NoDetectableChange),
            (-1.0, 0.5, f64::NAN, LowerIsBetter, NoDetectableChange),
        ] {
            let got = Verdict::on(&difference(value, half), mdc95, direction);
            assert_eq!(got, expected, "{value} ± {half}, MDC95 {mdc95}, {direction:?}");
        }
    }
}
