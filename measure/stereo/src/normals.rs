//! Normals and albedo, pixel by pixel.
//!
//! Lambert's law `s = ρ n · l` for each lamp is a line in three unknowns, `ρ n` (Woodham 1980, doi:10.1117/12.7972479). Shadows are too dark for it and highlights too
//! bright. They are few among the lamps of a pixel, so that the fit is iterated with weights that fall for what does not agree: Cauchy's weights, whose
//! scale is the noise that the set's own residuals show.

use crate::lamps::{Depth, Lamps};
use crate::set::{dot, norm};
use nalgebra::{Matrix3, Vector3};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// Brightness of each frame, freed of lamp and exposure, that follows Lambert's law, and where it may be used.
#[derive(Debug)]
pub(crate) struct Shading {
    pub(crate) frames: Vec<Raster<f32>>,
    pub(crate) usable: Vec<Mask>,
}

/// What the lamps say of each pixel.
#[derive(Debug, Clone)]
pub(crate) struct Normals {
    /// Unit vectors in camera axes, towards the camera: z below zero.
    pub(crate) normal: Raster<[f32; 3]>,
    /// Brightness under a lamp straight above.
    pub(crate) albedo: Raster<f32>,
    /// Root mean square of the weighted residuals, as a share of the albedo.
    pub(crate) residual: Raster<f32>,
    /// Sum of the weights: how many lamps count.
    pub(crate) lamps: Raster<f32>,
    /// Where three lamps or more gave a normal.
    pub(crate) valid: Mask,
}

/// Brightness that departs from Lambert's law by this share of the albedo counts half: several times what noise and rounding make, and less than shadows and highlights do.
pub(crate) const AGREEMENT: f64 = 0.1;
/// Rounds of weighing. The weights stand still to a percent after six.
const ROUNDS: usize = 6;
/// A lamp that grazes less than this above the horizon (cosine) says nothing: what it shows is the skin's own glow.
const GRAZING: f64 = 0.05;
/// Weights below leave a pixel without a normal.
const LEAST_WEIGHT: f64 = 3.0 - 1e-6;
/// Weights below this count as none when lamps are counted.
const LEAST_DETERMINANT: f64 = 1e-4;

/// Fits each pixel of `skin`. `noise` is the scale of agreement, as a share of the albedo.
pub(crate) fn fit(shading: &Shading, lamps: &Lamps, depth: &Depth, skin: &Mask, noise: f64) -> Normals {
    let (width, height) = (skin.width(), skin.height());
    let directions = (!lamps.are_near()).then(|| lamps.middle());
    let mut pixels = vec![None; width * height];
    pixels.par_chunks_mut(width).enumerate().for_each(|(y, row)| {
        let mut pixel = Pixel::default();
        for (x, to) in row.iter_mut().enumerate() {
            if !skin.get(x, y) {
                continue;
            }
            pixel.take(shading, x, y, |lamp| match &directions {
                Some(directions) => directions[lamp],
                None => lamps.ray(lamp, x, y, depth[(x, y)]).toward,
            });
            *to = pixel.solve(noise);
        }
    });
    let of = |at: (usize, usize)| pixels[at.1 * width + at.0];
    Normals {
        normal: Raster::from_fn(width, height, |x, y| of((x, y)).map_or([0.0; 3], |p| p.normal)),
        albedo: Raster::from_fn(width, height, |x, y| of((x, y)).map_or(0.0, |p| p.albedo)),
        residual: Raster::from_fn(width, height, |x, y| of((x, y)).map_or(0.0, |p| p.residual)),
        lamps: Raster::from_fn(width, height, |x, y| of((x, y)).map_or(0.0, |p| p.lamps)),
        valid: Mask::from_fn(width, height, |x, y| of((x, y)).is_some()),
    }
}

