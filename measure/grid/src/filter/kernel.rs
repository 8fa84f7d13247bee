//! The weights of one axis of a separable filter.

use crate::weigh::Taps;

/// A Gaussian is cut at this many standard deviations, as SciPy does: 6e-5 of its weight lies beyond.
const GAUSSIAN_REACH_SIGMAS: f64 = 4.0;

/// Taps that make no kernel.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum KernelError {
    /// An even number of taps has no middle.
    #[error("a kernel has an odd number of taps, got {0}")]
    EvenLength(usize),
    /// A tap is infinite or not a number.
    #[error("tap {index} of the kernel is {value}; taps must be finite")]
    NotFinite {
        /// Which tap.
        index: usize,
        /// Its value.
        value: f32,
    },
    /// Normalised convolution divides by the weight of the valid cells, so weights may not cancel.
    #[error("tap {index} of the kernel is {value}; with a mask taps must not be negative")]
    Negative {
        /// Which tap.
        index: usize,
        /// Its value.
        value: f32,
    },
}

/// An odd number of finite weights around a middle one.
///
/// The filter computes a correlation: `out[i] = Σₖ taps[radius + k] · in[i + k]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    taps: Vec<f32>,
    symmetric: bool,
}

impl Kernel {
    /// A kernel of `taps`.
    ///
    /// # Errors
    /// [`KernelError`] for an even number of taps or one that is not finite.
    pub fn new(taps: Vec<f32>) -> Result<Self, KernelError> {
        if taps.len().is_multiple_of(2) {
            return Err(KernelError::EvenLength(taps.len()));
        }
        match taps.iter().position(|t| !t.is_finite()) {
            Some(index) => Err(KernelError::NotFinite {
                index,
                value: taps[index],
            }),
            None => Ok(Self::of(taps)),
        }
    }

    /// The one weight that leaves everything as it is.
    pub fn identity() -> Self {
        Self::of(vec![1.0])
    }

    /// A sampled Gaussian of standard deviation `sigma_px`, cut at 4 σ and summing to one.
    ///
    /// The identity when `sigma_px` is not finite and positive.
    pub fn gaussian(sigma_px: f64) -> Self {
        if !(sigma_px.is_finite() && sigma_px > 0.0) {
            return Self::identity();
        }
        let radius = (GAUSSIAN_REACH_SIGMAS * sigma_px + 0.5) as usize;
        let weight = |i: usize| (-0.5 * ((i as f64 - radius as f64) / sigma_px).powi(2)).exp();
        let sum: f64 = (0..=2 * radius).map(weight).sum();
        Self::of((0..=2 * radius).map(|i| (weight(i) / sum) as f32).collect())
    }

    /// The mean over `2 radius + 1` cells.
    pub fn mean(radius: usize) -> Self {
        let cells = 2 * radius + 1;
        Self::of(vec![1.0 / cells as f32; cells])
    }

    /// The weights.
    pub fn taps(&self) -> &[f32] {
        &self.taps
    }

    /// How many cells the kernel reaches to either side.
    pub const fn radius(&self) -> usize {
        self.taps.len() / 2
    }

    /// The taps for the inner loop.
    pub(super) fn weights(&self) -> Taps<'_> {
        if self.symmetric {
            Taps::symmetric(&self.taps)
        } else {
            Taps::any(&self.taps)
        }
    }

    /// The first negative tap, if any.
    pub(super) fn check_not_negative(&self) -> Result<(), KernelError> {
        match self.taps.iter().position(|&t| t < 0.0) {
            Some(index) => Err(KernelError::Negative {
                index,
                value: self.taps[index],
            }),
            None => Ok(()),
        }
    }

    fn of(taps: Vec<f32>) -> Self {
        let symmetric = taps.iter().eq(taps.iter().rev());
        Self { taps, symmetric }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_kernel() {
        assert_eq!(Kernel::new(vec![]), Err(KernelError::EvenLength(0)));
        assert_eq!(Kernel::new(vec![1.0; 4]), Err(KernelError::EvenLength(4)));
        assert!(matches!(
            Kernel::new(vec![0.0, f32::NAN, 1.0]),
            Err(KernelError::NotFinite { index: 1, .. })
        ));
    }

    #[test]
    fn gaussian_sums_to_one_and_has_its_variance() {
        for sigma in [0.7, 2.0, 5.5] {
            let kernel = Kernel::gaussian(sigma);
            let moment = |p: i32| -> f64 {
                let r = kernel.radius() as f64;
                kernel
                    .taps()
                    .iter()
                    .enumerate()
                    .map(|(i, &t)| f64::from(t) * (i as f64 - r).powi(p))
                    .sum()
            };
            assert!((moment(0) - 1.0).abs() < 1e-6);
            assert!(moment(1).abs() < 1e-6);
            // Cutting at 4 σ takes up to 0.3 % off the variance.
            assert!(
                (moment(2) / (sigma * sigma) - 1.0).abs() < 3e-3,
                "σ {sigma}: {}",
                moment(2)
            );
        }
    }

    #[test]
    fn senseless_sigma_is_the_identity() {
        for sigma in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Kernel::gaussian(sigma), Kernel::identity());
        }
    }
}
