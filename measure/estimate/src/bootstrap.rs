//! Seeded bootstrap over units of skin: blocks of an image, or scars.
//!
//! Neighbouring pixels are not independent, so pixels are never drawn. Blocks several correlation lengths wide
//! are nearly so (Künsch 1989, DOI 10.1214/aos/1176347265), and so are scars.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The statistic of resampled sums: `units` holds the sufficient sums of each unit, the same units are drawn for all
/// of its `N` sums (so before and after stay paired), and `statistic` turns the summed draw into a number.
///
/// Returns one number for each of `draws` resamples with as many units as there are; empty without units. The
/// same seed gives the same numbers on every machine.
///
/// ```
/// use relief_estimate::bootstrap;
/// let units = [[1.0, 1.0], [3.0, 1.0]];
/// let means = bootstrap(&units, 100, 7, |[sum, count]| sum / count);
/// assert!(means.iter().all(|m| [1.0, 2.0, 3.0].contains(m)));
/// ```
pub fn bootstrap<const N: usize>(
    units: &[[f64; N]],
    draws: usize,
    seed: u64,
    statistic: impl Fn([f64; N]) -> f64,
) -> Vec<f64> {
    if units.is_empty() {
        return Vec::new();
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..draws)
        .map(|_| {
            let mut sums = [0.0; N];
            for _ in 0..units.len() {
                let drawn = &units[below(&mut rng, units.len())];
                for (sum, value) in sums.iter_mut().zip(drawn) {
                    *sum += value;
                }
            }
            statistic(sums)
        })
        .collect()
}

/// A number below `n` from 64 random bits by multiplication; the bias of at most n/2⁶⁴ is nothing.
fn below(rng: &mut ChaCha8Rng, n: usize) -> usize {
    ((u128::from(rng.next_u64()) * n as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Estimate;

    #[test]
    fn the_same_seed_draws_the_same() {
        let units: Vec<[f64; 1]> = (0..50).map(|i| [f64::from(i)]).collect();
        let draw = |seed| bootstrap(&units, 20, seed, |[s]| s);
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    /// The standard error of a mean of n values is their standard deviation over √n.
    #[test]
    fn spread_of_a_mean_is_its_standard_error() {
        let units: Vec<[f64; 2]> = (0..100).map(|i| [f64::from(i % 10), 1.0]).collect();
        let mut means = bootstrap(&units, 4000, 1, |[sum, n]| sum / n);
        let e = Estimate::from_replicates(4.5, &mut means);
        let half = crate::estimate::Z_97_5 * (8.25f64 / 100.0).sqrt();
        assert!(
            (e.ci95[0] - (4.5 - half)).abs() < 0.05 && (e.ci95[1] - (4.5 + half)).abs() < 0.05,
            "{e:?}"
        );
    }
}
