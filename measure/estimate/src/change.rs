//! A change between two estimates, and what may be said of it.

use crate::error::EstimateError;
use crate::estimate::Estimate;
use crate::mdc::Mdc95;
use serde::{Deserialize, Serialize};

/// Which way a metric goes when the skin gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Less is better, as with scar volume.
    LowerIsBetter,
    /// More is better, as with evenness of tone.
    HigherIsBetter,
    /// Neither way is good or bad, as with lightness: whether it changed is reported, and never judged.
    Neither,
}

/// What a change means; nothing else is ever said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Better, beyond the interval and the minimal detectable change.
    Improved,
    /// Worse, beyond the interval and the minimal detectable change.
    Worse,
    /// Nothing beyond what repeated capture of unchanged skin shows.
    NoDetectableChange,
    /// The inputs may not be compared. A gate says this; [`Change::weigh`] never does.
    NotComparable,
}

impl Verdict {
    /// The verdict on a difference: *improved* and *worse* need an interval without zero and a size beyond
    /// `mdc95` (in the unit of the difference). Numbers that are not finite give no detectable change. So does a metric
    /// without a good direction, whatever happened to it: [`Change::judged`] keeps that from being said of it.
    ///
    /// ```
    /// use relief_estimate::{Direction, Estimate, Verdict};
    /// let less = Estimate::new(-0.4, [-0.5, -0.3])?;
    /// assert_eq!(Verdict::on(&less, 0.1, Direction::LowerIsBetter), Verdict::Improved);
    /// assert_eq!(Verdict::on(&less, 0.45, Direction::LowerIsBetter), Verdict::NoDetectableChange);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn on(difference: &Estimate, mdc95: f64, better: Direction) -> Self {
        let (falls, rises) = beyond(difference, mdc95);
        match (better, falls, rises) {
            (Direction::Neither, _, _) | (_, false, false) => Self::NoDetectableChange,
            (Direction::LowerIsBetter, true, _) | (Direction::HigherIsBetter, false, _) => Self::Improved,
            (Direction::LowerIsBetter, false, _) | (Direction::HigherIsBetter, true, _) => Self::Worse,
        }
    }
}

/// Whether a difference falls, and whether it rises, beyond both its interval and `mdc95`.
fn beyond(difference: &Estimate, mdc95: f64) -> (bool, bool) {
    // A biased bootstrap can leave the value on the other side of zero than its interval.
    let falls = difference.ci95[1] < 0.0 && -difference.value > mdc95;
    let rises = difference.ci95[0] > 0.0 && difference.value > mdc95;
    (falls, rises)
}

/// Before, after, and their difference with an interval of its own, since the two are measured on the
/// same places and so are not independent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairedEstimates {
    /// Before.
    pub before: Estimate,
    /// After.
    pub after: Estimate,
    /// After minus before.
    pub difference: Estimate,
}

impl PairedEstimates {
    /// The pair when after is only known up to a factor of standard uncertainty `relative`: after and the difference
    /// get wider, before stays.
    #[must_use]
    pub fn with_uncertain_gain(self, relative: f64) -> Self {
        let extra = relative * self.after.value.abs();
        Self {
            after: self.after.widened(extra),
            difference: self.difference.widened(extra),
            ..self
        }
    }
}

/// A difference weighed against its interval and the minimal detectable change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Before.
    pub before: Estimate,
    /// After.
    pub after: Estimate,
    /// After minus before.
    pub difference: Estimate,
    /// The difference as a share of before; absent unless the interval of before lies above zero.
    pub relative: Option<f64>,
    /// The minimal detectable change at 95 %, in the metric's own unit.
    pub mdc95: f64,
    /// Whether the difference lies beyond both its own interval and `mdc95`, in whichever direction.
    pub detectable: bool,
    /// What the change means; of a metric without a good direction see [`Self::judged`].
    pub verdict: Verdict,
}

impl Change {
    /// Weighs a pair. *Improved* and *worse* need both: the difference's 95 % interval excludes zero, and
    /// the difference exceeds the MDC95 of the capture method. A metric without a good direction is never
    /// better or worse, but its change is `detectable` all the same. Fails when a relative `mdc95` meets a `before` that is not above zero.
    pub fn weigh(pair: PairedEstimates, mdc95: Mdc95, better: Direction) -> Result<Self, EstimateError> {
        let PairedEstimates {
            before,
            after,
            difference,
        } = pair;
        let mdc95 = mdc95.in_units(before.value, difference.value > 0.0)?;
        let (falls, rises) = beyond(&difference, mdc95);
        Ok(Self {
            before,
            after,
            difference,
            relative: (before.ci95[0] > 0.0).then(|| difference.value / before.value),
            mdc95,
            detectable: falls || rises,
            verdict: Verdict::on(&difference, mdc95, better),
        })
    }

    /// The verdict that may be said; `None` when there is a detectable change and neither way is better, so that
    /// every verdict would be untrue.
    ///
    /// ```
    /// use relief_estimate::{Change, Direction, Estimate, Mdc95, PairedEstimates, Verdict};
    /// let near = |value: f64| Estimate::new(value, [value - 0.5, value + 0.5]);
    /// let tanned = PairedEstimates { before: near(60.0)?, after: near(50.0)?, difference: near(-10.0)? };
    /// let change = Change::weigh(tanned, Mdc95::Absolute(2.0), Direction::Neither)?;
    /// assert!(change.detectable && change.judged().is_none());
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn judged(&self) -> Option<Verdict> {
        (!self.detectable || self.verdict != Verdict::NoDetectableChange).then_some(self.verdict)
    }
}

