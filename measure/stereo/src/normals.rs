//! Normals, pixel by pixel.
//!
//! Lambert's law `s = ρ n · l` for each lamp is a line in three unknowns, `ρ n` (Woodham 1980, doi:10.1117/12.7972479), once gloss is taken off and what enters at each angle is
//! known ([`crate::reflectance`]).
//!
//! Highlights are too bright for it: their lamps lose weight. Shadows are too dark, but in a scar they are soft and most lamps have them, so that a fit that throws them out is left with noise. They stay
//! in, and what they take of the slopes is found by relighting ([`crate::relit`]).

use crate::lamps::{Depth, Lamps};
use crate::reflectance::{Gloss, bisector, entering};
use crate::set::{dot, norm};
use nalgebra::{Matrix3, Vector3};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// Brightness of each frame, freed of lamp and exposure, and where it may be used.
#[derive(Debug)]
pub(crate) struct Shading<'a> {
    pub(crate) frames: &'a [Raster<f32>],
    pub(crate) usable: &'a [Mask],
    /// How the surface answers to angles.
    pub(crate) surface: Surface,
}

/// How brightness depends on the angle of light.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Surface {
    /// By Lambert's law.
    Matt,
    /// As light that enters skin, beside its surface's gloss.
    Skin(Gloss),
}

/// What the lamps say of each pixel.
#[derive(Debug)]
pub(crate) struct Normals {
    /// Unit vectors in camera axes, towards the camera: z below zero.
    pub(crate) normal: Raster<[f32; 3]>,
    /// Brightness under a lamp straight above.
    pub(crate) albedo: Raster<f32>,
    /// Root mean square of the weighted residuals, as a share of the albedo.
    pub(crate) residual: Raster<f32>,
    /// For each pixel the weight of each lamp, pixel by pixel; zero where a lamp may not be used.
    pub(crate) weights: Vec<f32>,
    /// Sum of the weights: how many lamps count.
    pub(crate) lamps: Raster<f32>,
    /// What is not known of the light because of shine, as a share of it: root mean square over the lamps that count.
    pub(crate) doubt: Raster<f32>,
    /// Where three lamps or more gave a normal.
    pub(crate) valid: Mask,
}

