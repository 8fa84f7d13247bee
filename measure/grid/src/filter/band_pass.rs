//! What lies between two widths.

use super::{gaussian, gaussian_masked};
use crate::{Mask, Pixel, Raster};
use rayon::prelude::*;

/// The difference of two Gaussians: structures wider than about `fine_sigma_px` and narrower than about
/// `coarse_sigma_px`. A sine of `f` cycles per pixel keeps exp(−2π²·fine²·f²) − exp(−2π²·coarse²·f²) of its
/// amplitude. `fine_sigma_px` = 0 keeps all fine detail.
pub fn band_pass<P: Pixel>(source: &Raster<P>, fine_sigma_px: f64, coarse_sigma_px: f64) -> Raster<P> {
    minus(
        gaussian(source, fine_sigma_px),
        &gaussian(source, coarse_sigma_px),
    )
}

/// The band of the valid cells alone; the border of the invalid counts as the raster's own. The mask is
/// `valid` itself: a band means nothing where nothing was seen.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn band_pass_masked<P: Pixel>(
    source: &Raster<P>,
    valid: &Mask,
    fine_sigma_px: f64,
    coarse_sigma_px: f64,
) -> (Raster<P>, Mask) {
    let (fine, _) = gaussian_masked(source, valid, fine_sigma_px);
    let (coarse, _) = gaussian_masked(source, valid, coarse_sigma_px);
    let mut band = minus(fine, &coarse);
    band.data_mut()
        .par_iter_mut()
        .zip(valid.raster().data())
        .for_each(|(cell, &valid)| {
            if !valid {
                *cell = P::NAN;
            }
        });
    (band, valid.clone())
}

fn minus<P: Pixel>(mut a: Raster<P>, b: &Raster<P>) -> Raster<P> {
    a.data_mut()
        .par_iter_mut()
        .zip(b.data())
        .for_each(|(a, &b)| *a = a.add_scaled(b, -1.0));
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{max_difference, noise};

    #[test]
    fn a_sine_keeps_its_share_of_the_band() {
        let (n, half_waves) = (600usize, 30.0);
        let wave = |x: usize| (std::f64::consts::PI * half_waves * (x as f64 + 0.5) / n as f64).cos();
        let frequency = half_waves / (2.0 * n as f64);
        let share = |sigma: f64| (-2.0 * (std::f64::consts::PI * sigma * frequency).powi(2)).exp();
        let got = band_pass(&Raster::from_fn(n, 2, |x, _| wave(x) as f32), 1.5, 20.0);
        for x in 0..n {
            let want = (share(1.5) - share(20.0)) * wave(x);
            assert!((f64::from(got[(x, 0)]) - want).abs() < 2e-4);
        }
    }

    #[test]
    fn a_constant_has_no_band_even_beside_holes() {
        let valid = Mask::from_fn(60, 50, |x, y| (x / 7 + y / 9) % 3 != 0);
        let source = Raster::from_fn(60, 50, |x, y| if valid.get(x, y) { 5.0f32 } else { f32::NAN });
        let (band, band_valid) = band_pass_masked(&source, &valid, 1.0, 9.0);
        assert_eq!(band_valid, valid);
        let known = |(v, &ok): (&f32, &bool)| if ok { v.abs() < 1e-5 } else { v.is_nan() };
        assert!(band.data().iter().zip(valid.raster().data()).all(known));
    }

    #[test]
    fn without_holes_the_mask_changes_nothing() {
        let source = noise(50, 40);
        let (band, _) = band_pass_masked(&source, &Mask::filled(50, 40, true), 0.0, 4.0);
        assert!(max_difference(&band, &band_pass(&source, 0.0, 4.0)) < 1e-5);
    }
}
