//! The blur by scattering.

/// How light spreads in skin: the lengths over which green and blue do, in mm, Burley's `d`; zero for none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scatter {
    /// Of green light.
    pub green_mm: f64,
    /// Of blue light.
    pub blue_mm: f64,
}

/// Waves that are left with less than this are not brought back in full: noise would be larger than they are.
const LEAST_TRANSFER: f64 = 0.25;

/// Lengths may be so many times what the set tells: as far as skins differ in how both go together, which the set does not tell.
const LENGTHS_OFF: f64 = 1.2;

impl Scatter {
    /// No scattering.
    pub const NONE: Self = Self {
        green_mm: 0.0,
        blue_mm: 0.0,
    };

    /// What is left of a wave of shading of `wave_number` radians per mm in green and in blue: one for what is not blurred.
    ///
    /// ```
    /// use relief_stereo::Scatter;
    /// let skin = Scatter { green_mm: 0.2, blue_mm: 0.1 };
    /// let [green, blue] = skin.transfers(std::f64::consts::TAU);
    /// assert!(green < 0.4 && blue > 0.55);
    /// assert_eq!(Scatter::NONE.transfers(1.0), [1.0; 2]);
    /// ```
    pub fn transfers(&self, wave_number: f64) -> [f64; 2] {
        [self.green_mm, self.blue_mm].map(|length| burley(wave_number * length))
    }

    /// The share by which waves of `wave_number` radians per mm may come out too high or too low, because lengths are known to a fifth only.
    pub(crate) fn unsure(&self, mix: [f64; 2], wave_number: f64) -> f64 {
        let longer = Self {
            green_mm: LENGTHS_OFF * self.green_mm,
            blue_mm: LENGTHS_OFF * self.blue_mm,
        };
        (longer.restoring(mix, wave_number) / self.restoring(mix, wave_number)).ln()
    }

    /// What waves of `wave_number` radians per mm are multiplied by, so that a mix of green and blue shows them as if light did not spread.
    pub(crate) fn restoring(&self, mix: [f64; 2], wave_number: f64) -> f64 {
        let [green, blue] = self.transfers(wave_number);
        1.0 / (mix[0] * green + mix[1] * blue).max(LEAST_TRANSFER)
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
