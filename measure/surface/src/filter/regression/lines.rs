//! Moments of the cells of a line about each of them, by Fourier transforms.

use crate::fourier::fast_length;
use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};
use std::sync::Arc;

/// Sums `Σ g(u) uⁱ f(x + u)` over lines of one length, for the powers i from nought up. Nothing lies outside of a line.
pub(super) struct Lines {
    length: usize,
    forward: Arc<dyn Fft<f64>>,
    inverse: Arc<dyn Fft<f64>>,
    /// The transform of `g(u) uⁱ` for each power.
    kernels: Vec<Vec<Complex<f64>>>,
}

/// What a line is computed in.
pub(super) struct Scratch {
    spectrum: Vec<Complex<f64>>,
    product: Vec<Complex<f64>>,
    fourier: Vec<Complex<f64>>,
}

impl Lines {
    /// A Gaussian with a standard deviation of `sigma` cells, cut at `reach` cells, whose sum is one; u is counted in standard deviations.
    pub(super) fn new(length: usize, sigma: f64, reach: usize, most_power: usize) -> Self {
        // What lies farther than the line is long is never read.
        let reach = reach.min(length.saturating_sub(1));
        let gauss = |at: usize| (-0.5 * (at as f64 / sigma).powi(2)).exp();
        let sum = 2.0 * (0..=reach).map(gauss).sum::<f64>() - 1.0;
        let cells = fast_length(length + reach);
        let mut planner = FftPlanner::new();
        let forward = planner.plan_fft_forward(cells);
        let kernel = |power: i32| {
            let mut kernel = vec![Complex::new(0.0, 0.0); cells];
            for at in 0..=reach {
                // The inverse transform multiplies by the number of cells.
                let weight = gauss(at) / sum / cells as f64;
                let away = at as f64 / sigma;
                // What lies u cells on is brought here by what a convolution calls −u.
                kernel[(cells - at) % cells].re = weight * away.powi(power);
                if at > 0 {
                    kernel[at].re = weight * (-away).powi(power);
                }
            }
            forward.process(&mut kernel);
            kernel
        };
        let kernels = (0..=most_power as i32).map(kernel).collect();
        Self {
            length,
            inverse: planner.plan_fft_inverse(cells),
            forward,
            kernels,
        }
    }

    pub(super) fn scratch(&self) -> Scratch {
        let cells = self.kernels[0].len();
        let fourier = self.forward.get_inplace_scratch_len();
        let fourier = fourier.max(self.inverse.get_inplace_scratch_len());
        Scratch {
            spectrum: vec![Complex::new(0.0, 0.0); cells],
            product: vec![Complex::new(0.0, 0.0); cells],
            fourier: vec![Complex::new(0.0, 0.0); fourier],
        }
    }

    /// Take moments of a line of two numbers a cell: of both for the powers below `both`, of the first alone for those below `first`, two powers
    /// at a time. `visit` is given the lowest power and the sums: of both numbers, or of the first for this power and the next.
    pub(super) fn moments(
        &self,
        line: impl Iterator<Item = [f64; 2]>,
        [both, first]: [usize; 2],
        scratch: &mut Scratch,
        mut visit: impl FnMut(usize, &[Complex<f64>]),
    ) {
        let Scratch {
            spectrum,
            product,
            fourier,
        } = scratch;
        spectrum.fill(Complex::new(0.0, 0.0));
        for (to, [re, im]) in spectrum.iter_mut().zip(line.take(self.length)) {
            *to = Complex::new(re, im);
        }
        self.forward.process_with_scratch(spectrum, fourier);
        for power in 0..both {
            // A kernel is real: the two numbers of a cell do not mix.
            for ((to, from), kernel) in product.iter_mut().zip(&*spectrum).zip(&self.kernels[power]) {
                *to = from * kernel;
            }
            self.inverse.process_with_scratch(product, fourier);
            visit(power, &product[..self.length]);
        }
        if both < first {
            keep_first(spectrum);
        }
        for power in (both..first).step_by(2) {
            let next = self.kernels.get(power + 1).filter(|_| power + 1 < first);
            for (at, (to, from)) in product.iter_mut().zip(&*spectrum).enumerate() {
                // A real line under two real kernels: the second comes out as the imaginary part.
                let second = next.map_or(Complex::new(0.0, 0.0), |next| next[at] * Complex::i());
                *to = from * (self.kernels[power][at] + second);
            }
            self.inverse.process_with_scratch(product, fourier);
            visit(power, &product[..self.length]);
        }
    }
}

/// From the transform of `a + i b`, both real, to that of `a`.
fn keep_first(spectrum: &mut [Complex<f64>]) {
    let cells = spectrum.len();
    for at in 0..=cells / 2 {
        let opposite = (cells - at) % cells;
        let first = 0.5 * (spectrum[at] + spectrum[opposite].conj());
        (spectrum[at], spectrum[opposite]) = (first, first.conj());
    }
}
