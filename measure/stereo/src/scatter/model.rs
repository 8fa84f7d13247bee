//! The blur by scattering.

/// How light spreads in skin, for red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scatter {
    /// Length over which light spreads, in mm: Burley's `d`; zero for none.
    pub length_mm: [f64; 3],
}

/// Waves that are left with less than this are not brought back in full: noise would be larger than they are.
const LEAST_TRANSFER: f64 = 0.25;

impl Scatter {
    /// No scattering.
    pub const NONE: Self = Self { length_mm: [0.0; 3] };

    /// What is left of a wave of shading of `wave_number` radians per mm in channel `channel` (red is 0): one for what is not blurred.
    ///
    /// ```
    /// use relief_stereo::Scatter;
    /// let skin = Scatter { length_mm: [0.9, 0.2, 0.1] };
    /// let one_mm = std::f64::consts::TAU;
    /// assert!(skin.transfer(0, one_mm) < 0.12 && skin.transfer(2, one_mm) > 0.55);
    /// assert_eq!(Scatter::NONE.transfer(0, one_mm), 1.0);
    /// ```
    pub fn transfer(&self, channel: usize, wave_number: f64) -> f64 {
        burley(wave_number * self.length_mm[channel])
    }

    /// What waves of `wave_number` radians per mm are multiplied by, so that a mix of channels shows them as if light did not spread.
    pub(crate) fn restoring(&self, mix: [f32; 3], wave_number: f64) -> f64 {
        let left: f64 = (0..3)
            .map(|i| f64::from(mix[i]) * self.transfer(i, wave_number))
            .sum();
        1.0 / left.max(LEAST_TRANSFER)
    }
}

/// Fourier transform of the normalised diffusion, of the wave number in units of one over its length.
fn burley(kd: f64) -> f64 {
    let narrow = 0.25 / (1.0 + kd * kd).sqrt();
    narrow + 0.75 / (1.0 + 9.0 * kd * kd).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The transform against a sum over the profile itself: `2π ∫ R(r) J₀(k r) r dr`.
    #[test]
    fn the_transfer_is_the_transform_of_burleys_profile() {
        let d = 0.3;
        for k in [0.5, 2.0, 8.0] {
            let (step, mut sum) = (1e-4, 0.0);
            for i in 0..150_000 {
                let r = (f64::from(i) + 0.5) * step;
                let profile =
                    ((-r / d).exp() + (-r / (3.0 * d)).exp()) / (8.0 * std::f64::consts::PI * d * r);
                sum += profile * bessel(k * r) * r * step;
            }
            let sum = 2.0 * std::f64::consts::PI * sum;
            assert!((sum - burley(k * d)).abs() < 1e-4, "{sum} {}", burley(k * d));
        }
    }

    /// Bessel's function J₀ from its integral.
    fn bessel(x: f64) -> f64 {
        let steps = 64 + 4 * x as usize;
        let step = std::f64::consts::PI / steps as f64;
        (0..steps)
            .map(|i| (x * ((f64::from(i as u32) + 0.5) * step).sin()).cos())
            .sum::<f64>()
            / steps as f64
    }
}
