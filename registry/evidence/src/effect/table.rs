//! Two groups of different people, and how many of each had an event.

use super::Effect;
use crate::error::{EvidenceError, within};

/// What is added to all four cells where one is empty.
const CONTINUITY: f64 = 0.5;

/// Events among the people of two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoByTwo {
    /// How many of the first group had the event.
    pub events: u32,
    /// How many people the first group has.
    pub n: u32,
    /// How many of the second group had the event.
    pub other_events: u32,
    /// How many people the second group has.
    pub other_n: u32,
}

impl TwoByTwo {
    /// With, without, and the same in the other group.
    fn cells(self) -> Result<[f64; 4], EvidenceError> {
        let [with, n, other_with, other_n] =
            [self.events, self.n, self.other_events, self.other_n].map(f64::from);
        for (events, n) in [(with, n), (other_with, other_n)] {
            within("the number of people", n, n > 0.0, "above zero")?;
            within(
                "the number of events",
                events,
                events <= n,
                "at most the number of people",
            )?;
        }
        Ok([with, n - with, other_with, other_n - other_with])
    }

    /// The cells, with half a person in each where one is empty.
    fn filled(self) -> Result<[f64; 4], EvidenceError> {
        let cells = self.cells()?;
        Ok(if cells.contains(&0.0) {
            cells.map(|cell| cell + CONTINUITY)
        } else {
            cells
        })
    }
}

/// The logarithm of the ratio of both shares (`RR`): variance 1/a − 1/n₁ + 1/c − 1/n₂.
///
/// # Errors
///
/// [`EvidenceError::Range`] when a group is empty or has more events than people; so for all effects here.
pub fn log_risk_ratio(table: TwoByTwo) -> Result<Effect, EvidenceError> {
    let [a, b, c, d] = table.filled()?;
    let (n, other_n) = (a + b, c + d);
    let value = (a / n).ln() - (c / other_n).ln();
    Effect::new(value, 1.0 / a - 1.0 / n + 1.0 / c - 1.0 / other_n)
}

/// The logarithm of the ratio of both odds (`OR`): variance 1/a + 1/b + 1/c + 1/d
/// (Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x).
///
/// ```
/// use relief_evidence::effect::{TwoByTwo, log_odds_ratio};
/// let table = TwoByTwo { events: 20, n: 50, other_events: 5, other_n: 50 };
/// assert!((log_odds_ratio(table)?.value.exp() - 6.0).abs() < 1e-12);
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
pub fn log_odds_ratio(table: TwoByTwo) -> Result<Effect, EvidenceError> {
    let [a, b, c, d] = table.filled()?;
    let value = (a / b).ln() - (c / d).ln();
    Effect::new(value, 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d)
}

/// The difference of both shares (`RD`): variance p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂, after half a
/// person more in each cell where one is empty, which `metafor` does here as well.
pub fn risk_difference(table: TwoByTwo) -> Result<Effect, EvidenceError> {
    let [a, b, c, d] = table.filled()?;
    let (n, other_n) = (a + b, c + d);
    let value = a / n - c / other_n;
    Effect::new(value, a * b / (n * n * n) + c * d / (other_n * other_n * other_n))
}
