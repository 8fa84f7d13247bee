//! Intraclass correlation: which share of the spread between captures is between people.

use crate::distribution::{UPPER_95, f_quantile};
use crate::error::{EstimateError, at_least, finite};
use crate::estimate::Estimate;

/// Which raters or captures the correlation is for; one rating each (Shrout & Fleiss 1979,
/// doi:10.1037/0033-2909.86.2.420; McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntraclassModel {
    /// ICC(2,1): raters are a sample of all raters, and a shift between them counts as disagreement.
    AgreementOfRandomRaters,
    /// ICC(3,1): these raters only, and a constant shift between them does not count.
    ConsistencyOfFixedRaters,
}

/// An intraclass correlation with the mean squares that it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntraclassCorrelation {
    /// At most 1; below 0 when people differ less than chance would have it. The interval is by F.
    pub correlation: Estimate,
    /// Mean square between subjects.
    pub mean_square_subjects: f64,
    /// Mean square between raters.
    pub mean_square_raters: f64,
    /// Mean square of what is left.
    pub mean_square_residual: f64,
}

impl IntraclassCorrelation {
    /// From one row of `K` ratings for each subject: at least two subjects, at least two raters, all
    /// ratings finite. Fails when the residual does not vary, where the intervals have no meaning.
    ///
    /// ```
    /// use relief_estimate::{IntraclassCorrelation, IntraclassModel};
    /// // Six targets, four judges: the example of Shrout & Fleiss 1979.
    /// let ratings = [
    ///     [9.0, 2.0, 5.0, 8.0], [6.0, 1.0, 3.0, 2.0], [8.0, 4.0, 6.0, 8.0],
    ///     [7.0, 1.0, 2.0, 6.0], [10.0, 5.0, 6.0, 9.0], [6.0, 2.0, 4.0, 7.0],
    /// ];
    /// let icc = IntraclassCorrelation::of(&ratings, IntraclassModel::AgreementOfRandomRaters)?;
    /// assert!((icc.correlation.value - 0.29).abs() < 0.005);
    /// # Ok::<(), relief_estimate::EstimateError>(())
    /// ```
    pub fn of<const K: usize>(ratings: &[[f64; K]], model: IntraclassModel) -> Result<Self, EstimateError> {
        at_least("subjects", ratings.len(), 2)?;
        at_least("raters", K, 2)?;
        for &rating in ratings.as_flattened() {
            finite("a rating", rating)?;
        }
        let table = Anova::of(ratings);
        if table.residual <= 0.0 {
            let (what, quantity) = ("no residual", "the interval of the intraclass correlation");
            return Err(EstimateError::NoVariation { what, quantity });
        }
        let correlation = match model {
            IntraclassModel::AgreementOfRandomRaters => table.agreement(),
            IntraclassModel::ConsistencyOfFixedRaters => table.consistency(),
        }?;
        Ok(Self {
            correlation,
            mean_square_subjects: table.subjects,
            mean_square_raters: table.raters,
            mean_square_residual: table.residual,
        })
    }
}

/// The mean squares of a two-way layout without replication, `n` subjects by `k` raters.
struct Anova {
    n: f64,
    k: f64,
    subjects: f64,
    raters: f64,
    residual: f64,
}

impl Anova {
    fn of<const K: usize>(ratings: &[[f64; K]]) -> Self {
        let (n, k) = (ratings.len() as f64, K as f64);
        let grand = ratings.as_flattened().iter().sum::<f64>() / (n * k);
        let rater_mean = |rater: usize| ratings.iter().map(|row| row[rater]).sum::<f64>() / n;
        let rater_means: [f64; K] = std::array::from_fn(rater_mean);
        let (mut subjects, mut residual) = (0.0, 0.0);
        for row in ratings {
            let mean = row.iter().sum::<f64>() / k;
            subjects += k * (mean - grand).powi(2);
            for (rating, rater) in row.iter().zip(&rater_means) {
                residual += (rating - mean - rater + grand).powi(2);
            }
        }
        let raters: f64 = rater_means.iter().map(|mean| n * (mean - grand).powi(2)).sum();
        Self {
            n,
            k,
            subjects: subjects / (n - 1.0),
            raters: raters / (k - 1.0),
            residual: residual / ((n - 1.0) * (k - 1.0)),
        }
    }

    /// ICC(3,1).
    fn consistency(&self) -> Result<Estimate, EstimateError> {
        let (df, df_residual) = (self.n - 1.0, (self.n - 1.0) * (self.k - 1.0));
        let ratio = self.subjects / self.residual;
        let icc = |f: f64| (f - 1.0) / (f + self.k - 1.0);
        let lower = icc(ratio / f_quantile(UPPER_95, df, df_residual));
        let upper = icc(ratio * f_quantile(UPPER_95, df_residual, df));
        Estimate::new(icc(ratio), [lower, upper])
    }

    /// ICC(2,1), with Satterthwaite's degrees of freedom for the raters and the residual together.
    fn agreement(&self) -> Result<Estimate, EstimateError> {
        let Self {
            n,
            k,
            subjects,
            raters,
            residual,
        } = *self;
        let icc = (subjects - residual) / (subjects + (k - 1.0) * residual + k * (raters - residual) / n);
        let from_raters = k * icc * raters / residual;
        let from_residual = n * (1.0 + (k - 1.0) * icc) - k * icc;
        let df = (k - 1.0) * (n - 1.0) * (from_raters + from_residual).powi(2)
            / ((n - 1.0) * from_raters.powi(2) + from_residual.powi(2));
        let error = k * raters + (k * n - k - n) * residual;
        let above = f_quantile(UPPER_95, n - 1.0, df);
        let below = f_quantile(UPPER_95, df, n - 1.0);
        let lower = n * (subjects - above * residual) / (above * error + n * subjects);
        let upper = n * (below * subjects - residual) / (error + n * below * subjects);
        Estimate::new(icc, [lower, upper])
    }
}
