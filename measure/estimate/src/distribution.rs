//! Distribution functions and quantiles that intervals are made of.
//!
//! Every caller passes probabilities strictly between 0 and 1 and positive degrees of freedom; anything
//! else gives NaN. The crate's tests hold each function to SciPy.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};
use statrs::function::beta::beta_reg;
use statrs::function::gamma::ln_gamma;

/// The two-sided level of every interval in this crate, as its upper tail: 95 % leaves 2.5 % above.
pub(crate) const UPPER_95: f64 = 0.975;
/// The lower tail of the same.
pub(crate) const LOWER_95: f64 = 0.025;

/// The 97.5 % quantile of the standard normal distribution.
pub(crate) const Z_97_5: f64 = 1.959_963_984_540_054;

/// The standard normal quantile.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// The standard normal distribution function.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// The quantile of Student's t.
pub(crate) fn t_quantile(p: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |t| t.inverse_cdf(p))
}

/// The probability that Student's t lies at `t` or farther from zero on either side.
pub(crate) fn t_two_sided(t: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |law| 2.0 * law.cdf(-t.abs()))
}

/// The quantile of chi-square.
pub(crate) fn chi_square_quantile(p: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(f64::NAN, |law| law.inverse_cdf(p))
}

/// The quantile of Fisher's F.
pub(crate) fn f_quantile(p: f64, df_above: f64, df_below: f64) -> f64 {
    FisherSnedecor::new(df_above, df_below).map_or(f64::NAN, |law| law.inverse_cdf(p))
}

/// The quantile of the beta distribution.
pub(crate) fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    bisect(0.0, 1.0, |x| beta_or_bound(a, b, x) - p)
}

/// The distribution function of the noncentral t (Lenth 1989, doi:10.2307/2347693, summed around its
/// largest term so that large noncentralities do not underflow).
pub(crate) fn noncentral_t_cdf(t: f64, df: f64, noncentrality: f64) -> f64 {
    if t < 0.0 {
        return 1.0 - noncentral_t_cdf(-t, df, -noncentrality);
    }
    let x = t * t / (t * t + df);
    let half_square = noncentrality * noncentrality / 2.0;
    let mut sum = normal_cdf(-noncentrality);
    for j in poisson_range(half_square) {
        let ln_power = if j > 0.0 { j * half_square.ln() } else { 0.0 } - half_square;
        let even = (ln_power - ln_gamma(j + 1.0)).exp();
        let odd = noncentrality / std::f64::consts::SQRT_2 * (ln_power - ln_gamma(j + 1.5)).exp();
        sum += 0.5 * (even * beta_or_bound(j + 0.5, df / 2.0, x) + odd * beta_or_bound(j + 1.0, df / 2.0, x));
    }
    sum.clamp(0.0, 1.0)
}

/// The counts that hold all but 1e-15 of a Poisson distribution.
fn poisson_range(mean: f64) -> impl Iterator<Item = f64> {
    let reach = 9.0 * mean.sqrt() + 40.0;
    let (first, last) = (
        (mean - reach).max(0.0).floor() as u32,
        (mean + reach).ceil() as u32,
    );
    (first..=last).map(f64::from)
}

fn beta_or_bound(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        beta_reg(a, b, x)
    }
}

/// The quantile of the noncentral t.
pub(crate) fn noncentral_t_quantile(p: f64, df: f64, noncentrality: f64) -> f64 {
    root_of_rising(noncentrality, |t| noncentral_t_cdf(t, df, noncentrality) - p)
}

/// The noncentrality at which a noncentral t stays at or under `t` with probability `p`.
pub(crate) fn noncentrality(p: f64, t: f64, df: f64) -> f64 {
    // The distribution function falls as the noncentrality rises.
    root_of_rising(t, |noncentrality| p - noncentral_t_cdf(t, df, noncentrality))
}

/// The root of a rising function, found from `start` by doubling steps, then bisection.
fn root_of_rising(start: f64, rising: impl Fn(f64) -> f64) -> f64 {
    let (mut below, mut above) = (1.0, 1.0);
    while rising(start - below) > 0.0 && below < FARTHEST {
        below *= 2.0;
    }
    while rising(start + above) < 0.0 && above < FARTHEST {
        above *= 2.0;
    }
    bisect(start - below, start + above, rising)
}

/// Farther than the quantiles and noncentralities of data lie: a t of 4000 leaves no doubt.
const FARTHEST: f64 = 4096.0;
/// Each halves the bracket; more than a double's digits.
const BISECTIONS: usize = 80;

fn bisect(mut low: f64, mut high: f64, rising: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..BISECTIONS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if rising(middle) < 0.0 {
            low = middle
        } else {
            high = middle
        }
    }
    low + (high - low) / 2.0
}
