//! Wide Gaussians at a cost that does not grow with their width.
//!
//! The raster is smoothed a little and thinned out, smoothed on the thin raster, and brought back by cubic
//! B-splines. All three steps have a known variance, and the variances add up to σ². Cells of the thin
//! raster tile the raster exactly, so that the mirrored border stays the mirrored border.

use super::{Kernel, separable};
use crate::{
    Pixel, Raster,
    resample::{Axis, resample},
};

/// From this σ on thinning out pays (measured: as fast at 8, four times as fast at 32).
pub(super) const WIDE_SIGMA_PX: f64 = 8.0;

/// Thin cells per σ. With 4 the B-spline's and the thinning's departure from a Gaussian stays under
/// 1e-4 of the raster's range (the tests hold it).
const CELLS_PER_SIGMA: f64 = 4.0;

/// The Gaussian before thinning, in thin cells: what would fold back is damped by exp(−2π²) = 3e-9.
const PREFILTER_SIGMA_CELLS: f64 = 1.0;

/// Where the Gaussian before thinning is cut: 4 σ would already cost 6e-5.
const PREFILTER_REACH_SIGMAS: f64 = 5.0;

/// The variance of the cubic B-spline, in thin cells squared.
const SPLINE_VARIANCE: f64 = 1.0 / 3.0;

/// Twice the longer side: the mirrored raster's slowest wave is then damped to 3e-9, and any wider
/// Gaussian gives the same mean.
const WIDEST_SIGMA_SIDES: f64 = 2.0;

/// The Gaussian of `sigma_px` ≥ [`WIDE_SIGMA_PX`].
pub(super) fn wide_gaussian<P: Pixel>(source: &Raster<P>, sigma_px: f64) -> Raster<P> {
    if source.is_empty() {
        return source.clone();
    }
    let longest = source.width().max(source.height()) as f64;
    let sigma = sigma_px.min(WIDEST_SIGMA_SIDES * longest).max(WIDE_SIGMA_PX);
    let (x, y) = (
        Thinning::new(source.width(), sigma),
        Thinning::new(source.height(), sigma),
    );
    let thin = resample(source, &x.thin(), &y.thin());
    let smooth = separable(&thin, &x.kernel(), &y.kernel());
    resample(&smooth, &x.widen(), &y.widen())
}

/// One axis thinned out from `cells` to `thin_cells`.
struct Thinning {
    cells: usize,
    thin_cells: usize,
    sigma_px: f64,
}

impl Thinning {
    fn new(cells: usize, sigma_px: f64) -> Self {
        let thin_cells = (cells as f64 * CELLS_PER_SIGMA / sigma_px).ceil() as usize;
        Self {
            cells,
            thin_cells,
            sigma_px,
        }
    }

    /// Cells per thin cell.
    fn step(&self) -> f64 {
        self.cells as f64 / self.thin_cells as f64
    }

    fn thin(&self) -> Axis {
        let (step, sigma) = (self.step(), PREFILTER_SIGMA_CELLS * self.step());
        Axis::new(
            self.thin_cells,
            PREFILTER_REACH_SIGMAS * sigma,
            |i| (i as f64 + 0.5) * step - 0.5,
            |d| (-0.5 * (d / sigma).powi(2)).exp(),
        )
    }

    /// What of the variance is left for the thin raster.
    fn kernel(&self) -> Kernel {
        let variance =
            (self.sigma_px / self.step()).powi(2) - PREFILTER_SIGMA_CELLS.powi(2) - SPLINE_VARIANCE;
        Kernel::gaussian(variance.sqrt())
    }

    fn widen(&self) -> Axis {
        Axis::new(
            self.cells,
            2.0,
            |i| (i as f64 + 0.5) / self.step() - 0.5,
            cubic_b_spline,
        )
    }
}

/// The cubic B-spline at a distance `d`.
fn cubic_b_spline(d: f64) -> f64 {
    let d = d.abs();
    if d < 1.0 {
        2.0 / 3.0 - d * d + d.powi(3) / 2.0
    } else {
        (2.0 - d).max(0.0).powi(3) / 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        border::reflect,
        testing::{max_difference, noise, on_any_threads},
    };

    /// The Gaussian in f64, cut at 8 σ, where nothing is left.
    fn slow(source: &Raster<f32>, sigma: f64) -> Raster<f32> {
        let radius = (8.0 * sigma) as isize;
        let weight = |k: isize| (-0.5 * (k as f64 / sigma).powi(2)).exp();
        let total: f64 = (-radius..=radius).map(weight).sum();
        let fold = |n: usize, i: usize| -> Vec<f64> {
            let mut row = vec![0.0; n];
            (-radius..=radius).for_each(|k| row[reflect(i as isize + k, n)] += weight(k) / total);
            row
        };
        let (w, h) = (source.width(), source.height());
        let xs: Vec<_> = (0..w).map(|x| fold(w, x)).collect();
        let ys: Vec<_> = (0..h).map(|y| fold(h, y)).collect();
        let rows = Raster::from_fn(w, h, |x, y| -> f64 {
            source
                .row(y)
                .iter()
                .zip(&xs[x])
                .map(|(&v, wx)| f64::from(v) * wx)
                .sum()
        });
        Raster::from_fn(w, h, |x, y| {
            ys[y]
                .iter()
                .enumerate()
                .map(|(j, wy)| wy * rows[(x, j)])
                .sum::<f64>() as f32
        })
    }

    #[test]
    fn stays_within_the_stated_bound_of_the_exact_gaussian() {
        let dot = Raster::from_fn(97, 80, |x, y| if (x, y) == (31, 20) { 1000.0f32 } else { 0.0 });
        let edge = Raster::from_fn(120, 90, |x, _| f32::from(u8::from(x > 50)));
        for source in [noise(101, 64), edge, noise(1, 70), noise(5, 3), dot] {
            for sigma in [8.0, 9.7, 13.0, 40.0, 400.0] {
                let want = slow(&source, sigma);
                let range = if source.width() == 97 {
                    want.data().iter().copied().fold(0.0, f32::max)
                } else {
                    1.0
                };
                let off = max_difference(&wide_gaussian(&source, sigma), &want) / range;
                assert!(
                    off < 2e-4,
                    "σ {sigma} on {} × {}: {off}",
                    source.width(),
                    source.height()
                );
            }
        }
    }

    #[test]
    fn waves_of_every_length_stay_within_the_bound() {
        let (n, sigma) = (512, 16.0);
        for half_waves in (1..512).step_by(5) {
            let f = f64::from(half_waves) / (2.0 * n as f64);
            let wave = |x: usize| (2.0 * std::f64::consts::PI * f * (x as f64 + 0.5)).cos();
            let share = (-2.0 * (std::f64::consts::PI * sigma * f).powi(2)).exp();
            let got = wide_gaussian(&Raster::from_fn(n, 1, |x, _| wave(x) as f32), sigma);
            for x in 0..n {
                let off = (f64::from(got[(x, 0)]) - share * wave(x)).abs();
                assert!(off < 1e-4, "{half_waves} half waves at {x}: {off}");
            }
        }
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        let source = noise(333, 211);
        on_any_threads(|| wide_gaussian(&source, 11.0));
    }
}
