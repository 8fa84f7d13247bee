//! Seeded randomness: the same stream for the same seed and subject, whatever else was drawn.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Draws for one subject (the scars, the noise of one row …) of one seed.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of `subject` under `seed`. Two subjects never share a stream.
    pub(crate) fn new(seed: u64, subject: &str) -> Self {
        Self(ChaCha8Rng::seed_from_u64(derive(seed, subject)))
    }

    /// The stream of part `index` of a subject, for work that is split.
    pub(crate) fn part(seed: u64, index: usize) -> Self {
        Self(ChaCha8Rng::seed_from_u64(mix(seed ^ mix(index as u64))))
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform in `[0, 1)`.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in `[low, high)`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Uniform in `[−reach, reach)`.
    pub(crate) fn within(&mut self, reach: f64) -> f64 {
        self.between(-reach, reach)
    }

    /// A magnitude in `[low, high)` with a random sign.
    pub(crate) fn signed(&mut self, low: f64, high: f64) -> f64 {
        let size = self.between(low, high);
        if self.chance(0.5) { size } else { -size }
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number in `low..=high`.
    pub(crate) fn whole(&mut self, low: usize, high: usize) -> usize {
        low + (self.unit() * (high - low + 1) as f64) as usize
    }

    /// An angle in `[0, 2π)`.
    pub(crate) fn turn(&mut self) -> f64 {
        self.between(0.0, std::f64::consts::TAU)
    }

    /// Roughly normal with mean 0 and variance 1: four uniform numbers added up (kurtosis 2.7 instead
    /// of 3), which is all that sensor noise needs and keeps 24 megapixels quick.
    pub(crate) fn normal(&mut self) -> f32 {
        /// √(12 / 4) / 2¹⁶: the sum of four uniform 16 bit numbers has variance 4 · 2³² / 12.
        const SCALE: f32 = 1.732_050_8 / 65536.0;
        let bits = self.bits();
        let sum = (0..4)
            .map(|i| (bits >> (16 * i)) as u16 as f32 + 0.5)
            .sum::<f32>();
        (sum - 2.0 * 65536.0) * SCALE
    }
}

/// The seed of `subject` under `seed`.
pub(crate) fn derive(seed: u64, subject: &str) -> u64 {
    subject
        .bytes()
        .fold(mix(seed), |state, byte| mix(state ^ u64::from(byte)))
}

/// The finaliser of SplitMix64 (Steele et al. 2014, doi:10.1145/2660193.2660195).
pub(crate) fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_draws_have_mean_nought_and_variance_one() {
        let mut dice = Dice::new(1, "test");
        let n = 200_000;
        let draws: Vec<f64> = (0..n).map(|_| f64::from(dice.normal())).collect();
        let mean = draws.iter().sum::<f64>() / n as f64;
        let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / n as f64;
        assert!(mean.abs() < 0.01, "{mean}");
        assert!((variance - 1.0).abs() < 0.01, "{variance}");
    }

    #[test]
    fn subjects_and_parts_have_their_own_streams() {
        let first = |mut dice: Dice| dice.bits();
        assert_eq!(first(Dice::new(7, "scars")), first(Dice::new(7, "scars")));
        assert_ne!(first(Dice::new(7, "scars")), first(Dice::new(7, "moles")));
        assert_ne!(first(Dice::part(7, 0)), first(Dice::part(7, 1)));
    }
}
