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
    if source.is_empty() || P::CHANNELS == 0 {
        return out;
    }
    let stride = width * P::CHANNELS;
    let input = P::flat(source.data());
    let margin = along_x.radius() * P::CHANNELS;
    P::flat_mut(out.data_mut())
        .par_chunks_mut(stride * ROWS_PER_TASK)
        .enumerate()
        .for_each(|(task, rows)| {
            let mut padded = vec![0.0; stride + 2 * margin];
            for (i, out_row) in rows.chunks_exact_mut(stride).enumerate() {
                let y = task * ROWS_PER_TASK + i;
                vertical(input, height, y, along_y, &mut padded[margin..margin + stride]);
                mirror(&mut padded, along_x.radius(), P::CHANNELS);
                horizontal(&padded, P::CHANNELS, along_x, out_row);
            }
        });
    out
}

/// Row `y` of the raster weighed with its neighbours above and below.
fn vertical(input: &[f32], height: usize, y: usize, kernel: &Kernel, out: &mut [f32]) {
    let stride = out.len();
    let radius = kernel.radius() as isize;
    let rows: Vec<&[f32]> = (-radius..=radius)
        .map(|k| {
            let row = reflect(y as isize + k, height);
            &input[row * stride..(row + 1) * stride]
        })
        .collect();
    weigh(&rows, kernel.weights(), out);
}

/// A padded row weighed with its neighbours left and right.
fn horizontal(padded: &[f32], channels: usize, kernel: &Kernel, out: &mut [f32]) {
    let shifted: Vec<&[f32]> = (0..kernel.taps().len())
        .map(|k| &padded[k * channels..k * channels + out.len()])
        .collect();
    weigh(&shifted, kernel.weights(), out);
}
