//! Hairs and what else stands up narrowly: no skin, and so not measured. A hair across a scar would part it in two and fill its volume.

use super::reduced::Reduced;
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// What is wider stands up for other reasons: a mole, the skin between two scars. A hair is 0.1 mm wide at most, and a blurred scan shows it
/// twice or three times as wide.
const WIDEST_MM: f64 = 0.5;
/// How far hair stands above what micro-relief and noise do, in robust standard deviations of the latter.
const OUT_SIGMAS: f64 = 6.0;
/// Never less than this: the ridges between furrows stand up by some 0.03 mm.
const LEAST_MM: f32 = 0.04;
/// Cells that are looked at to tell the standard deviation.
const SAMPLE: usize = 100_000;
/// From the median of absolute deviations to a standard deviation of a normal distribution.
const MAD_TO_SIGMA: f64 = 1.4826;

/// Blocks of a map that show hair.
pub(crate) struct Hair {
    blocks: Mask,
    /// Cells of a block along x and along y.
    block: [usize; 2],
}

impl Hair {
    /// What stands above the opening of the depths below a base by a square (Serra 1982, Image Analysis and Mathematical Morphology): the
    /// white top-hat. There the depths become those of the opening, so that no scar is parted.
    pub(super) fn part_from(depth_mm: &mut Raster<f32>, reduced: &Reduced) -> Self {
        let reach = [0, 1].map(|axis| ((0.5 * WIDEST_MM / reduced.pitch_mm[axis]) as usize).max(1));
        let depths = Raster::from_fn(depth_mm.width(), depth_mm.height(), |x, y| {
            if reduced.valid.get(x, y) {
                depth_mm[(x, y)]
            } else {
                f32::NAN
            }
        });
        // The greatest and the least of numbers, of which what is none does not count.
        let opened = extreme(&extreme(&depths, reach, f32::max), reach, f32::min);
        let stands = Raster::from_fn(depths.width(), depths.height(), |x, y| {
            opened[(x, y)] - depths[(x, y)]
        });
        let (usual, limit) = limits_mm(&stands);
        let blocks = stands.map(|stands| *stands > limit).into();
        *depth_mm = Raster::from_fn(depths.width(), depths.height(), |x, y| {
            if Mask::get(&blocks, x, y) {
                opened[(x, y)] - usual
            } else {
                depth_mm[(x, y)]
            }
        });
        Self {
            blocks,
            block: reduced.block,
        }
    }

    /// Whether a cell of the map lies in such a block.
    pub(super) fn covers_cell(&self, x: usize, y: usize) -> bool {
        self.blocks.get(x / self.block[0], y / self.block[1])
    }
}

/// How far cells usually stand above the opening, and above which they are hair.
fn limits_mm(stands: &Raster<f32>) -> (f32, f32) {
    let step = (stands.data().len() / SAMPLE).max(1);
    let sample = stands.data().iter().step_by(step);
    let mut known: Vec<f32> = sample.copied().filter(|stands| stands.is_finite()).collect();
    let usual = median(&mut known);
    for stands in &mut known {
        *stands = (*stands - usual).abs();
    }
    let sigma = MAD_TO_SIGMA * f64::from(median(&mut known));
    (usual, usual + LEAST_MM.max((OUT_SIGMAS * sigma) as f32))
}

fn median(values: &mut [f32]) -> f32 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The extreme of each cell's surroundings, first along columns and then along rows; nothing lies outside.
fn extreme(source: &Raster<f32>, reach: [usize; 2], choose: fn(f32, f32) -> f32) -> Raster<f32> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, f32::NAN);
    out.data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, row)| {
            let mut column = vec![f32::NAN; width];
            for from in y.saturating_sub(reach[1])..(y + reach[1] + 1).min(height) {
                for (to, value) in column.iter_mut().zip(source.row(from)) {
                    *to = choose(*to, *value);
                }
            }
            row.copy_from_slice(&column);
            for shift in 1..=reach[0].min(width - 1) {
                for (to, value) in row[shift..].iter_mut().zip(&column) {
                    *to = choose(*to, *value);
                }
                for (to, value) in row.iter_mut().zip(&column[shift..]) {
                    *to = choose(*to, *value);
                }
            }
        });
    out
}
