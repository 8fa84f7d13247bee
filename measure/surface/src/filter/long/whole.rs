//! Maps that were measured from end to end: what weights fall on cells depends on a row and on a column alone, and lines travel in pairs.

use super::{BLOCKS, TOGETHER};
use crate::filter::transform::{Buffers, Convolver};
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};
use rustfft::num_complex::Complex;

/// Two lines, as the parts of complex numbers.
type Pair = Vec<Complex<f64>>;

pub(super) fn means(map: &HeightMap, along: &[f64], down: &[f64]) -> Raster<f64> {
    let (width, height) = (map.width(), map.height());
    let mut means = Raster::filled(width, height, 0.0);
    let (convolver, shares) = (Convolver::new(width, along), shares(width, along));
    means
        .data_mut()
        .par_chunks_mut(2 * width)
        .zip(map.heights_mm().data().par_chunks(2 * width))
        .for_each_init(Buffers::default, |buffers, (to, from)| {
            // An odd map's last row goes with noughts.
            let (first, second) = from.split_at(width);
            let second = second.iter().chain(std::iter::repeat(&0.0));
            let convolved = convolver.convolve(|line| read(line, first.iter().zip(second)), buffers);
            let (first, second) = to.split_at_mut(width);
            for ((to, from), share) in first.iter_mut().zip(convolved).zip(&shares) {
                *to = from.re * share;
            }
            for ((to, from), share) in second.iter_mut().zip(convolved).zip(&shares) {
                *to = from.im * share;
            }
        });
    columns(means.data_mut(), width, down);
    means
}

/// Filters each column in place.
fn columns(cells: &mut [f64], width: usize, kernel: &[f64]) {
    let height = cells.len() / width;
    let (convolver, shares) = (Convolver::new(height, kernel), shares(height, kernel));
    let firsts: Vec<usize> = (0..width).step_by(TOGETHER).collect();
    for some in firsts.chunks(BLOCKS) {
        let filtered: Vec<Vec<Pair>> = some
            .par_iter()
            .map_init(Buffers::default, |buffers, &first| {
                let count = TOGETHER.min(width - first).div_ceil(2);
                let pairs = pairs(cells, width, first, count);
                let convolved = pairs.iter().map(|pair| {
                    let line = convolver.convolve(|line| line[..height].copy_from_slice(pair), buffers);
                    line.iter()
                        .zip(&shares)
                        .map(|(value, share)| value * share)
                        .collect()
                });
                convolved.collect()
            })
            .collect();
        cells.par_chunks_mut(width).enumerate().for_each(|(y, row)| {
            let blocks = row[some[0]..].chunks_mut(TOGETHER).zip(&filtered);
            for (cells, pairs) in blocks {
                for (to, pair) in cells.chunks_mut(2).zip(pairs) {
                    to[0] = pair[y].re;
                    if let [_, second] = to {
                        *second = pair[y].im;
                    }
                }
            }
        });
    }
}

/// So many pairs of columns from one on; beyond the last column are noughts.
fn pairs(cells: &[f64], width: usize, first: usize, count: usize) -> Vec<Pair> {
    let height = cells.len() / width;
    let mut pairs = vec![vec![Complex::default(); height]; count];
    for (y, row) in cells.chunks(width).enumerate() {
        for (pair, two) in pairs.iter_mut().zip(row[first..].chunks(2)) {
            pair[y] = Complex::new(two[0], two.get(1).copied().unwrap_or(0.0));
        }
    }
    pairs
}

fn read<'a>(line: &mut [Complex<f64>], pairs: impl Iterator<Item = (&'a f64, &'a f64)>) {
    for (to, (first, second)) in line.iter_mut().zip(pairs) {
        *to = Complex::new(*first, *second);
    }
}

/// One over the weights that fall on a line's cells, for each cell.
fn shares(length: usize, kernel: &[f64]) -> Vec<f64> {
    // Up to each place of the kernel.
    let sums: Vec<f64> = kernel
        .iter()
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    let within = |cells: usize| sums[cells.min(kernel.len() - 1)];
    (0..length)
        .map(|at| 1.0 / (within(at) + within(length - 1 - at) - kernel[0]))
        .collect()
}
