//! Means over square windows by running sums, at a cost that does not grow with the window.

use super::normalise::{ANY_WEIGHT, normalised};
use crate::{
    Mask, Pixel, Raster,
    border::{mirror, reflect},
};
use rayon::prelude::*;

/// Rows that share one running sum; fixed, so that the rounding does not depend on the threads.
const ROWS_PER_SUM: usize = 64;

/// The mean over the `2 radius + 1` cells square around each cell; the border is mirrored.
///
/// Sums run in f64, so a far larger value elsewhere in the row leaves at most 1e-15 of itself behind.
///
/// ```
/// use relief_grid::{filter, raster};
/// let spot = raster!{0., 0., 0.; 0., 9., 0.; 0., 0., 0.};
/// assert_eq!(filter::box_mean(&spot, 1), raster!{1., 1., 1.; 1., 1., 1.; 1., 1., 1.});
/// ```
pub fn box_mean<P: Pixel>(source: &Raster<P>, radius: usize) -> Raster<P> {
    let (width, height, channels) = (source.width(), source.height(), P::CHANNELS);
    let mut out = Raster::filled(width, height, P::ZERO);
    if source.is_empty() {
        return out;
    }
    let stride = width * channels;
    let input = P::flat(source.data());
    let row = |y: isize| &input[reflect(y, height) * stride..][..stride];
    let cells = 2 * radius as isize + 1;
    let rows_per_sum = ROWS_PER_SUM.max(cells as usize);
    P::flat_mut(out.data_mut())
        .par_chunks_mut(stride * rows_per_sum)
        .enumerate()
        .for_each(|(task, rows)| {
            let first = (task * rows_per_sum) as isize - radius as isize;
            let mut columns = vec![0.0f64; stride];
            let mut padded = vec![0.0f64; stride + 2 * radius * channels];
            for y in first..first + cells {
                columns
                    .iter_mut()
                    .zip(row(y))
                    .for_each(|(sum, &v)| *sum += f64::from(v));
            }
            for (i, out_row) in rows.chunks_exact_mut(stride).enumerate() {
                if i > 0 {
                    let leaving = first + i as isize - 1;
                    let change = row(leaving).iter().zip(row(leaving + cells));
                    columns
                        .iter_mut()
                        .zip(change)
                        .for_each(|(sum, (&old, &new))| *sum += f64::from(new) - f64::from(old));
                }
                padded[radius * channels..][..stride].copy_from_slice(&columns);
                mirror(&mut padded, radius, channels);
                mean_along_row(&padded, radius, channels, out_row);
            }
        });
    out
}

fn mean_along_row(padded: &[f64], radius: usize, channels: usize, out: &mut [f32]) {
    let reach = 2 * radius * channels;
    let scale = 1.0 / ((2 * radius + 1) as f64).powi(2);
    for c in 0..channels {
        let mut sum: f64 = padded[c..c + reach].iter().step_by(channels).sum();
        let entering = padded[reach + c..].iter().step_by(channels);
        let leaving = padded[c..].iter().step_by(channels);
        for ((to, &new), &old) in out[c..].iter_mut().step_by(channels).zip(entering).zip(leaving) {
            sum += new;
            *to = (sum * scale) as f32;
            sum -= old;
        }
    }
}

/// The mean of the valid cells among the `2 radius + 1` cells square around each cell. Invalid cells are
/// never read; the returned mask says where a valid cell lay in the window.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn box_mean_masked<P: Pixel>(source: &Raster<P>, valid: &Mask, radius: usize) -> (Raster<P>, Mask) {
    normalised(
        source,
        valid,
        ANY_WEIGHT,
        |values| box_mean(values, radius),
        |weights| box_mean(weights, radius),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        filter::{Kernel, separable, separable_masked},
        testing::{masked_rasters, max_difference, noise, on_any_threads, rasters},
    };
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_separable_mean(source in rasters(30), radius in 0usize..40) {
            let kernel = Kernel::mean(radius);
            let want = separable(&source, &kernel, &kernel);
            prop_assert!(max_difference(&box_mean(&source, radius), &want) < 1e-5);
            let three = box_mean(&source.map(|&v| [v, 0.0, 2.0 * v]), radius);
            prop_assert!(max_difference(&three.map(|v| v[2]), &want.map(|v| 2.0 * v)) < 1e-5);
        }

        #[test]
        fn masked_equals_the_separable_mean((source, valid) in masked_rasters(20), radius in 0usize..5) {
            let kernel = Kernel::mean(radius);
            let (want, want_valid) = separable_masked(&source, &valid, &kernel, &kernel).unwrap();
            let (got, got_valid) = box_mean_masked(&source, &valid, radius);
            prop_assert_eq!(&got_valid, &want_valid);
            let known = |r: &Raster<f32>| r.map(|v| if v.is_nan() { 0.0 } else { *v });
            prop_assert!(max_difference(&known(&got), &known(&want)) < 1e-5);
        }
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        let source = noise(150, 333);
        on_any_threads(|| box_mean(&source, 7));
    }
}
