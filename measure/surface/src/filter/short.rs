//! Convolution of a whole map with short kernels, in bands of rows that stay in the cache.

mod masked;
mod whole;

use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};

/// Rows of a band: with the rows beside it, of which each is filtered once more, a few megabytes.
const BAND: usize = 32;

/// The weighted mean of each cell's measured surroundings. Kernels have the weights to one side, the middle first. Where nothing was measured around,
/// which the map's own mask tells, the mean means nothing.
pub(super) fn weighted_means(map: &HeightMap, along: &[f64], down: &[f64]) -> Raster<f64> {
    let (width, height) = (map.width(), map.height());
    let whole = whole::Kernels::new(along, down);
    let mut means = Raster::filled(width, height, 0.0);
    let bands = means.data_mut().par_chunks_mut((BAND * width).max(1));
    bands.enumerate().for_each(|(band, means)| {
        let rows = BAND * band..BAND * band + means.len() / width;
        let beside = down.len() - 1;
        let read = rows.start.saturating_sub(beside)..(rows.end + beside).min(height);
        if read.clone().all(|y| map.valid().has_whole_row(y)) {
            whole.means(map, rows, read, means);
        } else {
            masked::means(map, [along, down], rows, read, means);
        }
    });
    means
}
