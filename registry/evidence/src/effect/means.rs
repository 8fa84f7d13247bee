//! Effects from the means and standard deviations of groups of different people.

use super::{Effect, small_sample_factor};
use crate::error::{EvidenceError, finite, positive, within};

/// One group as it is reported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// The mean.
    pub mean: f64,
    /// The standard deviation between people, above zero, in the mean's unit.
    pub sd: f64,
    /// How many people, at least 2.
    pub n: u32,
}

impl Group {
    fn checked(self) -> Result<(f64, f64, f64), EvidenceError> {
        let n = f64::from(self.n);
        within("the number of people", n, n >= 2.0, "at least 2")?;
        Ok((
            finite("the mean", self.mean)?,
            positive("the standard deviation", self.sd)?,
            n,
        ))
    }
}

/// The mean of one group (`MN`): variance sd²/n.
///
/// # Errors
///
/// [`EvidenceError::Range`] when a number is out of its range; so for all effects here.
pub fn single_mean(group: Group) -> Result<Effect, EvidenceError> {
    let (mean, sd, n) = group.checked()?;
    Effect::new(mean, sd * sd / n)
}

/// The first group's mean minus the second's (`MD`), in their unit: variance sd₁²/n₁ + sd₂²/n₂, so that the groups may
/// scatter differently.
///
/// ```
/// use relief_evidence::effect::{Group, mean_difference};
/// let needled = Group { mean: -0.9, sd: 0.6, n: 30 };
/// let waiting = Group { mean: -0.1, sd: 0.5, n: 30 };
/// let effect = mean_difference(needled, waiting)?;
/// assert!((effect.value + 0.8).abs() < 1e-12);
/// assert!((effect.variance - (0.36 + 0.25) / 30.0).abs() < 1e-12);
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
pub fn mean_difference(first: Group, second: Group) -> Result<Effect, EvidenceError> {
    let ((mean, sd, n), (other, other_sd, other_n)) = (first.checked()?, second.checked()?);
    Effect::new(mean - other, sd * sd / n + other_sd * other_sd / other_n)
}

/// The difference in pooled standard deviations, freed of its bias (`SMD`, Hedges' g): for scales that differ between
/// studies. Variance 1/n₁ + 1/n₂ + g²/(2(n₁+n₂)) (Hedges 1981, doi:10.3102/10769986006002107).
pub fn standardised_mean_difference(first: Group, second: Group) -> Result<Effect, EvidenceError> {
    let ((mean, sd, n), (other, other_sd, other_n)) = (first.checked()?, second.checked()?);
    let df = n + other_n - 2.0;
    let pooled = (((n - 1.0) * sd * sd + (other_n - 1.0) * other_sd * other_sd) / df).sqrt();
    let g = small_sample_factor(df) * (mean - other) / pooled;
    Effect::new(g, 1.0 / n + 1.0 / other_n + g * g / (2.0 * (n + other_n)))
}
