//! Convolution of a whole map with long kernels, by Fourier transforms of its lines.

mod masked;
mod whole;

use relief_grid::{HeightMap, Raster};

/// Columns that are taken out together, so that each line of memory is read once.
const TOGETHER: usize = 16;
/// Blocks of so many columns that are filtered before any is written back: all at once would be a second map.
const BLOCKS: usize = 64;

/// As those of short kernels; NaN where nothing was measured around.
pub(super) fn weighted_means(map: &HeightMap, along: &[f64], down: &[f64]) -> Raster<f64> {
    if (0..map.height()).all(|y| map.valid().has_whole_row(y)) {
        whole::means(map, along, down)
    } else {
        masked::means(map, along, down)
    }
}
