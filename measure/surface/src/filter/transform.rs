//! Convolution of lines by Fourier transforms.

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};
use std::sync::Arc;

/// Convolves lines of one length with one symmetric kernel. Nothing lies outside of a line.
pub(super) struct Convolver {
    forward: Arc<dyn Fft<f64>>,
    inverse: Arc<dyn Fft<f64>>,
    /// The kernel's transform, which is real, over the number of cells that are transformed.
    kernel: Vec<f64>,
}

impl Convolver {
    /// `kernel` has the weights to one side, the middle first.
    pub(super) fn new(length: usize, kernel: &[f64]) -> Self {
        let cells = smooth_number(length + kernel.len());
        let mut planner = FftPlanner::new();
        let forward = planner.plan_fft_forward(cells);
        let mut transformed = vec![Complex::new(0.0, 0.0); cells];
        for (at, weight) in kernel.iter().enumerate() {
            transformed[at].re = *weight;
            if at > 0 {
                transformed[cells - at].re = *weight;
            }
        }
        forward.process(&mut transformed);
        Self {
            forward,
            inverse: planner.plan_fft_inverse(cells),
            kernel: transformed.iter().map(|value| value.re / cells as f64).collect(),
        }
    }

    /// Convolves value and weight of each cell, as the parts of one complex number: the kernel is real and symmetric, so that they do
    /// not mix.
    pub(super) fn convolve(&self, line: &mut [[f64; 2]]) {
        let mut buffer = vec![Complex::new(0.0, 0.0); self.kernel.len()];
        for (to, [value, weight]) in buffer.iter_mut().zip(line.iter()) {
            *to = Complex::new(*value, *weight);
        }
        self.forward.process(&mut buffer);
        for (value, kernel) in buffer.iter_mut().zip(&self.kernel) {
            *value *= *kernel;
        }
        self.inverse.process(&mut buffer);
        for (to, from) in line.iter_mut().zip(&buffer) {
            // Rounding leaves 1e-16 of the line's weight where there is none.
            let has_weight = from.im > LEAST_WEIGHT;
            *to = if has_weight { [from.re, from.im] } else { [0.0; 2] };
        }
    }
}

/// Less weight than this is rounding.
const LEAST_WEIGHT: f64 = 1e-9;

/// The least number from `least` on with no prime factor above five, whose transform is fast.
fn smooth_number(least: usize) -> usize {
    let is_smooth = |mut number: usize| {
        for factor in [2, 3, 5] {
            while usize::is_multiple_of(number, factor) {
                number /= factor;
            }
        }
        number == 1
    };
    (least.max(1)..)
        .find(|number| is_smooth(*number))
        .unwrap_or(least)
}
