//! Normals, pixel by pixel.
//!
//! Lambert's law `s = ρ n · l` for each lamp is a line in three unknowns, `ρ n` (Woodham 1980, doi:10.1117/12.7972479), once gloss is taken off and what enters at each angle is
//! known ([`crate::reflectance`]).
//!
//! Highlights are too bright for it: their lamps lose weight. Shadows are too dark, but in a scar they are soft and most lamps have them, so that a fit that throws them out is left with noise. They stay
//! in, until heights tell where they are ([`crate::hidden`]).

mod glossy;
mod lanes;

use crate::hidden::Hidden;
use crate::lamps::{Depth, Lamps};
use crate::reflectance::Gloss;
use crate::set::norm;
use glossy::Pixel;
use lanes::{LANES, Pixels};
use rayon::prelude::*;
use relief_grid::{Mask, Raster, vectorised};

/// Directions whose Gram matrix has a smaller determinant lie in one plane.
const LEAST_DETERMINANT: f64 = 1e-4;

/// Brightness of each frame, freed of lamp and exposure, and where it may be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) frames: &'a [Raster<f32>],
    pub(crate) usable: &'a [Mask],
}

/// Which way each pixel faces.
#[derive(Debug)]
pub(crate) struct Facing {
    /// Unit vectors in camera axes, towards the camera: z below zero.
    pub(crate) normal: Raster<[f32; 3]>,
    /// Brightness under a lamp straight above.
    pub(crate) albedo: Raster<f32>,
    /// Where three lamps or more gave a normal.
    pub(crate) valid: Mask,
}

/// What the lamps say of each pixel.
#[derive(Debug)]
pub(crate) struct Normals {
    pub(crate) facing: Facing,
    /// Root mean square of the weighted residuals, as a share of the albedo.
    pub(crate) residual: Raster<f32>,
    /// For each pixel the weight of each lamp, pixel by pixel; zero where a lamp may not be used.
    pub(crate) weights: Vec<f32>,
    /// Sum of the weights: how many lamps count.
    pub(crate) lamps: Raster<f32>,
    /// What is not known of the light because of shine, as a share of it: root mean square over the lamps that count.
    pub(crate) doubt: Raster<f32>,
}

/// How lamps are weighed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Weighing<'a> {
    /// All alike.
    Alike,
    /// By how well they agree with the others, and by more.
    Agreement {
        /// How sure the shine is that was taken off each frame: its standard uncertainty.
        unsure: &'a [Raster<f32>],
        /// What is known to be hidden of each lamp.
        hidden: Option<&'a [Raster<Hidden>]>,
    },
}

/// Fits each pixel of `skin` by Lambert's law.
pub(crate) fn fit(shown: Shown, lamps: &Lamps, depth: &Depth, skin: &Mask, weighing: Weighing) -> Normals {
    let (width, height, count) = (skin.width(), skin.height(), lamps.count());
    let mut found = Normals {
        facing: Facing::none(width, height),
        residual: Raster::filled(width, height, 0.0),
        weights: vec![0.0; width * height * count],
        lamps: Raster::filled(width, height, 0.0),
        doubt: Raster::filled(width, height, 0.0),
    };
    let rows = (
        found.facing.normal.data_mut().par_chunks_mut(width),
        found.facing.albedo.data_mut().par_chunks_mut(width),
        found.residual.data_mut().par_chunks_mut(width),
        found.weights.par_chunks_mut(width * count),
        found.lamps.data_mut().par_chunks_mut(width),
        found.doubt.data_mut().par_chunks_mut(width),
        found.facing.valid.raster_mut().data_mut().par_chunks_mut(width),
    );
    rows.into_par_iter().enumerate().for_each_init(
        || Pixels::new(count),
        |pixels, (y, (normal, albedos, residual, weights, lamps_there, doubt, valid))| {
            for from in (0..width).step_by(LANES) {
                let here = from..(from + LANES).min(width);
                if !here.clone().any(|x| skin.get(x, y)) {
                    continue;
                }
                let told = vectorised(
                    #[inline(always)]
                    || {
                        pixels.take((from, y), shown, lamps, depth, skin, weighing);
                        pixels.solve(matches!(weighing, Weighing::Agreement { .. }))
                    },
                );
                for (k, x) in here.enumerate().filter(|(k, _)| told.valid[*k]) {
                    let albedo = told.albedo[k];
                    normal[x] = told.scaled.map(|of| (of[k] / albedo) as f32);
                    albedos[x] = albedo as f32;
                    lamps_there[x] = told.weights[k] as f32;
                    doubt[x] = told.doubt[k] as f32;
                    residual[x] = (told.misfit[k] / albedo) as f32;
                    valid[x] = true;
                    let of_pixel = weights[x * count..].iter_mut().zip(&pixels.lamps);
                    of_pixel.for_each(|(to, of)| *to = of.weight[k] as f32);
                }
            }
        },
    );
    found
}

/// Finds for each pixel of `skin` the normal that explains its light together with what the surface reflects.
pub(crate) fn facing(shown: Shown, gloss: Gloss, lamps: &Lamps, depth: &Depth, skin: &Mask) -> Facing {
    let (width, height) = (skin.width(), skin.height());
    let mut found = Facing::none(width, height);
    let rows = (
        found.normal.data_mut().par_chunks_mut(width),
        found.albedo.data_mut().par_chunks_mut(width),
        found.valid.raster_mut().data_mut().par_chunks_mut(width),
    );
    rows.into_par_iter()
        .enumerate()
        .for_each(|(y, (normal, albedos, valid))| {
            let mut pixel = Pixel::default();
            for x in (0..width).filter(|x| skin.get(*x, y)) {
                pixel.take(shown, (x, y), lamps, depth[(x, y)]);
                let Some(scaled) = pixel.solve(gloss) else {
                    continue;
                };
                let albedo = norm(scaled);
                normal[x] = scaled.map(|v| (v / albedo) as f32);
                albedos[x] = albedo as f32;
                valid[x] = true;
            }
        });
    found
}

impl Facing {
    fn none(width: usize, height: usize) -> Self {
        Self {
            normal: Raster::filled(width, height, [0.0; 3]),
            albedo: Raster::filled(width, height, 0.0),
            valid: Mask::filled(width, height, false),
        }
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
            .zip(self.facing.valid.raster().data().par_chunks(width))
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
