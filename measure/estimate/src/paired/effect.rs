//! Effect sizes of paired differences, so that studies with other units can be compared.

use super::Pairs;
use crate::distribution::{LOWER_95, UPPER_95, Z_97_5, noncentrality};
use crate::error::{EstimateError, at_least};
use crate::estimate::Estimate;
use crate::moments::{mean, variance};
use statrs::function::gamma::ln_gamma;

impl Pairs {
    /// The standardised response mean, also called Cohen's d_z: mean difference over the standard deviation
    /// of the differences (Lakens 2013, doi:10.3389/fpsyg.2013.00863). Its interval inverts the noncentral
    /// t (Cumming & Finch 2001, doi:10.1177/0013164401614002). Fails when the differences do not vary.
    pub fn standardised_response_mean(&self) -> Result<Estimate, EstimateError> {
        let t = self.t("the standardised response mean")?;
        let root_n = (self.differences.len() as f64).sqrt();
        let end = |level| noncentrality(level, t, self.degrees_of_freedom()) / root_n;
        Estimate::new(t / root_n, [end(UPPER_95), end(LOWER_95)])
    }

    /// Cohen's d_av: mean difference over the root mean square of the two standard deviations, so that the
    /// size of the effect does not depend on how closely before and after go together. The interval is
    /// Bonett's (2008, doi:10.1037/1082-989X.13.2.99). Needs three pairs; fails when neither side varies.
    pub fn cohens_d_av(&self) -> Result<Estimate, EstimateError> {
        at_least("pairs", self.differences.len(), 3)?;
        let (var_before, var_after) = (variance(&self.before), variance(&self.after));
        let var = (var_before + var_after) / 2.0;
        if var <= 0.0 {
            return Err(EstimateError::NoVariation {
                what: "neither before nor after",
                quantity: "Cohen's d_av",
            });
        }
        let df = self.degrees_of_freedom();
        let d = mean(&self.differences) / var.sqrt();
        // The covariance, from the variance of the difference.
        let var_difference = variance(&self.differences);
        let covariance = (var_before + var_after - var_difference) / 2.0;
        let fourth = var_before.powi(2) + var_after.powi(2) + 2.0 * covariance.powi(2);
        let error = (d.powi(2) * fourth / (8.0 * df * var.powi(2)) + var_difference / (df * var)).sqrt();
        let half = Z_97_5 * error;
        Estimate::new(d, [d - half, d + half])
    }

    /// Hedges' g of [`Self::cohens_d_av`]: value and interval times J(n − 1), which takes away the upward
    /// bias of few pairs (Hedges 1981, doi:10.3102/10769986006002107).
    pub fn hedges_g_av(&self) -> Result<Estimate, EstimateError> {
        let Estimate {
            value,
            ci95: [lower, upper],
        } = self.cohens_d_av()?;
        let j = hedges_correction(self.degrees_of_freedom());
        Estimate::new(j * value, [j * lower, j * upper])
    }
}

/// Hedges' J, exact: Γ(m/2) / (√(m/2) Γ((m−1)/2)) for m > 1 degrees of freedom.
fn hedges_correction(df: f64) -> f64 {
    (ln_gamma(df / 2.0) - ln_gamma((df - 1.0) / 2.0)).exp() / (df / 2.0).sqrt()
}
