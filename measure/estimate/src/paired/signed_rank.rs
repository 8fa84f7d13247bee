//! Wilcoxon's signed ranks and the shift that they estimate.

use crate::distribution::{LOWER_95, Z_97_5, normal_cdf};
use crate::error::{EstimateError, at_least, at_most};
use crate::estimate::Estimate;

/// Up to this many differences the distribution of the rank sum is enumerated; beyond, it is normal to
/// within what matters.
const EXACT_UP_TO: usize = 25;
/// 5000 differences make 12.5 million Walsh averages, 100 MB.
const MOST_FOR_WALSH: usize = 5000;
/// With five differences the widest interval of the signed ranks holds 93.75 %.
const LEAST_FOR_INTERVAL: usize = 6;

/// Wilcoxon's signed-rank test that differences are as often positive as negative, size for size
/// (Wilcoxon 1945, doi:10.2307/3001968).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// The sum of the ranks of positive differences.
    pub rank_sum_positive: f64,
    /// How many differences were not zero; zeros are left out.
    pub ranked: usize,
    /// Two-sided: exact, ties included, for up to 25 differences; beyond, normal with the variance
    /// corrected for ties and without continuity correction. 1 when nothing differs.
    pub p_value: f64,
}

impl SignedRank {
    pub(super) fn of(differences: &[f64]) -> Self {
        let doubled = DoubledRanks::of(differences);
        let p_value = match doubled.ranks.len() {
            0 => 1.0,
            count if count <= EXACT_UP_TO => exact_p(&doubled),
            _ => normal_p(&doubled),
        };
        Self {
            rank_sum_positive: doubled.positive as f64 / 2.0,
            ranked: doubled.ranks.len(),
            p_value,
        }
    }
}

/// Twice the ranks of the sizes of the differences, so that the midranks of ties are whole.
struct DoubledRanks {
    ranks: Vec<usize>,
    positive: usize,
}

impl DoubledRanks {
    fn of(differences: &[f64]) -> Self {
        let mut nonzero: Vec<f64> = differences.iter().copied().filter(|&d| d != 0.0).collect();
        nonzero.sort_unstable_by(|a, b| a.abs().total_cmp(&b.abs()));
        let (mut ranks, mut positive) = (Vec::with_capacity(nonzero.len()), 0);
        for tied in nonzero.chunk_by(|a, b| a.abs() == b.abs()) {
            // The first and last of the tied ranks, counted from 1, add up to twice their mean.
            let doubled = 2 * ranks.len() + tied.len() + 1;
            positive += doubled * tied.iter().filter(|&&d| d > 0.0).count();
            ranks.extend(tied.iter().map(|_| doubled));
        }
        Self { ranks, positive }
    }
}

/// For each sum, the share of the 2ⁿ choices of signs that gives it.
fn shares_of_sums(doubled_ranks: &[usize]) -> Vec<f64> {
    let mut shares = vec![0.0; doubled_ranks.iter().sum::<usize>() + 1];
    shares[0] = 1.0;
    let mut reached = 0;
    for &rank in doubled_ranks {
        reached += rank;
        for sum in (0..=reached).rev() {
            let with = if sum >= rank { shares[sum - rank] } else { 0.0 };
            shares[sum] = (shares[sum] + with) / 2.0;
        }
    }
    shares
}

fn exact_p(doubled: &DoubledRanks) -> f64 {
    let shares = shares_of_sums(&doubled.ranks);
    // The distribution is symmetric: the tail beyond the sum equals the tail under its mirror image.
    let nearer_end = doubled.positive.min(shares.len() - 1 - doubled.positive);
    (2.0 * shares[..=nearer_end].iter().sum::<f64>()).min(1.0)
}

fn normal_p(doubled: &DoubledRanks) -> f64 {
    let n = doubled.ranks.len() as f64;
    let mean = n * (n + 1.0) / 4.0;
    // Half the sum of squared midranks over two: the usual variance less its correction for ties.
    let variance = doubled
        .ranks
        .iter()
        .map(|&rank| (rank as f64 / 2.0).powi(2))
        .sum::<f64>()
        / 4.0;
    let z = (doubled.positive as f64 / 2.0 - mean) / variance.sqrt();
    2.0 * normal_cdf(-z.abs())
}

/// See [`super::Pairs::median_shift`].
pub(super) fn hodges_lehmann(differences: &[f64]) -> Result<Estimate, EstimateError> {
    let n = differences.len();
    at_least("pairs for a median shift", n, LEAST_FOR_INTERVAL)?;
    at_most("pairs for a median shift", n, MOST_FOR_WALSH)?;
    let mut walsh = Vec::with_capacity(n * (n + 1) / 2);
    for (i, first) in differences.iter().enumerate() {
        walsh.extend(differences[i..].iter().map(|second| (first + second) / 2.0));
    }
    walsh.sort_unstable_by(f64::total_cmp);
    let outside = averages_outside(n);
    let median = (walsh[(walsh.len() - 1) / 2] + walsh[walsh.len() / 2]) / 2.0;
    Estimate::new(median, [walsh[outside], walsh[walsh.len() - 1 - outside]])
}

/// How many Walsh averages lie below the interval, and as many above: the most that keep 95 %.
pub(super) fn averages_outside(n: usize) -> usize {
    if n > EXACT_UP_TO {
        let count = n as f64;
        let mean = count * (count + 1.0) / 4.0;
        let spread = (count * (count + 1.0) * (2.0 * count + 1.0) / 24.0).sqrt();
        return (mean - Z_97_5 * spread).floor() as usize - 1;
    }
    let ranks: Vec<usize> = (1..=n).collect();
    let mut tail = 0.0;
    let shares = shares_of_sums(&ranks);
    let within = shares.iter().take_while(|&&share| {
        tail += share;
        tail <= LOWER_95
    });
    // Sums 0 to k−1 together stay within 2.5 %: k sums, and the k-th smallest average is the end.
    within.count() - 1
}
