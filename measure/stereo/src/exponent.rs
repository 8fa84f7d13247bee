//! How skin answers to the angle of light.
//!
//! Lambert's law has brightness follow the cosine `c` of the angle between normal and lamp. Skin is darker at grazing light: its surface reflects more of it
//! before it can enter (Fresnel), and its shine adds light where it falls steeply; light of the room that was not taken off does the opposite. To first
//! order all of them are a power: brightness follows `c^γ`, and its `γ`-th root follows Lambert's law. The set itself tells `γ`: with four lamps or more only the right
//! one lets one normal explain all brightness.

use crate::lamps::{Depth, Lamps};
use crate::set::dot;
use nalgebra::{Matrix3, Vector3};
use relief_grid::{Mask, Raster};

/// The power of a surface with skin's refractive index of 1.4 that scatters all light that enters: `1 + d ln T / d ln c` of Fresnel's transmittance
/// `T` between 35° and 55°.
pub(crate) const SMOOTH_SKIN: f64 = 1.12;
/// Powers beyond are no skin; what they would stand for shows in the checks.
const RANGE: [f64; 2] = [0.7, 1.8];
/// How many pixels tell the exponent.
const SAMPLES: usize = 20_000;
/// Residuals beyond this share of the brightness are shadows and highlights: they count no more than this.
const OUTLIER: f64 = 0.05;
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// Halvings of the range: the exponent is found to 0.001.
const ROUNDS: usize = 15;

/// The power at which one normal explains the frames best. Three frames are always explained: then it is that of [`SMOOTH_SKIN`].
pub(crate) fn find(light: &[Raster<f32>], usable: &[Mask], skin: &Mask, lamps: &Lamps, depth: &Depth) -> f64 {
    if light.len() < 4 {
        return SMOOTH_SKIN;
    }
    let samples = samples(light, usable, skin, lamps, depth);
    if samples.is_empty() {
        return SMOOTH_SKIN;
    }
    let misfit = |power: f64| samples.iter().map(|sample| sample.misfit(power)).sum::<f64>();
    let [mut low, mut high] = RANGE;
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_a, mut at_b) = (misfit(a), misfit(b));
    for _ in 0..ROUNDS {
        if at_a < at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLDEN * (high - low);
            at_a = misfit(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLDEN * (high - low);
            at_b = misfit(b);
        }
    }
    0.5 * (low + high)
}

/// Logarithms of brightness of one pixel, and its lamps.
struct Sample {
    logs: Vec<f64>,
    toward: Vec<[f64; 3]>,
    inverse: Matrix3<f64>,
}

fn samples(light: &[Raster<f32>], usable: &[Mask], skin: &Mask, lamps: &Lamps, depth: &Depth) -> Vec<Sample> {
    let step = ((skin.count() as f64 / SAMPLES as f64).sqrt() as usize).max(1);
    let mut samples = Vec::new();
    for y in (0..skin.height()).step_by(step) {
        for x in (0..skin.width()).step_by(step) {
            let lit = light
                .iter()
                .zip(usable)
                .all(|(frame, usable)| usable.get(x, y) && frame[(x, y)] > 0.0);
            if !(skin.get(x, y) && lit) {
                continue;
            }
            let rays: Vec<_> = (0..light.len())
                .map(|lamp| lamps.ray(lamp, x, y, depth[(x, y)]))
                .collect();
            let toward: Vec<[f64; 3]> = rays.iter().map(|ray| ray.toward).collect();
            let mut gram = Matrix3::zeros();
            for l in &toward {
                let l = Vector3::from(*l);
                gram += l * l.transpose();
            }
            let Some(inverse) = gram.try_inverse() else {
                continue;
            };
            let logs = light
                .iter()
                .zip(&rays)
                .map(|(frame, ray)| (f64::from(frame[(x, y)]) / ray.brightness).ln())
                .collect();
            samples.push(Sample {
                logs,
                toward,
                inverse,
            });
        }
    }
    samples
}

impl Sample {
    /// What of the brightness no normal explains, as a share, at most that of an outlier, squared.
    fn misfit(&self, power: f64) -> f64 {
        let shades: Vec<f64> = self.logs.iter().map(|log| (log / power).exp()).collect();
        let mut right = Vector3::zeros();
        for (shade, l) in shades.iter().zip(&self.toward) {
            right += Vector3::from(*l) * *shade;
        }
        let scaled = self.inverse * right;
        let albedo = scaled.norm();
        let scaled: [f64; 3] = scaled.into();
        shades
            .iter()
            .zip(&self.toward)
            .map(|(shade, l)| {
                // A root makes differences smaller by the power.
                let off = power * (shade - dot(scaled, *l)) / albedo;
                off.clamp(-OUTLIER, OUTLIER).powi(2)
            })
            .sum()
    }
}
