//! Separable filters that never read an invalid cell.

use super::{
    Kernel, KernelError,
    normalise::{ANY_WEIGHT, quotient},
    separable::RowFilter,
};
use crate::{Mask, Pixel, Raster, border::reflect};
use rayon::prelude::*;
use std::ops::Range;

/// Rows per task. Each task copies the rows that its kernel reaches beyond these, too.
const ROWS_PER_TASK: usize = 32;

/// Like [`separable`](super::separable), from the valid cells alone: the weighted sum divided by the weight of
/// the valid cells. The returned mask says where any valid cell lay under the kernel.
///
/// # Errors
/// [`KernelError::Negative`] when a tap is below zero: weights that cancel cannot be normalised.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn separable_masked<P: Pixel>(
    source: &Raster<P>,
    valid: &Mask,
    along_x: &Kernel,
    along_y: &Kernel,
) -> Result<(Raster<P>, Mask), KernelError> {
    along_x.check_not_negative()?;
    along_y.check_not_negative()?;
    Ok(not_negative(source, valid, along_x, along_y))
}

/// [`separable_masked`] by kernels that are known to have no negative tap.
pub(super) fn not_negative<P: Pixel>(
    source: &Raster<P>,
    valid: &Mask,
    along_x: &Kernel,
    along_y: &Kernel,
) -> (Raster<P>, Mask) {
    valid.assert_shape_of(source);
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, P::ZERO);
    let mut out_valid = Raster::filled(width, height, false);
    if source.is_empty() {
        return (out, out_valid.into());
    }
    let cells = width * ROWS_PER_TASK;
    let tasks = out
        .data_mut()
        .par_chunks_mut(cells)
        .zip(out_valid.data_mut().par_chunks_mut(cells));
    tasks.enumerate().for_each(|(task, (values, valids))| {
        let first = (task * ROWS_PER_TASK) as isize - along_y.radius() as isize;
        let rows = values.len() / width + 2 * along_y.radius();
        let columns = columns_in_reach(valid, first, rows, along_x.radius());
        if columns.is_empty() {
            values.fill(P::NAN);
            return;
        }
        let band = Band::new(source, valid, first, rows, columns.clone());
        let mut of_values = RowFilter::new(along_x, along_y, columns.len(), P::CHANNELS);
        let mut of_weights = RowFilter::new(along_x, along_y, columns.len(), 1);
        let mut weights = vec![0.0; columns.len()];
        for (i, (row, valid)) in values
            .chunks_exact_mut(width)
            .zip(valids.chunks_exact_mut(width))
            .enumerate()
        {
            row[..columns.start].fill(P::NAN);
            row[columns.end..].fill(P::NAN);
            let (row, valid) = (&mut row[columns.clone()], &mut valid[columns.clone()]);
            let near = i..i + along_y.taps().len();
            of_values.apply(
                &rows_of(&band.values, columns.len() * P::CHANNELS, near.clone()),
                P::flat_mut(row),
            );
            // Of rows that are valid from end to end one is as good as the other.
            if i == 0 || !band.is_whole {
                of_weights.apply(&rows_of(&band.weights, columns.len(), near), &mut weights);
            }
            for ((cell, valid), &weight) in row.iter_mut().zip(valid).zip(&weights) {
                (*cell, *valid) = quotient(*cell, weight, ANY_WEIGHT);
            }
        }
    });
    (out, out_valid.into())
}

/// The columns between which a task's valid cells lie, with twice the kernel's radius on either side where the raster has
/// it: a mirror at these ends shows invalid cells only, as the raster itself does there. Empty without a valid cell.
fn columns_in_reach(valid: &Mask, first: isize, rows: usize, radius: usize) -> Range<usize> {
    let width = valid.width();
    let spans = (first..first + rows as isize).filter_map(|y| {
        let row = valid.raster().row(reflect(y, valid.height()));
        Some((row.iter().position(|&v| v)?, row.iter().rposition(|&v| v)?))
    });
    let span = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    span.map_or(0..0, |(left, right)| {
        left.saturating_sub(2 * radius)..(right + 1 + 2 * radius).min(width)
    })
}

/// The rows that a task reads, with nought in the invalid cells.
struct Band {
    values: Vec<f32>,
    weights: Vec<f32>,
    /// Whether all cells are valid.
    is_whole: bool,
}

impl Band {
    fn new<P: Pixel>(
        source: &Raster<P>,
        valid: &Mask,
        first: isize,
        rows: usize,
        columns: Range<usize>,
    ) -> Self {
        let cells = rows * columns.len();
        let (mut values, mut weights) = (Vec::with_capacity(cells * P::CHANNELS), Vec::with_capacity(cells));
        for y in (first..first + rows as isize).map(|y| reflect(y, source.height())) {
            let valid = &valid.raster().row(y)[columns.clone()];
            weights.extend(valid.iter().map(|&valid| f32::from(u8::from(valid))));
            let channels = P::flat(&source.row(y)[columns.clone()]).chunks_exact(P::CHANNELS);
            for (cell, &valid) in channels.zip(valid) {
                values.extend(cell.iter().map(|&value| if valid { value } else { 0.0 }));
            }
        }
        let is_whole = weights.iter().all(|&weight| weight == 1.0);
        Self {
            values,
            weights,
            is_whole,
        }
    }
}

fn rows_of(data: &[f32], stride: usize, rows: Range<usize>) -> Vec<&[f32]> {
    rows.map(|row| &data[row * stride..(row + 1) * stride]).collect()
}
