//! A raster of another shape, each axis by its own table of weights.

use crate::{
    Pixel, Raster,
    border::{mirror, reflect},
    weigh::{Taps, dot, weigh},
};
use rayon::prelude::*;

/// One axis: which input cells make each output cell, and with which weights.
pub(crate) struct Axis {
    taps_per_cell: usize,
    /// The first input cell of each output cell; may lie outside, where the input is mirrored.
    first: Vec<isize>,
    weights: Vec<f32>,
}

impl Axis {
    /// `cells` output cells. `centre(i)` is where cell `i` lies in the input, `weight(d)` the kernel at a
    /// distance of `d` input cells, nought from `reach` on. The weights of each cell are scaled to sum to one.
    pub(crate) fn new(
        cells: usize,
        reach: f64,
        centre: impl Fn(usize) -> f64,
        weight: impl Fn(f64) -> f64,
    ) -> Self {
        let taps_per_cell = (2.0 * reach).ceil() as usize;
        let mut axis = Self {
            taps_per_cell,
            first: Vec::new(),
            weights: Vec::new(),
        };
        for at in (0..cells).map(centre) {
            let first = (at - reach).ceil();
            let raw: Vec<f64> = (0..taps_per_cell)
                .map(|k| weight(first + k as f64 - at))
                .collect();
            let sum: f64 = raw.iter().sum();
            axis.first.push(first as isize);
            axis.weights.extend(raw.iter().map(|w| (w / sum) as f32));
        }
        axis
    }

    fn cells(&self) -> usize {
        self.first.len()
    }

    fn taps(&self, cell: usize) -> (isize, &[f32]) {
        let start = cell * self.taps_per_cell;
        (self.first[cell], &self.weights[start..start + self.taps_per_cell])
    }

    /// How many cells beyond an input of `cells` the taps reach at either end.
    fn margin(&self, cells: usize) -> usize {
        let before = self.first.iter().map(|&f| -f).max().unwrap_or(0);
        let last = |&f: &isize| f + (self.taps_per_cell as isize) - cells as isize;
        before.max(self.first.iter().map(last).max().unwrap_or(0)).max(0) as usize
    }
}

/// The raster with its columns combined by `along_x` and its rows by `along_y`.
pub(crate) fn resample<P: Pixel>(source: &Raster<P>, along_x: &Axis, along_y: &Axis) -> Raster<P> {
    let (width, height, channels) = (source.width(), source.height(), P::CHANNELS);
    let mut out = Raster::filled(along_x.cells(), along_y.cells(), P::ZERO);
    if source.is_empty() || out.is_empty() {
        return out;
    }
    let stride = width * channels;
    let out_stride = along_x.cells() * channels;
    let input = P::flat(source.data());
    let margin = along_x.margin(width);
    P::flat_mut(out.data_mut())
        .par_chunks_mut(out_stride)
        .enumerate()
        .for_each_init(
            || vec![0.0; stride + 2 * margin * channels],
            |padded, (y, out_row)| {
                let (first, taps) = along_y.taps(y);
                let rows: Vec<&[f32]> = (first..first + taps.len() as isize)
                    .map(|i| &input[reflect(i, height) * stride..][..stride])
                    .collect();
                let inner = margin * channels..margin * channels + stride;
                weigh(&rows, Taps::any(taps), &mut padded[inner]);
                mirror(padded, margin, channels);
                combine_columns(padded, margin, channels, along_x, out_row);
            },
        );
    out
}

fn combine_columns(padded: &[f32], margin: usize, channels: usize, axis: &Axis, out: &mut [f32]) {
    for (x, to) in out.chunks_exact_mut(channels).enumerate() {
        let (first, taps) = axis.taps(x);
        let start = (first + margin as isize) as usize * channels;
        let cells = &padded[start..start + taps.len() * channels];
        if let [to] = to {
            *to = dot(cells, taps);
        } else {
            to.fill(0.0);
            for (cell, &weight) in cells.chunks_exact(channels).zip(taps) {
                for (to, &value) in to.iter_mut().zip(cell) {
                    *to += weight * value;
                }
            }
        }
    }
}
