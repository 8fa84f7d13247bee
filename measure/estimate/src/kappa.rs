//! Weighted kappa: how far two raters agree on ordered grades, beyond what chance would have them.

use crate::distribution::Z_97_5;
use crate::error::{EstimateError, at_least};
use crate::estimate::Estimate;

/// How much a disagreement by several grades counts (Cohen 1968, doi:10.1037/h0026256).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KappaWeights {
    /// Every disagreement alike: Cohen's kappa for names without an order.
    Equal,
    /// By the number of grades between.
    Linear,
    /// By its square; of two raters who use the grades alike it is about the intraclass correlation.
    Quadratic,
}

impl KappaWeights {
    /// Agreement of two grades, from 1 when they are one to 0 when they are farthest apart.
    fn agreement(self, a: usize, b: usize, categories: usize) -> f64 {
        let apart = a.abs_diff(b) as f64 / (categories - 1) as f64;
        match self {
            Self::Equal => f64::from(u8::from(a == b)),
            Self::Linear => 1.0 - apart,
            Self::Quadratic => 1.0 - apart * apart,
        }
    }
}

/// Weighted kappa of two raters, with its interval by the standard error for large samples (Fleiss, Cohen & Everitt 1969,
/// doi:10.1037/h0028106); with fewer than some 50 subjects that interval is too narrow.
///
/// `grades` holds both raters' grades of each subject, counted from 0; there are `categories` of them, at least two. Kappa
/// is 1 at full agreement and 0 at what chance makes of the raters' own shares.
///
/// # Errors
/// [`EstimateError::TooFew`] with fewer than two subjects or categories, [`EstimateError::OutOfRange`] for a grade that is no
/// category, and [`EstimateError::NoVariation`] when both gave one and the same grade to everybody.
///
/// ```
/// use relief_estimate::{KappaWeights, weighted_kappa};
/// let grades = [[0, 0], [1, 1], [2, 1], [3, 3], [1, 2], [0, 0], [2, 2], [3, 2]];
/// let kappa = weighted_kappa(&grades, 4, KappaWeights::Quadratic)?;
/// assert!(kappa.value > 0.8 && kappa.ci95[0] < kappa.value);
/// # Ok::<(), relief_estimate::EstimateError>(())
/// ```
pub fn weighted_kappa(
    grades: &[[usize; 2]],
    categories: usize,
    weights: KappaWeights,
) -> Result<Estimate, EstimateError> {
    at_least("subjects", grades.len(), 2)?;
    at_least("categories", categories, 2)?;
    let table = Table::of(grades, categories)?;
    let agreement = |a: usize, b: usize| weights.agreement(a, b, categories);
    let over = |cell: &dyn Fn(usize, usize) -> f64| -> f64 {
        (0..categories)
            .flat_map(|a| (0..categories).map(move |b| cell(a, b)))
            .sum()
    };
    let observed = over(&|a, b| table.share(a, b) * agreement(a, b));
    let by_chance = over(&|a, b| table.first[a] * table.second[b] * agreement(a, b));
    if by_chance >= 1.0 {
        let (what, quantity) = ("no grade", "kappa");
        return Err(EstimateError::NoVariation { what, quantity });
    }
    let kappa = (observed - by_chance) / (1.0 - by_chance);
    // The mean agreement of a grade of one rater with what the other gives.
    let of_first: Vec<f64> = (0..categories)
        .map(|a| (0..categories).map(|b| table.second[b] * agreement(a, b)).sum())
        .collect();
    let of_second: Vec<f64> = (0..categories)
        .map(|b| (0..categories).map(|a| table.first[a] * agreement(a, b)).sum())
        .collect();
    let spread = over(&|a, b| {
        let expected = (of_first[a] + of_second[b]) * (1.0 - kappa);
        table.share(a, b) * (agreement(a, b) - expected).powi(2)
    });
    let mean = kappa - by_chance * (1.0 - kappa);
    let variance = (spread - mean * mean) / (grades.len() as f64 * (1.0 - by_chance).powi(2));
    let half = Z_97_5 * variance.max(0.0).sqrt();
    Estimate::new(kappa, [kappa - half, kappa + half])
}

/// The shares of the pairs of grades.
struct Table {
    shares: Vec<f64>,
    categories: usize,
    /// Shares of the first rater's grades.
    first: Vec<f64>,
    /// Shares of the second rater's.
    second: Vec<f64>,
}

impl Table {
    fn of(grades: &[[usize; 2]], categories: usize) -> Result<Self, EstimateError> {
        let mut table = Self {
            shares: vec![0.0; categories * categories],
            categories,
            first: vec![0.0; categories],
            second: vec![0.0; categories],
        };
        for &[a, b] in grades {
            let highest = a.max(b);
            if highest >= categories {
                return Err(EstimateError::OutOfRange {
                    what: "a grade",
                    value: highest,
                    categories,
                });
            }
            table.shares[a * categories + b] += 1.0;
            table.first[a] += 1.0;
            table.second[b] += 1.0;
        }
        // Counted first: tenths would not add up to a whole, and one grade for everybody must be told.
        let n = grades.len() as f64;
        for count in table
            .shares
            .iter_mut()
            .chain(&mut table.first)
            .chain(&mut table.second)
        {
            *count /= n;
        }
        Ok(table)
    }

    fn share(&self, a: usize, b: usize) -> f64 {
        self.shares[a * self.categories + b]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_agreement_is_one_and_two_coins_are_zero() {
        let same = [[0, 0], [1, 1], [2, 2], [1, 1]];
        let coins = [[0, 0], [0, 1], [1, 0], [1, 1]];
        for weights in [KappaWeights::Equal, KappaWeights::Linear, KappaWeights::Quadratic] {
            assert!((weighted_kappa(&same, 3, weights).unwrap().value - 1.0).abs() < 1e-12);
            assert!(weighted_kappa(&coins, 2, weights).unwrap().value.abs() < 1e-12);
        }
    }

    #[test]
    fn what_has_no_kappa_is_told() {
        let one = [[2, 2], [2, 2]];
        let told = |grades: &[[usize; 2]], categories| {
            weighted_kappa(grades, categories, KappaWeights::Linear).unwrap_err()
        };
        assert!(matches!(told(&one, 4), EstimateError::NoVariation { .. }));
        assert!(matches!(
            told(&[[1, 1]; 10], 4),
            EstimateError::NoVariation { .. }
        ));
        assert!(matches!(
            told(&[[0, 4], [1, 1]], 4),
            EstimateError::OutOfRange {
                value: 4,
                categories: 4,
                ..
            }
        ));
        assert!(matches!(told(&one[..1], 4), EstimateError::TooFew { .. }));
        assert!(matches!(told(&[[0, 0]; 2], 1), EstimateError::TooFew { .. }));
    }
}
