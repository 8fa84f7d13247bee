//! How sure heights are, by how wide what they show is.
//!
//! What no normal explains of the lamps tells how far slopes are off: residuals are what an error of the pictures leaves in the directions that lamps have to spare, and slopes take as much in theirs.
//! Noise differs from pixel to pixel; what the model misses (a lamp that is not quite where it was said to be, shine, light from other skin) changes slowly over the skin. So residuals are
//! taken apart by wavelength, with their signs, lamp by lamp, and slopes that are off by so much over a wave make heights that are off by that times its length over 2π: a scar is trusted, the form of a cheek is
//! not.
//!
//! An error that looks like a slope under all lamps leaves no residual: how far light spreads is not quite what the set tells, nor is its profile, and walls light each other. It makes a relief too high or too low by a share of itself,
//! which is added.

mod octaves;
#[cfg(test)]
mod tests;

use crate::lamps::{Depth, Lamps};
use crate::light::MIX;
use crate::normals::Normals;
use crate::scatter::Scatter;
use crate::surface::mean;
use nalgebra::{Matrix3, Vector3};
use octaves::{relief_mm, residual, squares_of_means};
use rayon::prelude::*;
use relief_grid::{Mask, Raster, filter};
use std::f64::consts::PI;

/// How sure heights are at one wavelength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wave {
    /// Wavelength in mm; stands for the octave around it.
    pub wavelength_mm: f64,
    /// Standard uncertainty of the heights of these waves, in mm.
    pub sigma_mm: f64,
    /// The share of themselves by which all reliefs of these waves may be too high or too low together, as a standard uncertainty: part of `sigma_mm`.
    pub share: f64,
    /// Whether these waves may be measured: up to 10 mm, which is as wide as scars are.
    pub trusted: bool,
}

/// The wavelengths that are told, in mm.
const WAVELENGTHS_MM: [f64; 7] = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0];
/// Scars are narrower; wider is the form of the face.
const WIDEST_TRUSTED_MM: f64 = 10.0;
/// Heights against the skin 1 mm around are made of waves up to twice that.
const WIDEST_AROUND_MM: f64 = 2.0;
/// The middle of these waves.
const RELIEF_AROUND_MM: f64 = 1.0;
/// What is unsure about a height is what is unsure about the slopes around it: so far, as a standard deviation.
const AROUND_MM: f64 = 0.5;
/// A relief is off by so much of itself for other reasons than lengths of the light's spread that are not known well: its profile fits path-traced skin to 5 %, and the model of shine leaves as much.
const SHARE_OFF: f64 = 0.05;
/// Three lamps are explained by a normal whatever they show. Skin that path tracing or a camera shows leaves 3 to 5 % under more lamps, in waves that nobody knows: so it counts in each octave.
const USUAL_RESIDUAL: f64 = 0.04;
/// Fewer blocks of a lamp's picture say nothing of their waves.
const LEAST_BLOCKS: f64 = 8.0;
/// Means over blocks of a side halve waves of so many sides, and means over twice that the waves of the next octave; the middle between.
const WAVE_PER_BLOCK: f64 = 3.2;

/// What is not explained, by wavelength.
pub(crate) struct Uncertainty {
    /// The standard uncertainty of slopes in waves of `WAVE_PER_BLOCK` pixels, of twice that, and so on.
    slopes: Vec<f64>,
    /// The shares by which relief of the same waves may be off.
    shares: Vec<f64>,
    /// The root mean square of relief of these waves, in mm.
    relief_mm: Vec<f64>,
    /// Lamps, and whether they are more than a normal needs.
    count: usize,
    spare: bool,
    pitch_mm: f64,
}

impl Uncertainty {
    /// From pictures, and where they are usable, in which `normals` were found. All slopes may be off by how far light `scatter`s, and by a share because of the lamps.
    pub(crate) fn of(
        (frames, usable): (&[Raster<f32>], &[Mask]),
        normals: &Normals,
        lamps: &Lamps,
        depth: &Depth,
        (scatter, slopes_off): (&Scatter, f64),
        pitch_mm: f64,
    ) -> Self {
        let count = lamps.count();
        let per_lamp: Vec<Vec<[f64; 2]>> = (0..count)
            .into_par_iter()
            .map(|lamp| {
                let (left, known) = residual(&frames[lamp], &usable[lamp], normals, lamps, lamp, depth);
                squares_of_means(left, known)
            })
            .collect();
        let blocks = |level: usize| per_lamp.iter().map(|of| of[level][1]).sum::<f64>();
        // Of wider waves the skin shows too little.
        let levels = (0..per_lamp.first().map_or(0, Vec::len))
            .take_while(|level| blocks(*level) >= LEAST_BLOCKS * count as f64)
            .count();
        let square = |level: usize| {
            let [sum, cells] = per_lamp.iter().fold([0.0; 2], |[sum, cells], of| {
                [sum + of[level][0], cells + of[level][1]]
            });
            if cells > 0.0 { sum / cells } else { 0.0 }
        };
        let squares: Vec<f64> = (0..levels).map(square).collect();
        // A normal takes three of the lamps' directions; what an error leaves in the others is less than it is.
        let spare = count as f64 - 3.0;
        let factor = if spare > 0.0 { count as f64 / spare } else { 0.0 };
        let per_residual = slopes_per_residual(lamps);
        let slopes = (0..levels).map(|level| {
            let wider = squares.get(level + 1).copied().unwrap_or(0.0);
            let octave = if spare > 0.0 {
                factor * (squares[level] - wider).max(0.0)
            } else {
                USUAL_RESIDUAL.powi(2)
            };
            per_residual * octave.sqrt()
        });
        let shares = (0..levels).map(|level| {
            let wave_number = 2.0 * PI / (WAVE_PER_BLOCK * 2f64.powi(level as i32) * pitch_mm);
            let spread = scatter.unsure([MIX[1], MIX[2]].map(f64::from), wave_number);
            SHARE_OFF.hypot(spread).hypot(slopes_off)
        });
        Self {
            slopes: slopes.collect(),
            shares: shares.collect(),
            relief_mm: relief_mm(depth, &normals.facing.valid),
            count,
            spare: spare > 0.0,
            pitch_mm,
        }
    }

