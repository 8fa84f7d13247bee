//! How sure heights are, by how wide what they show is.
//!
//! Slopes are wrong in two ways. Noise differs from pixel to pixel; summed up, it gives heights an error that is alike in every octave of wavelengths. What the model
//! misses (a lamp that is not quite where it was said to be, shine, light from other skin) changes slowly over the skin; summed up, its error grows with
//! the wavelength. A scar is trusted, the form of a cheek is not.

use crate::lamps::Lamps;
use crate::normals::Normals;
use nalgebra::{Matrix3, Vector3};
use relief_grid::{Raster, filter};
use std::f64::consts::{LN_2, PI};

/// How sure heights are at one wavelength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wave {
    /// Wavelength in mm; stands for the octave around it.
    pub wavelength_mm: f64,
    /// Standard uncertainty of the heights of these waves, in mm.
    pub sigma_mm: f64,
    /// Whether these waves may be measured: up to 10 mm, which is as wide as scars are.
    pub trusted: bool,
}

/// The wavelengths that are told, in mm.
const WAVELENGTHS_MM: [f64; 7] = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0];
/// Scars are narrower; wider is the form of the face.
const WIDEST_TRUSTED_MM: f64 = 10.0;
/// Heights against the skin this far around are what a scar's depth is made of: four octaves from the pixel on.
const OCTAVES_OF_A_SCAR: f64 = 4.0;

/// How residuals of brightness become errors of slopes: the root of the mean variance of both slopes of level skin for brightness with an error of one.
fn slopes_per_residual(lamps: &Lamps) -> f64 {
    let mut gram = Matrix3::zeros();
    for l in lamps.middle() {
        let l = Vector3::from(l);
        gram += l * l.transpose();
    }
    gram.try_inverse().map_or(f64::INFINITY, |inverse| {
        (0.5 * (inverse[(0, 0)] + inverse[(1, 1)])).sqrt()
    })
}

/// Uncertainty by wavelength.
pub(crate) fn waves(normals: &Normals, lamps: &Lamps, pitch_mm: f64) -> Vec<Wave> {
    let per_residual = slopes_per_residual(lamps);
    let noise = noise_mm(normals.overall_residual() * per_residual, pitch_mm);
    WAVELENGTHS_MM
        .into_iter()
        .map(|wavelength_mm| {
            let bias =
                slow_residual(normals, wavelength_mm / pitch_mm) * per_residual * wavelength_mm / (2.0 * PI);
            Wave {
                wavelength_mm,
                sigma_mm: noise.hypot(bias),
                trusted: wavelength_mm <= WIDEST_TRUSTED_MM,
            }
        })
        .collect()
}

/// Height error of one octave of waves for slopes with independent errors of `slope` each. Least squares divides the slopes' spectrum by the wave number; its square,
/// summed over an octave of the plane, is `slope² pitch² ln 2 / 2π` whatever the octave.
fn noise_mm(slope: f64, pitch_mm: f64) -> f64 {
    slope * pitch_mm * (LN_2 / (2.0 * PI)).sqrt()
}

/// What is left of the residuals when they are smoothed to waves of `wavelength_px`.
fn slow_residual(normals: &Normals, wavelength_px: f64) -> f64 {
    // A Gaussian of this width halves waves of that length.
    let sigma_px = wavelength_px / (2.0 * PI) * (2.0 * LN_2).sqrt();
    let coarse = (sigma_px / 2.0).max(1.0) as usize;
    let (width, height) = (
        normals.residual.width() / coarse,
        normals.residual.height() / coarse,
    );
    let valid = relief_grid::Mask::from_fn(width, height, |x, y| normals.valid.get(x * coarse, y * coarse));
    let thin = Raster::from_fn(width, height, |x, y| normals.residual[(x * coarse, y * coarse)]);
    let (smooth, seen) = filter::gaussian_masked(&thin, &valid, sigma_px / coarse as f64);
    let (sum, count) = smooth
        .data()
        .iter()
        .zip(seen.raster().data())
        .filter(|(_, seen)| **seen)
        .fold((0.0, 0usize), |(sum, count), (value, _)| {
            (sum + f64::from(value * value), count + 1)
        });
    (sum / count.max(1) as f64).sqrt()
}

/// Standard uncertainty of each height against the skin around it, from what its own normal and shine leave unexplained.
pub(crate) fn sigma_mm(normals: &Normals, lamps: &Lamps, pitch_mm: f64) -> Raster<f32> {
    let factor = noise_mm(slopes_per_residual(lamps), pitch_mm) * OCTAVES_OF_A_SCAR.sqrt();
    let count = lamps.count() as f64;
    Raster::from_fn(normals.residual.width(), normals.residual.height(), |x, y| {
        // Lamps that do not count say nothing: the fewer count, the less sure the slope.
        let lost = (count / f64::from(normals.lamps[(x, y)]).max(1.0)).sqrt();
        let off = f64::from(normals.residual[(x, y)]).hypot(f64::from(normals.doubt[(x, y)]));
        (off * factor * lost) as f32
    })
}
