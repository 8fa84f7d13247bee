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
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(along_x.cells(), along_y.cells(), P::ZERO);
    if source.is_empty() || out.is_empty() {
        return out;
    }
    let margin = along_x.margin(width);
    out.data_mut()
        .par_chunks_mut(along_x.cells())
        .enumerate()
        .for_each_init(
            || vec![P::ZERO; width + 2 * margin],
            |padded, (y, out_row)| {
                let (first, taps) = along_y.taps(y);
                let rows: Vec<&[f32]> = (first..first + taps.len() as isize)
                    .map(|i| P::flat(source.row(reflect(i, height))))
                    .collect();
                weigh(
                    &rows,
                    Taps::any(taps),
                    P::flat_mut(&mut padded[margin..margin + width]),
                );
                mirror(padded, margin, 1);
                combine_columns(padded, margin, along_x, out_row);
            },
        );
    out
}

fn combine_columns<P: Pixel>(padded: &[P], margin: usize, axis: &Axis, out: &mut [P]) {
    for (x, to) in out.iter_mut().enumerate() {
        let (first, taps) = axis.taps(x);
        let start = (first + margin as isize) as usize;
        let cells = &padded[start..start + taps.len()];
        if P::CHANNELS == 1 {
            P::flat_mut(std::slice::from_mut(to))[0] = dot(P::flat(cells), taps);
        } else {
            let terms = cells.iter().zip(taps);
            *to = terms.fold(P::ZERO, |sum, (&cell, &weight)| sum.add_scaled(cell, weight));
        }
    }
}
