//! The share of people with an event, on scales on which shares can be pooled.

use super::Effect;
use crate::error::{EvidenceError, within};

/// What is added to both cells of a share of none or of all, whose logit is not finite.
const CONTINUITY: f64 = 0.5;

/// The logarithm of the odds of `events` in `n` (`PLO`): variance 1/x + 1/(n − x). Where nobody or everybody had the event,
/// half a person is added to either side.
///
/// ```
/// use relief_evidence::effect::{logit, logit_share};
/// let improved = logit(22, 30)?;
/// assert!((logit_share(improved.value) - 22.0 / 30.0).abs() < 1e-12);
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
///
/// # Errors
///
/// [`EvidenceError::Range`] when `n` is zero or there are more events than people.
pub fn logit(events: u32, n: u32) -> Result<Effect, EvidenceError> {
    let (mut with, n) = counts(events, n)?;
    let mut without = n - with;
    if with == 0.0 || without == 0.0 {
        with += CONTINUITY;
        without += CONTINUITY;
    }
    Effect::new((with / without).ln(), 1.0 / with + 1.0 / without)
}

/// The share whose log odds are `value`, between 0 and 1.
pub fn logit_share(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}

/// The double arcsine of a share (`PFT`; Freeman & Tukey 1950, doi:10.1214/aoms/1177729756): variance 1/(4n + 2). It needs no correction for
/// none or all.
///
/// Its way back to a share depends on a number of people, which a pooled value has not; with studies of unlike sizes the
/// result can lie outside all of them (Schwarzer et al. 2019, doi:10.1002/jrsm.1348). [`logit`] is what Relief pools.
pub fn freeman_tukey(events: u32, n: u32) -> Result<Effect, EvidenceError> {
    let (with, n) = counts(events, n)?;
    let low = (with / (n + 1.0)).sqrt().asin();
    let high = ((with + 1.0) / (n + 1.0)).sqrt().asin();
    Effect::new((low + high) / 2.0, 1.0 / (4.0 * n + 2.0))
}

/// The share whose double arcsine among `n` people (for a pooled value the harmonic mean of the studies' sizes) is
/// `value`: Miller 1978, doi:10.1080/00031305.1978.10479283. Values beyond those of none and all give 0 and 1.
pub fn freeman_tukey_share(value: f64, n: f64) -> f64 {
    let least = (1.0 / (n + 1.0)).sqrt().asin() / 2.0;
    let greatest = ((n / (n + 1.0)).sqrt().asin() + 1.0_f64.asin()) / 2.0;
    if value <= least {
        return 0.0;
    }
    if value >= greatest {
        return 1.0;
    }
    let (sine, cosine) = (2.0 * value).sin_cos();
    let inner = sine + (sine - 1.0 / sine) / n;
    0.5 * (1.0 - cosine.signum() * (1.0 - inner * inner).max(0.0).sqrt())
}

fn counts(events: u32, n: u32) -> Result<(f64, f64), EvidenceError> {
    let n = within("the number of people", f64::from(n), n > 0, "above zero")?;
    let events = f64::from(events);
    within(
        "the number of events",
        events,
        events <= n,
        "at most the number of people",
    )?;
    Ok((events, n))
}
