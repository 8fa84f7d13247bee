//! Maps in which something was not measured.

use super::columns;
use crate::filter::transform::{Buffers, Convolver};
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};
use rustfft::num_complex::Complex;

/// Less weight than this is rounding: it leaves 1e-16 of a line's weight where there is none.
const LEAST_WEIGHT: f64 = 1e-9;

/// A height times its weight, and the weight.
type Cell = [f64; 2];

pub(super) fn means(map: &HeightMap, along: &[f64], down: &[f64]) -> Raster<f64> {
    let (width, height) = (map.width(), map.height());
    let mut cells: Vec<Cell> = vec![[0.0; 2]; width * height];
    let convolver = Convolver::new(width, along);
    cells
        .par_chunks_mut(width)
        .enumerate()
        .for_each_init(Buffers::default, |buffers, (y, row)| {
            let measured = map.valid().raster().row(y);
            let heights = row.iter_mut().zip(map.heights_mm().row(y)).zip(measured);
            for ((cell, height), _) in heights.filter(|(_, measured)| **measured) {
                *cell = [*height, 1.0];
            }
            convolve(&convolver, row, buffers);
        });
    let convolver = Convolver::new(height, down);
    columns(&mut cells, width, |some, buffers| {
        some.chunks_mut(height)
            .for_each(|column| convolve(&convolver, column, buffers));
    });
    Raster::from_fn(width, height, |x, y| {
        let [value, weight] = cells[y * width + x];
        if weight > 0.0 { value / weight } else { f64::NAN }
    })
}

/// Value and weight travel together, as the parts of one complex number.
fn convolve(convolver: &Convolver, line: &mut [Cell], buffers: &mut Buffers) {
    let read = |to: &mut [Complex<f64>]| {
        for (to, [value, weight]) in to.iter_mut().zip(line.iter()) {
            *to = Complex::new(*value, *weight);
        }
    };
    let convolved = convolver.convolve(read, buffers);
    for (to, from) in line.iter_mut().zip(convolved) {
        let has_weight = from.im > LEAST_WEIGHT;
        *to = if has_weight { [from.re, from.im] } else { [0.0; 2] };
    }
}