/// How lamps are weighed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Weighing<'a> {
    /// All alike.
    Alike,
    /// By how well they agree with the others, and by how sure the shine is that was taken off each frame: its standard uncertainty.
    Agreement(&'a [Raster<f32>]),
    /// As in an earlier fit.
    Given(&'a [f32]),
}

/// Brightness beyond Lambert's law by this share of the albedo counts half: several times what noise and rounding make, and less than highlights do.
const AGREEMENT: f64 = 0.1;
/// The least weight.
const LEAST_WEIGHT: f64 = 0.15;
/// Rounds in which light that enters is brought to Lambert's law: its share changes slowly with the angle, so that the second changes slopes by less than 1 %.
const ENTERING_ROUNDS: usize = 2;
/// Rounds in which gloss is taken off. They are damped, because gloss takes from the brightness that tells where the gloss is.
const GLOSS_ROUNDS: usize = 4;
const GLOSS_DAMPING: f64 = 0.6;
/// Directions whose Gram matrix has a smaller determinant lie in one plane.
const LEAST_DETERMINANT: f64 = 1e-4;

/// Fits each pixel of `skin`.
pub(crate) fn fit(
    shading: &Shading,
    lamps: &Lamps,
    depth: &Depth,
    skin: &Mask,
    weighing: Weighing,
) -> Normals {
    let (width, height, count) = (skin.width(), skin.height(), lamps.count());
    let mut found = Normals {
        normal: Raster::filled(width, height, [0.0; 3]),
        albedo: Raster::filled(width, height, 0.0),
        residual: Raster::filled(width, height, 0.0),
        weights: vec![0.0; width * height * count],
        lamps: Raster::filled(width, height, 0.0),
        doubt: Raster::filled(width, height, 0.0),
        valid: Mask::filled(width, height, false),
    };
    let rows = (
        found.normal.data_mut().par_chunks_mut(width),
        found.albedo.data_mut().par_chunks_mut(width),
        found.residual.data_mut().par_chunks_mut(width),
        found.weights.par_chunks_mut(width * count),
        found.lamps.data_mut().par_chunks_mut(width),
        found.doubt.data_mut().par_chunks_mut(width),
        found.valid.raster_mut().data_mut().par_chunks_mut(width),
    );
    rows.into_par_iter().enumerate().for_each(
        |(y, (normal, albedos, residual, weights, lamps_there, doubt, valid))| {
            let mut pixel = Pixel::default();
            for x in (0..width).filter(|x| skin.get(*x, y)) {
                let of_pixel = &mut weights[x * count..(x + 1) * count];
                pixel.take(shading, x, y, lamps, depth[(x, y)]);
                if let Weighing::Given(given) = weighing {
                    pixel.weigh_as(&given[(y * width + x) * count..]);
                }
                let agreeing = if let Weighing::Agreement(unsure) = weighing {
                    pixel.doubt(unsure, x, y);
                    true
                } else {
                    false
                };
                let Some(scaled) = pixel.solve(shading.surface, agreeing) else {
                    continue;
                };
                let albedo = norm(scaled);
                normal[x] = scaled.map(|v| (v / albedo) as f32);
                albedos[x] = albedo as f32;
                lamps_there[x] = pixel.weights.iter().sum::<f64>() as f32;
                doubt[x] = pixel.doubt_left() as f32;
                residual[x] = (pixel.misfit(scaled) / albedo) as f32;
                valid[x] = true;
                for (lamp, weight) in pixel.lamps.iter().zip(&pixel.weights) {
                    of_pixel[*lamp] = *weight as f32;
                }
            }
        },
    );
    found
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

/// What a lamp counts of whose light a share is not known.
fn sureness(doubt: f64) -> f64 {
    let share = doubt / AGREEMENT;
    1.0 / (1.0 + share * share)
}

/// Brightness and lamps of one pixel.
#[derive(Debug, Default)]
struct Pixel {
    lamps: Vec<usize>,
    light: Vec<f64>,
    /// The part of the light that follows Lambert's law.
    shades: Vec<f64>,
    toward: Vec<[f64; 3]>,
    /// How bright each lamp is here, as frames have it and light has not.
    brightness: Vec<f64>,
    half: Vec<[f64; 3]>,
    weights: Vec<f64>,
    /// What is not known of each lamp's light because of shine, as a share of the mean light; none when nothing is doubted.
    doubts: Vec<f64>,
}

impl Pixel {
    fn take(&mut self, shading: &Shading, x: usize, y: usize, lamps: &Lamps, depth_mm: f64) {
        self.lamps.clear();
        self.light.clear();
        self.brightness.clear();
        self.toward.clear();
        self.half.clear();
        let to_camera = lamps.to_camera(x, y);
        for (lamp, (frame, usable)) in shading.frames.iter().zip(shading.usable).enumerate() {
            if usable.get(x, y) {
                let ray = lamps.ray(lamp, x, y, depth_mm);
                self.lamps.push(lamp);
                self.light.push(f64::from(frame[(x, y)]) / ray.brightness);
                self.brightness.push(ray.brightness);
                self.toward.push(ray.toward);
                if matches!(shading.surface, Surface::Skin(gloss) if gloss.strength > 0.0) {
                    self.half.push(bisector(ray.toward, to_camera));
                }
            }
        }
        self.shades.clone_from(&self.light);
        self.doubts.clear();
        self.weights.clear();
        self.weights.resize(self.light.len(), 1.0);
    }

    /// A lamp whose shine is not known well tells little of this pixel. What is doubted counts as what disagrees does.
    fn doubt(&mut self, unsure: &[Raster<f32>], x: usize, y: usize) {
        let mean = self.light.iter().sum::<f64>() / self.light.len().max(1) as f64;
        let mean = mean.max(f64::MIN_POSITIVE);
        let lamps = self.lamps.iter().zip(&self.brightness);
        let doubts = lamps.map(|(lamp, brightness)| f64::from(unsure[*lamp][(x, y)]) / brightness / mean);
        self.doubts.extend(doubts);
        self.weights = self.doubts.iter().copied().map(sureness).collect();
    }

    /// What is doubted of all lamps together.
    fn doubt_left(&self) -> f64 {
        let (mut squares, mut sum) = (0.0, f64::MIN_POSITIVE);
        for (doubt, weight) in self.doubts.iter().zip(&self.weights) {
            squares += (weight * doubt).powi(2);
            sum += weight * weight;
        }
        (squares / sum).sqrt()
    }

    /// Takes from the light what the surface reflects, and brings the rest to Lambert's law.
    fn free_of(&mut self, surface: Surface, scaled: [f64; 3], share: f64) {
        let Surface::Skin(gloss) = surface else { return };
        let albedo = norm(scaled);
        for (i, shade) in self.shades.iter_mut().enumerate() {
            let shine = self
                .half
                .get(i)
                .map_or(0.0, |half| gloss.light(dot(scaled, *half) / albedo));
            let entered = (self.light[i] - shine) / entering(dot(scaled, self.toward[i]) / albedo);
            *shade += share * (entered - *shade);
        }
    }

    fn weigh_as(&mut self, given: &[f32]) {
        for (weight, lamp) in self.weights.iter_mut().zip(&self.lamps) {
            *weight = f64::from(given[*lamp]);
        }
    }

    /// The normal times the albedo; `None` when the lamps do not tell it, or it looks away from the camera.
    fn solve(&mut self, surface: Surface, by_agreement: bool) -> Option<[f64; 3]> {
        let mut inverse = self.inverse()?;
        let mut scaled = self.normal(&inverse);
        let (rounds, share) = match surface {
            Surface::Matt => (0, 1.0),
            Surface::Skin(gloss) if gloss.strength == 0.0 => (ENTERING_ROUNDS, 1.0),
            Surface::Skin(_) => (GLOSS_ROUNDS, GLOSS_DAMPING),
        };
        for round in 0..rounds {
            self.free_of(surface, scaled, if round == 0 { 1.0 } else { share });
            if by_agreement && self.lamps.len() > 3 {
                self.weigh(scaled);
                inverse = self.inverse()?;
            }
            scaled = self.normal(&inverse);
        }
        (scaled[2] < 0.0).then_some(scaled)
    }

    fn weigh(&mut self, scaled: [f64; 3]) {
        let scale = AGREEMENT * norm(scaled);
        for (i, weight) in self.weights.iter_mut().enumerate() {
            let too_bright = (self.shades[i] - dot(scaled, self.toward[i]).max(0.0)).max(0.0) / scale;
            *weight = sureness(self.doubts[i]) * (1.0 / (1.0 + too_bright * too_bright)).max(LEAST_WEIGHT);
        }
    }

    /// Root mean square of the weighted residuals.
    fn misfit(&self, scaled: [f64; 3]) -> f64 {
        let (mut squares, mut sum) = (0.0, 0.0);
        for ((weight, shade), toward) in self.weights.iter().zip(&self.shades).zip(&self.toward) {
            squares += weight * (shade - dot(scaled, *toward)).powi(2);
            sum += weight;
        }
        (squares / sum).sqrt()
    }

    /// Of the weighted normal equations; `None` when the lamps lie in one plane.
    fn inverse(&self) -> Option<Matrix3<f64>> {
        let mut gram = Matrix3::zeros();
        for (weight, toward) in self.weights.iter().zip(&self.toward) {
            let l = Vector3::from(*toward);
            gram += l * l.transpose() * *weight;
        }
        if gram.determinant() < LEAST_DETERMINANT {
            return None;
        }
        gram.try_inverse()
    }

    /// The weighted least squares solution.
    fn normal(&self, inverse: &Matrix3<f64>) -> [f64; 3] {
        let mut right = Vector3::zeros();
        for ((weight, shade), toward) in self.weights.iter().zip(&self.shades).zip(&self.toward) {
            right += Vector3::from(*toward) * (*weight * *shade);
        }
        (inverse * right).into()
    }
}
