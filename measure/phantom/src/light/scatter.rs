//! Light that enters the skin and leaves it elsewhere.
//!
//! Irradiance is blurred for each channel by a sum of Gaussians, which is linear and keeps energy. Weights
//! and variances are those fitted to three-layer skin by d'Eon, Luebke & Enderton 2007 ("Efficient
//! rendering of human skin", table 1; also GPU Gems 3, chapter 14): root mean square 1.17 mm in red,
//! 0.26 mm in green, 0.16 mm in blue.

use crate::blur;
use relief_grid::Raster;

/// Variance in mm², weights for red, green, blue.
const PROFILE: [(f64, [f32; 3]); 6] = [
    (0.0064, [0.233, 0.455, 0.649]),
    (0.0484, [0.100, 0.336, 0.344]),
    (0.187, [0.118, 0.198, 0.000]),
    (0.567, [0.113, 0.007, 0.007]),
    (1.99, [0.358, 0.004, 0.000]),
    (7.41, [0.078, 0.000, 0.000]),
];
/// The first two Gaussians act at full resolution, the others on cells of this many texels.
const SHARP: usize = 2;
const COARSE: usize = 4;

/// Irradiance after scattering.
pub(crate) struct Scattered {
    sharp: [Raster<f32>; SHARP],
    coarse: Raster<[f32; 3]>,
}

impl Scattered {
    /// Scatters `irradiance` with texels of `pitch_mm`.
    pub(crate) fn new(irradiance: &Raster<f32>, pitch_mm: f64) -> Self {
        let sharp = std::array::from_fn(|i| blur::gaussian(irradiance, PROFILE[i].0.sqrt() / pitch_mm));
        let small = shrink(irradiance);
        let mut coarse = Raster::filled(small.width(), small.height(), [0.0; 3]);
        // Shrinking has already blurred by a box of COARSE texels.
        let boxed = (COARSE as f64 * pitch_mm).powi(2) / 12.0;
        for (variance, weights) in &PROFILE[SHARP..] {
            let sigma = (variance - boxed).max(0.0).sqrt() / (COARSE as f64 * pitch_mm);
            let blurred = blur::gaussian(&small, sigma);
            for (sum, &value) in coarse.data_mut().iter_mut().zip(blurred.data()) {
                for c in 0..3 {
                    sum[c] += weights[c] * value;
                }
            }
        }
        Self { sharp, coarse }
    }

    /// The light of each channel at a texel.
    #[inline]
    pub(crate) fn at(&self, x: usize, y: usize) -> [f32; 3] {
        let slow = bilinear(&self.coarse, x, y);
        let (first, second) = (self.sharp[0][(x, y)], self.sharp[1][(x, y)]);
        std::array::from_fn(|c| slow[c] + PROFILE[0].1[c] * first + PROFILE[1].1[c] * second)
    }
}

/// Means of COARSE × COARSE texels; the last cells hold what is left.
fn shrink(source: &Raster<f32>) -> Raster<f32> {
    let (width, height) = (source.width(), source.height());
    Raster::from_fn(width.div_ceil(COARSE), height.div_ceil(COARSE), |x, y| {
        let columns = x * COARSE..((x + 1) * COARSE).min(width);
        let rows = y * COARSE..((y + 1) * COARSE).min(height);
        let cells = (columns.len() * rows.len()) as f32;
        rows.map(|row| source.row(row)[columns.clone()].iter().sum::<f32>())
            .sum::<f32>()
            / cells
    })
}

#[inline]
fn bilinear(coarse: &Raster<[f32; 3]>, x: usize, y: usize) -> [f32; 3] {
    let place = |i: usize, n: usize| {
        let at = ((i as f32 + 0.5) / COARSE as f32 - 0.5).clamp(0.0, (n - 1) as f32);
        let low = (at as usize).min(n.saturating_sub(2));
        (low, (low + 1).min(n - 1), at - low as f32)
    };
    let (x0, x1, fx) = place(x, coarse.width());
    let (y0, y1, fy) = place(y, coarse.height());
    let (upper, lower) = (coarse.row(y0), coarse.row(y1));
    std::array::from_fn(|c| {
        let top = upper[x0][c] + fx * (upper[x1][c] - upper[x0][c]);
        let bottom = lower[x0][c] + fx * (lower[x1][c] - lower[x0][c]);
        top + fy * (bottom - top)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_keeps_energy_and_red_goes_furthest() {
        for c in 0..3 {
            let total: f32 = PROFILE.iter().map(|(_, w)| w[c]).sum();
            assert!((total - 1.0).abs() < 1e-3, "channel {c}: {total}");
        }
    }

    #[test]
    fn a_bright_line_spreads_by_the_profiles_second_moment() {
        let pitch = 0.08;
        let irradiance = Raster::from_fn(513, 9, |x, _| if x == 256 { 1.0 } else { 0.0 });
        let scattered = Scattered::new(&irradiance, pitch);
        // Blue and green only: red's widest Gaussian leaves the raster.
        for c in 1..3 {
            let moment = |power: i32| -> f64 {
                (0..513)
                    .map(|x| {
                        let offset = (x as f64 - 256.0) * pitch;
                        f64::from(scattered.at(x, 4)[c]) * offset.powi(power)
                    })
                    .sum()
            };
            let expected: f64 = PROFILE.iter().map(|(v, w)| v * f64::from(w[c])).sum();
            assert!((moment(0) - 1.0).abs() < 2e-3, "{c}: {}", moment(0));
            assert!(
                (moment(2) / expected - 1.0).abs() < 0.2,
                "{c}: {} {expected}",
                moment(2)
            );
        }
    }
}
