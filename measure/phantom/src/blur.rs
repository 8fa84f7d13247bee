//! A separable Gaussian: the lens, the scattering of light and the sharpening of cameras.

use rayon::prelude::*;
use relief_grid::Raster;

/// A kernel reaches so many standard deviations.
const REACH: f64 = 3.2;
/// Below this many cells a Gaussian changes nothing worth the time.
const NOTHING: f64 = 0.05;

/// The raster smoothed by a Gaussian of `sigma` cells, edges repeated.
pub(crate) fn gaussian(source: &Raster<f32>, sigma: f64) -> Raster<f32> {
    filter(source, &kernel(sigma))
}

/// Each of three channels smoothed by its own kernel run.
pub(crate) fn gaussian3(source: &Raster<[f32; 3]>, sigma: f64) -> Raster<[f32; 3]> {
    if sigma < NOTHING {
        return source.clone();
    }
    let kernel = kernel(sigma);
    let planes: [Raster<f32>; 3] = std::array::from_fn(|c| filter(&source.map(|p| p[c]), &kernel));
    Raster::from_fn(source.width(), source.height(), |x, y| {
        std::array::from_fn(|c| planes[c][(x, y)])
    })
}

fn filter(source: &Raster<f32>, kernel: &[f32]) -> Raster<f32> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, 0.0f32);
    if source.is_empty() {
        return out;
    }
    let reach = kernel.len() / 2;
    out.data_mut().par_chunks_mut(width).enumerate().for_each_init(
        || (vec![0.0f32; width], vec![0.0f32; width + 2 * reach]),
        |(column_sums, padded), (y, out_row)| {
            column_sums.fill(0.0);
            for (k, &weight) in kernel.iter().enumerate() {
                let row = source.row((y + k).saturating_sub(reach).min(height - 1));
                for (sum, &value) in column_sums.iter_mut().zip(row) {
                    *sum += weight * value;
                }
            }
            padded[..reach].fill(column_sums[0]);
            padded[reach..reach + width].copy_from_slice(column_sums);
            padded[reach + width..].fill(column_sums[width - 1]);
            for (k, &weight) in kernel.iter().enumerate() {
                for (sum, &value) in out_row.iter_mut().zip(&padded[k..k + width]) {
                    *sum += weight * value;
                }
            }
        },
    );
    out
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