    /// What is not explained, as heights of an octave of waves.
    fn unexplained_mm(&self, level: usize) -> f64 {
        self.slopes[level] * self.wave_mm(level) / (2.0 * PI)
    }

    /// The share by which relief of an octave of waves may be off.
    fn share(&self, level: usize) -> f64 {
        self.shares.get(level).copied().unwrap_or(SHARE_OFF)
    }

    /// Heights of an octave of waves.
    fn octave_mm(&self, level: usize) -> f64 {
        let relief = self.relief_mm.get(level).copied().unwrap_or(0.0);
        self.unexplained_mm(level).hypot(self.share(level) * relief)
    }

    /// The octave that a wavelength lies in.
    fn level(&self, wavelength_mm: f64) -> usize {
        let at = (wavelength_mm / WAVE_PER_BLOCK / self.pitch_mm).log2().round();
        (at.max(0.0) as usize).min(self.slopes.len().saturating_sub(1))
    }

    /// Whether the skin is large enough for waves of the octave around a wavelength.
    fn is_shown(&self, wavelength_mm: f64) -> bool {
        let last = self.slopes.len().checked_sub(1);
        last.is_some_and(|last| wavelength_mm <= self.wave_mm(last) * std::f64::consts::SQRT_2)
    }

    fn wave_mm(&self, level: usize) -> f64 {
        WAVE_PER_BLOCK * 2f64.powi(level as i32) * self.pitch_mm
    }

    /// Uncertainty by wavelength, of waves that the skin shows.
    pub(crate) fn waves(&self) -> Vec<Wave> {
        let between = |wavelength_mm: f64, of: fn(&Self, usize) -> f64| {
            let at = (wavelength_mm / WAVE_PER_BLOCK / self.pitch_mm).log2().max(0.0);
            let last = self.slopes.len().saturating_sub(1);
            let (below, above) = ((at as usize).min(last), (at.ceil() as usize).min(last));
            let part = at - at.floor();
            (1.0 - part) * of(self, below) + part * of(self, above)
        };
        WAVELENGTHS_MM
            .into_iter()
            .filter(|wavelength_mm| self.is_shown(*wavelength_mm))
            .map(|wavelength_mm| Wave {
                wavelength_mm,
                sigma_mm: between(wavelength_mm, Self::octave_mm),
                share: between(wavelength_mm, Self::share),
                trusted: wavelength_mm <= WIDEST_TRUSTED_MM,
            })
            .collect()
    }

    /// Standard uncertainty of each height against the skin around it: that of the waves which make it, as they are told of all skin, by how much its own slopes around leave unexplained beside others and how many
    /// lamps count there, and the share by which its own relief may be off.
    pub(crate) fn sigma_mm(&self, normals: &Normals, depth: &Depth) -> Raster<f32> {
        let narrow = (0..self.slopes.len()).filter(|level| self.wave_mm(*level) <= WIDEST_AROUND_MM);
        let usual = narrow.map(|level| self.octave_mm(level).powi(2)).sum::<f64>();
        let (width, height) = (normals.facing.valid.width(), normals.facing.valid.height());
        let unexplained = Raster::from_fn(width, height, |x, y| {
            let off = normals.residual[(x, y)].hypot(normals.doubt[(x, y)]);
            // Lamps that do not count say nothing: the fewer count, the less sure the slope.
            off * off * self.count as f32 / normals.lamps[(x, y)].max(1.0)
        });
        let smooth = |values: &Raster<f32>| {
            filter::gaussian_masked(values, &normals.facing.valid, AROUND_MM / self.pitch_mm).0
        };
        let middle = mean(depth, &normals.facing.valid);
        let heights = depth.map(|depth| (depth - middle) as f32);
        let (unexplained, level) = (smooth(&unexplained), smooth(&heights));
        let relief = smooth(&Raster::from_fn(width, height, |x, y| {
            (heights[(x, y)] - level[(x, y)]).powi(2)
        }));
        let all = normals.overall_residual().powi(2).max(f64::MIN_POSITIVE);
        let share = self.share(self.level(RELIEF_AROUND_MM)).powi(2);
        Raster::from_fn(width, height, |x, y| {
            let beside = if self.spare {
                // Of pictures that are explained to the last bit.
                (f64::from(unexplained[(x, y)].max(0.0)) / all).min(f64::MAX)
            } else {
                1.0
            };
            (usual * beside + share * f64::from(relief[(x, y)])).sqrt() as f32
        })
    }
}

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
