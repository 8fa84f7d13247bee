//! Maps that were measured from end to end: what weights fall on cells depends on a row and on a column alone, and lines travel in pairs.

use super::columns;
use crate::filter::transform::{Buffers, Convolver};
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};
use rustfft::num_complex::Complex;

pub(super) fn means(map: &HeightMap, along: &[f64], down: &[f64]) -> Raster<f64> {
    let (width, height) = (map.width(), map.height());
    let mut means = Raster::filled(width, height, 0.0);
    let rows = Lines::new(width, along);
    means
        .data_mut()
        .par_chunks_mut(2 * width)
        .zip(map.heights_mm().data().par_chunks(2 * width))
        .for_each_init(Buffers::default, |buffers, (two, heights)| {
            two.copy_from_slice(heights);
            rows.filter(two, buffers);
        });
    let down = Lines::new(height, down);
    columns(means.data_mut(), width, |some, buffers| {
        some.chunks_mut(2 * height)
            .for_each(|two| down.filter(two, buffers));
    });
    means
}

/// Lines of one length, and the kernel that they are filtered with.
struct Lines {
    convolver: Convolver,
    /// One over the weights that fall on each cell.
    shares: Vec<f64>,
}

impl Lines {
    fn new(length: usize, kernel: &[f64]) -> Self {
        // Up to each place of the kernel.
        let sums: Vec<f64> = kernel
            .iter()
            .scan(0.0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        let within = |cells: usize| sums[cells.min(kernel.len() - 1)];
        let share = |at: usize| 1.0 / (within(at) + within(length - 1 - at) - kernel[0]);
        Self {
            convolver: Convolver::new(length, kernel),
            shares: (0..length).map(share).collect(),
        }
    }

    /// Filters two lines that lie behind each other, as the parts of complex numbers; of an odd number of lines the last goes alone, with noughts.
    fn filter(&self, two: &mut [f64], buffers: &mut Buffers) {
        let (first, second) = two.split_at_mut(self.shares.len());
        let read = |to: &mut [Complex<f64>]| {
            to.iter_mut()
                .zip(first.iter())
                .for_each(|(to, from)| to.re = *from);
            to.iter_mut()
                .zip(second.iter())
                .for_each(|(to, from)| to.im = *from);
        };
        let convolved = self.convolver.convolve(read, buffers);
        for ((to, from), share) in first.iter_mut().zip(convolved).zip(&self.shares) {
            *to = from.re * share;
        }
        for ((to, from), share) in second.iter_mut().zip(convolved).zip(&self.shares) {
            *to = from.im * share;
        }
    }
}
