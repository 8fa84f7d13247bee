//! Convolution of lines by Fourier transforms.

use crate::fourier::fast_length;
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

const ZERO: Complex<f64> = Complex::new(0.0, 0.0);

/// Memory that is kept from line to line.
#[derive(Default)]
pub(super) struct Buffers {
    buffer: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
}

impl Convolver {
    /// `kernel` has the weights to one side, the middle first. Those farther than the line is long are never read.
    pub(super) fn new(length: usize, kernel: &[f64]) -> Self {
        let kernel = &kernel[..kernel.len().min(length.max(1))];
        let cells = fast_length(length + kernel.len());
        let mut planner = FftPlanner::new();
        let forward = planner.plan_fft_forward(cells);
        let mut transformed = vec![ZERO; cells];
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

    /// Convolves the numbers that `read` writes at the beginning of a line of noughts. The kernel is real and symmetric, so that their parts do not mix:
    /// two lines of real numbers may go as one.
    pub(super) fn convolve<'a>(
        &self,
        read: impl FnOnce(&mut [Complex<f64>]),
        buffers: &'a mut Buffers,
    ) -> &'a [Complex<f64>] {
        let Buffers { buffer, scratch } = buffers;
        let scratch_cells = [&self.forward, &self.inverse].map(|fft| fft.get_inplace_scratch_len());
        scratch.resize(scratch_cells[0].max(scratch_cells[1]), ZERO);
        buffer.clear();
        buffer.resize(self.kernel.len(), ZERO);
        read(buffer);
        self.forward.process_with_scratch(buffer, scratch);
        for (value, kernel) in buffer.iter_mut().zip(&self.kernel) {
            *value *= *kernel;
        }
        self.inverse.process_with_scratch(buffer, scratch);
        buffer
    }
}
