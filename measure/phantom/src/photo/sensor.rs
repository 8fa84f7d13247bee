//! What the camera makes of linear light: lens blur, vignetting, noise, tone and sharpening.

use crate::{blur, random::Dice, rows, srgb};
use rayon::prelude::*;
use relief_grid::Raster;

/// A camera's electronics and its settings for one photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sensor {
    /// Standard deviation of the lens's blur, in pixels.
    pub(crate) blur_px: f64,
    /// Loss of light at the corners, 0…1.
    pub(crate) vignette: f64,
    /// Linear light of 1 for a reflectance of 1 under irradiance `1 / exposure`.
    pub(crate) exposure: f64,
    /// Error of the white balance: what each channel is multiplied by.
    pub(crate) balance: [f32; 3],
    /// Electrons at linear light of 1 in green.
    pub(crate) full_well_e: f64,
    /// Read noise.
    pub(crate) read_e: f64,
    /// Sensitivity of each channel relative to green under the lamp.
    pub(crate) sensitivity: [f32; 3],
    /// Strength of the contrast curve.
    pub(crate) curve: f32,
    /// Strength of sharpening.
    pub(crate) sharpen: f32,
    pub(crate) noise_seed: u64,
}

impl Sensor {
    /// Linear light as the sensor's noise leaves it, 0…1.
    pub(crate) fn expose(&self, scene: &Raster<[f32; 3]>) -> Raster<[f32; 3]> {
        let mut linear = blur::gaussian3(scene, self.blur_px);
        let (width, height) = (linear.width(), linear.height());
        let half = [0.5 * (width as f64 - 1.0), 0.5 * (height as f64 - 1.0)];
        let corner = half[0].hypot(half[1]).max(1.0);
        linear
            .data_mut()
            .par_chunks_mut(width)
            .enumerate()
            .for_each(|(y, row)| {
                let mut dice = Dice::part(self.noise_seed, y);
                for (x, pixel) in row.iter_mut().enumerate() {
                    let off = (x as f64 - half[0]).hypot(y as f64 - half[1]) / corner;
                    let gain = (self.exposure * (1.0 - self.vignette * off * off)) as f32;
                    for (c, value) in pixel.iter_mut().enumerate() {
                        // The white balance acts on what the sensor counted, clipping included.
                        *value = self.count(*value * gain, c, &mut dice) * self.balance[c];
                    }
                }
            });
        linear
    }

    /// One channel of one pixel after counting electrons: shot noise and read noise.
    #[inline]
    fn count(&self, light: f32, channel: usize, dice: &mut Dice) -> f32 {
        let full = self.full_well_e as f32 * self.sensitivity[channel];
        let electrons = light * full;
        let noise = (electrons.max(0.0) + (self.read_e * self.read_e) as f32).sqrt();
        ((electrons + noise * dice.normal()) / full).clamp(0.0, 1.0)
    }

    /// Linear light as 8 bit sRGB, after the contrast curve and sharpening.
    pub(crate) fn develop(&self, linear: &Raster<[f32; 3]>) -> Raster<[u8; 3]> {
        let encoded = linear.map(|p| p.map(|v| self.tone(srgb::encode(v))));
        let sharp = self.sharpened(encoded);
        sharp.map(|p| p.map(|v| (v * 255.0 + 0.5).clamp(0.0, 255.0) as u8))
    }

    /// A gentle S through (0, 0), (½, ½) and (1, 1).
    fn tone(&self, v: f32) -> f32 {
        v + self.curve * (v * v * (3.0 - 2.0 * v) - v)
    }

    /// Unsharp masking of luma.
    fn sharpened(&self, encoded: Raster<[f32; 3]>) -> Raster<[f32; 3]> {
        /// Radius of cameras' own sharpening, in pixels.
        const RADIUS_PX: f64 = 1.0;
        if self.sharpen <= 0.0 {
            return encoded;
        }
        let luma = encoded.map(|p| 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]);
        let soft = blur::gaussian(&luma, RADIUS_PX);
        rows::build(encoded.width(), encoded.height(), |x, y| {
            let edge = self.sharpen * (luma[(x, y)] - soft[(x, y)]);
            encoded[(x, y)].map(|v| v + edge)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sensor() -> Sensor {
        Sensor {
            blur_px: 0.0,
            vignette: 0.0,
            exposure: 1.0,
            balance: [1.0; 3],
            full_well_e: 12_000.0,
            read_e: 6.0,
            sensitivity: [0.5, 1.0, 0.6],
            curve: 0.0,
            sharpen: 0.0,
            noise_seed: 11,
        }
    }

    #[test]
    fn noise_has_the_variance_of_photons_and_readout() {
        let light = 0.3f32;
        let noisy = sensor().expose(&Raster::filled(400, 400, [light; 3]));
        for c in 0..3 {
            let values: Vec<f64> = noisy.data().iter().map(|p| f64::from(p[c])).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64;
            let full = sensor().full_well_e * f64::from(sensor().sensitivity[c]);
            let expected = (f64::from(light) * full + 36.0) / (full * full);
            assert!((mean - f64::from(light)).abs() < 1e-4, "{mean}");
            assert!(
                (variance / expected - 1.0).abs() < 0.02,
                "{c}: {variance} {expected}"
            );
        }
    }

    #[test]
    fn vignetting_darkens_the_corner_only() {
        let mut dark = sensor();
        dark.vignette = 0.2;
        dark.full_well_e = 1e9;
        let out = dark.expose(&Raster::filled(101, 101, [0.5; 3]));
        assert!((out[(50, 50)][1] - 0.5).abs() < 1e-3);
        assert!((out[(0, 0)][1] - 0.4).abs() < 1e-3);
    }
}
