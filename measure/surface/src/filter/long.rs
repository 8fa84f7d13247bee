//! Convolution of a whole map with long kernels, by Fourier transforms of its lines.

mod masked;
mod whole;

use super::transform::Buffers;
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};

/// Columns that are taken out together, so that each line of memory is read once: an even number.
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

/// Filters the columns of a map of so many in place: `filter` gets some of them at a time, one behind the other.
fn columns<T: Copy + Default + Send + Sync>(
    cells: &mut [T],
    width: usize,
    filter: impl Fn(&mut [T], &mut Buffers) + Sync,
) {
    let height = cells.len() / width;
    let firsts: Vec<usize> = (0..width).step_by(TOGETHER).collect();
    for some in firsts.chunks(BLOCKS) {
        let filtered: Vec<Vec<T>> = some
            .par_iter()
            .map_init(Buffers::default, |buffers, &first| {
                let count = TOGETHER.min(width - first);
                let mut block = vec![T::default(); count * height];
                for (y, row) in cells.chunks(width).enumerate() {
                    for (x, cell) in row[first..first + count].iter().enumerate() {
                        block[x * height + y] = *cell;
                    }
                }
                filter(&mut block, buffers);
                block
            })
            .collect();
        cells.par_chunks_mut(width).enumerate().for_each(|(y, row)| {
            let blocks = row[some[0]..].chunks_mut(TOGETHER).zip(&filtered);
            for (cells, block) in blocks {
                for (to, from) in cells.iter_mut().zip(block[y..].iter().step_by(height)) {
                    *to = *from;
                }
            }
        });
    }
}