impl Normals {
    /// Root mean square of the residuals over all valid pixels, as a share of the albedo.
    pub(crate) fn overall_residual(&self) -> f64 {
        let width = self.residual.width();
        let rows: Vec<(f64, usize)> = self
            .residual
            .data()
            .par_chunks(width)
            .zip(self.valid.raster().data().par_chunks(width))
            .map(|(residuals, valid)| {
                residuals
                    .iter()
                    .zip(valid)
                    .filter(|(_, valid)| **valid)
                    .fold((0.0, 0), |(sum, count), (r, _)| {
                        (sum + f64::from(r * r), count + 1)
                    })
            })
            .collect();
        let sum: f64 = rows.iter().map(|row| row.0).sum();
        let count: usize = rows.iter().map(|row| row.1).sum();
        (sum / count.max(1) as f64).sqrt()
    }
}

/// What one pixel gives.
#[derive(Debug, Clone, Copy)]
struct Solved {
    normal: [f32; 3],
    albedo: f32,
    residual: f32,
    lamps: f32,
}

/// Brightness and lamps of one pixel.
#[derive(Debug, Default)]
struct Pixel {
    shades: Vec<f64>,
    toward: Vec<[f64; 3]>,
    weights: Vec<f64>,
}

impl Pixel {
    fn take(&mut self, shading: &Shading, x: usize, y: usize, toward: impl Fn(usize) -> [f64; 3]) {
        self.shades.clear();
        self.toward.clear();
        for (lamp, (frame, usable)) in shading.frames.iter().zip(&shading.usable).enumerate() {
            if usable.get(x, y) {
                self.shades.push(f64::from(frame[(x, y)]));
                self.toward.push(toward(lamp));
            }
        }
        self.weights.clear();
        self.weights.resize(self.shades.len(), 1.0);
    }

    fn solve(&mut self, noise: f64) -> Option<Solved> {
        if (self.shades.len() as f64) < LEAST_WEIGHT {
            return None;
        }
        let mut scaled = self.weighted()?;
        if self.shades.len() > 3 {
            for _ in 0..ROUNDS {
                self.weigh(scaled, noise);
                let Some(next) = self.weighted() else { break };
                scaled = next;
            }
        }
        let albedo = norm(scaled);
        if !(albedo > 0.0 && scaled[2] < 0.0) {
            return None;
        }
        let lamps: f64 = self.weights.iter().sum();
        let squares: f64 = self
            .residuals(scaled)
            .zip(&self.weights)
            .map(|(residual, weight)| weight * residual * residual)
            .sum();
        Some(Solved {
            normal: scaled.map(|v| (v / albedo) as f32),
            albedo: albedo as f32,
            residual: ((squares / lamps).sqrt() / albedo) as f32,
            lamps: lamps as f32,
        })
    }

    fn residuals(&self, scaled: [f64; 3]) -> impl Iterator<Item = f64> {
        self.shades
            .iter()
            .zip(&self.toward)
            .map(move |(shade, toward)| shade - dot(scaled, *toward).max(0.0))
    }

    fn weigh(&mut self, scaled: [f64; 3], noise: f64) {
        let albedo = norm(scaled);
        let scale = (noise * albedo).max(f64::MIN_POSITIVE);
        for ((weight, shade), toward) in self.weights.iter_mut().zip(&self.shades).zip(&self.toward) {
            let predicted = dot(scaled, *toward);
            let off = (shade - predicted) / scale;
            *weight = if predicted < GRAZING * albedo {
                0.0
            } else {
                1.0 / (1.0 + off * off)
            };
        }
    }

    /// The weighted least squares solution; `None` when the lamps that count lie in one plane.
    fn weighted(&self) -> Option<[f64; 3]> {
        let mut normal = Matrix3::zeros();
        let mut right = Vector3::zeros();
        for ((weight, shade), toward) in self.weights.iter().zip(&self.shades).zip(&self.toward) {
            let l = Vector3::from(*toward);
            normal += l * l.transpose() * *weight;
            right += l * (*weight * *shade);
        }
        if normal.determinant() < LEAST_DETERMINANT {
            return None;
        }
        normal.try_inverse().map(|inverse| (inverse * right).into())
    }
}