/// The change of one metric of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricChange {
    /// The metric's name.
    pub metric: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The change.
    pub change: Change,
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{HigherIsBetter, LowerIsBetter, Neither};
    use Verdict::{Improved, NoDetectableChange, Worse};

    fn pair(difference: f64, half: f64) -> PairedEstimates {
        let around = |value| Estimate::new(value, [value - half, value + half]).unwrap();
        PairedEstimates {
            before: around(10.0),
            after: around(10.0 + difference),
            difference: around(difference),
        }
    }

    #[test]
    fn the_verdict_needs_both_the_interval_and_the_mdc() {
        // difference, half-width of its interval, MDC95, direction, verdict
        let table = [
            (-2.0, 1.0, 1.0, LowerIsBetter, Improved),
            (2.0, 1.0, 1.0, LowerIsBetter, Worse),
            (2.0, 1.0, 1.0, HigherIsBetter, Improved),
            (-2.0, 1.0, 1.0, HigherIsBetter, Worse),
            (-2.0, 1.0, 1.0, Neither, NoDetectableChange),
            (2.0, 1.0, 1.0, Neither, NoDetectableChange),
            // The interval excludes zero, the MDC95 is not exceeded.
            (-2.0, 1.0, 3.0, LowerIsBetter, NoDetectableChange),
            (2.0, 1.0, 3.0, LowerIsBetter, NoDetectableChange),
            // The MDC95 is exceeded, the interval holds zero.
            (-2.0, 2.5, 1.0, LowerIsBetter, NoDetectableChange),
            (2.0, 2.5, 1.0, LowerIsBetter, NoDetectableChange),
            // At the limit is not beyond it.
            (-2.0, 1.0, 2.0, LowerIsBetter, NoDetectableChange),
            (-2.0, 2.0, 1.0, LowerIsBetter, NoDetectableChange),
            (0.0, 0.0, 0.0, LowerIsBetter, NoDetectableChange),
        ];
        for (difference, half, mdc95, better, expected) in table {
            let change = Change::weigh(pair(difference, half), Mdc95::Absolute(mdc95), better).unwrap();
            assert_eq!(
                change.verdict, expected,
                "{difference} ± {half}, MDC95 {mdc95}, {better:?}"
            );
        }
    }

    #[test]
    fn a_detectable_change_without_a_better_direction_has_no_verdict() {
        // difference, half-width of its interval, MDC95, direction, detectable, what may be said
        let table = [
            (-2.0, 1.0, 1.0, Neither, true, None),
            (2.0, 1.0, 1.0, Neither, true, None),
            (2.0, 2.5, 1.0, Neither, false, Some(NoDetectableChange)),
            (2.0, 1.0, 3.0, Neither, false, Some(NoDetectableChange)),
            (2.0, 1.0, 1.0, LowerIsBetter, true, Some(Worse)),
            (2.0, 1.0, 3.0, LowerIsBetter, false, Some(NoDetectableChange)),
        ];
        for (difference, half, mdc95, better, detectable, said) in table {
            let change = Change::weigh(pair(difference, half), Mdc95::Absolute(mdc95), better).unwrap();
            assert_eq!(
                (change.detectable, change.judged()),
                (detectable, said),
                "{difference} ± {half}, MDC95 {mdc95}, {better:?}"
            );
        }
    }

    #[test]
    fn a_number_that_is_not_finite_is_no_change() {
        let nan = Estimate {
            value: f64::NAN,
            ci95: [-2.0, -1.0],
        };
        assert_eq!(Verdict::on(&nan, 0.5, LowerIsBetter), NoDetectableChange);
        assert_eq!(
            Verdict::on(&pair(-2.0, 1.0).difference, f64::NAN, LowerIsBetter),
            NoDetectableChange
        );
    }

    #[test]
    fn a_value_across_zero_from_its_interval_is_no_change() {
        let mut odd = pair(2.0, 1.0);
        odd.difference = Estimate::new(2.0, [-4.0, -1.0]).unwrap();
        let change = Change::weigh(odd, Mdc95::Absolute(0.5), LowerIsBetter).unwrap();
        assert_eq!(change.verdict, NoDetectableChange);
    }

    #[test]
    fn a_relative_limit_treats_a_pair_and_its_reverse_alike() {
        let limit = Mdc95::Relative(0.2);
        for ratio in [0.80_f64, 0.815, 0.82, 0.9, 1.1, 1.22, 1.23, 1.3] {
            let down = Change::weigh(pair(10.0 * (ratio - 1.0), 0.01), limit, LowerIsBetter);
            let detectable = ratio.ln().abs() > 0.2;
            assert_eq!(down.unwrap().verdict != NoDetectableChange, detectable, "{ratio}");
        }
        assert!(limit.in_units(0.0, true).is_err());
    }

    #[test]
    fn relative_is_absent_when_before_is_not_clear_of_zero() {
        let change = Change::weigh(pair(-2.0, 11.0), Mdc95::Absolute(1.0), LowerIsBetter).unwrap();
        assert_eq!(change.relative, None);
        let change = Change::weigh(pair(-2.0, 1.0), Mdc95::Absolute(1.0), LowerIsBetter).unwrap();
        assert_eq!(change.relative, Some(-0.2));
    }
}
