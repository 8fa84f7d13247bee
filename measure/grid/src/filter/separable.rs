//! Filters whose kernel is a column of weights times a row of weights.

use super::Kernel;
use crate::{
    Pixel, Raster,
    border::{mirror, reflect},
    weigh::weigh,
};
use rayon::prelude::*;

/// Rows per task: enough to hide the cost of a task, few enough to share out small rasters.
const ROWS_PER_TASK: usize = 16;

/// Correlate with `along_y` down the columns and `along_x` along the rows; the border is mirrored.
///
/// Every output row is made from its input rows in one pass, without a raster in between.
///
/// ```
/// use relief_grid::{Raster, filter::{self, Kernel}};
/// let plane = Raster::from_fn(9, 9, |x, y| (2 * x + y) as f32);
/// let slope = Kernel::new(vec![-0.5, 0.0, 0.5])?;
/// let along_x = filter::separable(&plane, &slope, &Kernel::identity());
/// assert_eq!(along_x[(4, 4)], 2.0);
/// # Ok::<(), filter::KernelError>(())
/// ```
pub fn separable<P: Pixel>(source: &Raster<P>, along_x: &Kernel, along_y: &Kernel) -> Raster<P> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, P::ZERO);
    if source.is_empty() {
        return out;
    }
    let stride = width * P::CHANNELS;
    let input = P::flat(source.data());
    let reach = along_y.radius() as isize;
    P::flat_mut(out.data_mut())
        .par_chunks_mut(stride * ROWS_PER_TASK)
        .enumerate()
        .for_each(|(task, rows)| {
            let mut filter = RowFilter::new(along_x, along_y, width, P::CHANNELS);
            for (i, out_row) in rows.chunks_exact_mut(stride).enumerate() {
                let y = (task * ROWS_PER_TASK + i) as isize;
                let near = (y - reach..=y + reach).map(|y| &input[reflect(y, height) * stride..][..stride]);
                filter.apply(&near.collect::<Vec<_>>(), out_row);
            }
        });
    out
}

/// A separable filter that makes one row at a time.
pub(super) struct RowFilter<'a> {
    along_x: &'a Kernel,
    along_y: &'a Kernel,
    channels: usize,
    /// The row between the two axes, with its mirrored margins.
    padded: Vec<f32>,
}

impl<'a> RowFilter<'a> {
    pub(super) fn new(along_x: &'a Kernel, along_y: &'a Kernel, width: usize, channels: usize) -> Self {
        let padded = vec![0.0; (width + 2 * along_x.radius()) * channels];
        Self {
            along_x,
            along_y,
            channels,
            padded,
        }
    }

    /// The row of the result in the middle of `rows`, one for each tap of `along_y`.
    pub(super) fn apply(&mut self, rows: &[&[f32]], out: &mut [f32]) {
        let margin = self.along_x.radius() * self.channels;
        weigh(
            rows,
            self.along_y.weights(),
            &mut self.padded[margin..margin + out.len()],
        );
        mirror(&mut self.padded, self.along_x.radius(), self.channels);
        let shifted: Vec<&[f32]> = (0..self.along_x.taps().len())
            .map(|k| &self.padded[k * self.channels..][..out.len()])
            .collect();
        weigh(&shifted, self.along_x.weights(), out);
    }
}
