//! A separable Gaussian: the lens, the scattering of light and the sharpening of cameras.

use rayon::prelude::*;
use relief_grid::Raster;

/// A kernel reaches so many standard deviations.
const REACH: f64 = 3.2;
/// Below this many cells a Gaussian changes nothing worth the time.
const NOTHING: f64 = 0.05;

/// The raster smoothed by a Gaussian of `sigma` cells, edges repeated.
pub(crate) fn gaussian(source: &Raster<f32>, sigma: f64) -> Raster<f32> {
    let mut out = Raster::filled(source.width(), source.height(), 0.0);
    filter(source.data(), out.data_mut(), source.width(), 1, &kernel(sigma));
    out
}

/// The same for three channels.
pub(crate) fn gaussian3(source: &Raster<[f32; 3]>, sigma: f64) -> Raster<[f32; 3]> {
    let mut out = Raster::filled(source.width(), source.height(), [0.0; 3]);
    let (from, to) = (source.data().as_flattened(), out.data_mut().as_flattened_mut());
    filter(from, to, 3 * source.width(), 3, &kernel(sigma));
    out
}

/// Filters rows of `stride` numbers with `channels` numbers per cell.
fn filter(source: &[f32], out: &mut [f32], stride: usize, channels: usize, kernel: &[f32]) {
    if source.is_empty() {
        return;
    }
    let last_row = source.len() / stride - 1;
    let reach = kernel.len() / 2;
    let pad = reach * channels;
    out.par_chunks_mut(stride).enumerate().for_each_init(
        || vec![0.0f32; stride + 2 * pad],
        |padded, (y, out_row)| {
            padded.fill(0.0);
            for (k, &weight) in kernel.iter().enumerate() {
                let row = (y + k).saturating_sub(reach).min(last_row) * stride;
                for (sum, &value) in padded[pad..pad + stride]
                    .iter_mut()
                    .zip(&source[row..row + stride])
                {
                    *sum += weight * value;
                }
            }
            for i in 0..reach {
                padded.copy_within(pad..pad + channels, i * channels);
                padded.copy_within(pad + stride - channels..pad + stride, pad + stride + i * channels);
            }
            for (k, &weight) in kernel.iter().enumerate() {
                let shifted = &padded[k * channels..k * channels + stride];
                for (sum, &value) in out_row.iter_mut().zip(shifted) {
                    *sum += weight * value;
                }
            }
        },
    );
}

/// Weights that add to 1.
fn kernel(sigma: f64) -> Vec<f32> {
    if sigma < NOTHING {
        return vec![1.0];
    }
    let reach = (REACH * sigma).ceil() as i32;
    let weights: Vec<f64> = (-reach..=reach)
        .map(|i| (-0.5 * (f64::from(i) / sigma).powi(2)).exp())
        .collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|w| (w / total) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impulse_becomes_a_gaussian() {
        let source = Raster::from_fn(41, 41, |x, y| if (x, y) == (20, 20) { 1.0 } else { 0.0 });
        let out = gaussian(&source, 3.0);
        let peak = 1.0 / (2.0 * std::f32::consts::PI * 9.0);
        assert!((out[(20, 20)] / peak - 1.0).abs() < 0.01);
        assert!((out[(23, 20)] / out[(20, 20)] - (-0.5f32).exp()).abs() < 1e-4);
        assert!((out.data().iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_constant_stays() {
        let out = gaussian3(&Raster::filled(7, 5, [0.25, 0.5, 1.0]), 4.0);
        assert!(
            out.data()
                .iter()
                .all(|p| (p[0] - 0.25).abs() < 1e-6 && (p[2] - 1.0).abs() < 1e-6)
        );
    }
}
