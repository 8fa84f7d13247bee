//! Rasters filled in place, row by row in parallel.

use rayon::prelude::*;
use relief_grid::Raster;

/// A raster with `value(x, y)` in each cell: as `Raster::from_fn`, without gathering rows afterwards.
pub(crate) fn build<T: Copy + Default + Send>(
    width: usize,
    height: usize,
    value: impl Fn(usize, usize) -> T + Sync,
) -> Raster<T> {
    let mut raster = Raster::filled(width, height, T::default());
    if width > 0 {
        raster
            .data_mut()
            .par_chunks_mut(width)
            .enumerate()
            .for_each(|(y, row)| {
                for (x, cell) in row.iter_mut().enumerate() {
                    *cell = value(x, y);
                }
            });
    }
    raster
}
