//! Effects from the same people measured twice, or from the two sides of the same faces.

use super::{Effect, small_sample_factor};
use crate::distribution::{Law, UPPER_95, normal_quantile};
use crate::error::{EvidenceError, finite, positive, within};

/// Two measurements of the same `n` people: after and before, or one side of the face and the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// The mean after, or of the side in question.
    pub mean: f64,
    /// Its standard deviation between people, above zero.
    pub sd: f64,
    /// The mean before, or of the other side.
    pub reference_mean: f64,
    /// Its standard deviation.
    pub reference_sd: f64,
    /// How many people, at least 2.
    pub n: u32,
    /// How far the two go together, strictly between −1 and 1. Studies hardly ever report it: whoever assumes one names
    /// it and shows what another would give.
    pub correlation: f64,
}

impl Paired {
    fn checked(self) -> Result<f64, EvidenceError> {
        finite("the mean", self.mean)?;
        finite("the reference's mean", self.reference_mean)?;
        positive("the standard deviation", self.sd)?;
        positive("the reference's standard deviation", self.reference_sd)?;
        let holds = self.correlation.abs() < 1.0;
        within("the correlation", self.correlation, holds, "between -1 and 1")?;
        people(self.n)
    }

    /// The standard deviation of the difference within a person.
    fn change_sd(&self) -> f64 {
        let common = 2.0 * self.correlation * self.sd * self.reference_sd;
        (self.sd * self.sd + self.reference_sd * self.reference_sd - common).sqrt()
    }
}

fn people(n: u32) -> Result<f64, EvidenceError> {
    within("the number of people", f64::from(n), n >= 2, "at least 2")
}

/// The mean difference within a person (`MC`), in the scale's unit: variance (sd² + sd₀² − 2r·sd·sd₀)/n.
///
/// ```
/// use relief_evidence::effect::{Paired, mean_change};
/// let grade = Paired { mean: 2.4, sd: 0.5, reference_mean: 3.2, reference_sd: 0.4, n: 40, correlation: 0.5 };
/// let change = mean_change(grade)?;
/// assert!((change.value + 0.8).abs() < 1e-12);
/// assert!((change.variance - 0.21 / 40.0).abs() < 1e-12);
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
///
/// # Errors
///
/// [`EvidenceError::Range`] when a number is out of its range; so for all effects here.
pub fn mean_change(paired: Paired) -> Result<Effect, EvidenceError> {
    let n = paired.checked()?;
    let sd = paired.change_sd();
    Effect::new(paired.mean - paired.reference_mean, sd * sd / n)
}

/// The change in standard deviations of the change, freed of its bias (`SMCC`): variance 1/n + g²/(2n)
/// (Gibbons, Hedeker & Davis 1993, doi:10.3102/10769986018003271).
pub fn standardised_by_change(paired: Paired) -> Result<Effect, EvidenceError> {
    let n = paired.checked()?;
    let raw = (paired.mean - paired.reference_mean) / paired.change_sd();
    let g = small_sample_factor(n - 1.0) * raw;
    Effect::new(g, 1.0 / n + g * g / (2.0 * n))
}

/// The change in standard deviations of the reference, which is how unlike people were before, freed of its bias
/// (`SMCR`): variance 2(1 − r)/n + g²/(2n) (Becker 1988, doi:10.1111/j.2044-8317.1988.tb00901.x). Unlike
/// [`standardised_by_change`] it can be held beside a comparison of groups.
pub fn standardised_by_raw_score(paired: Paired) -> Result<Effect, EvidenceError> {
    let n = paired.checked()?;
    let raw = (paired.mean - paired.reference_mean) / paired.reference_sd;
    let g = small_sample_factor(n - 1.0) * raw;
    Effect::new(g, 2.0 * (1.0 - paired.correlation) / n + g * g / (2.0 * n))
}

/// A change from its mean and 95 % interval. The interval must lie about the mean; its half width over the quantile is
/// the standard error (Cochrane Handbook 6.5.2.2). `n` gives Student's t with n − 1 degrees of freedom; none, where the
/// source does not tell how many people there were, gives the normal quantile.
pub fn change_from_interval(mean: f64, ci95: [f64; 2], n: Option<u32>) -> Result<Effect, EvidenceError> {
    let [lower, upper] = ci95;
    if lower > upper {
        return Err(EvidenceError::Order {
            what: "the interval's ends",
            first: lower,
            second: upper,
        });
    }
    let holds = lower <= mean && mean <= upper;
    within("the mean", mean, holds, "inside its own interval")?;
    let half = match n {
        Some(n) => Law::Student(people(n)? - 1.0).half_width(),
        None => normal_quantile(UPPER_95),
    };
    let standard_error = (upper - lower) / 2.0 / half;
    Effect::new(mean, standard_error * standard_error)
}

/// A change from its mean and the exact two-sided p of a paired t-test in `n` people (Cochrane Handbook 6.5.2.3). A p
/// that is only bounded, as "p < 0.001", is no p.
pub fn change_from_p(mean: f64, p: f64, n: u32) -> Result<Effect, EvidenceError> {
    within("p", p, p > 0.0 && p < 1.0, "between 0 and 1")?;
    let df = people(n)? - 1.0;
    let t = -Law::Student(df).quantile(p / 2.0);
    let standard_error = (finite("the mean", mean)? / t).abs();
    Effect::new(mean, standard_error * standard_error)
}
