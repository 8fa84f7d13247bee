//! One pixel's brightness under all lamps, and the normal that explains it.

use super::Shading;
use crate::hidden::Hidden;
use crate::lamps::Lamps;
use crate::reflectance::{Gloss, Seen, bisector, entering};
use crate::set::{dot, norm};
use nalgebra::{Matrix3, Vector3};
use relief_grid::Raster;

/// Brightness beyond Lambert's law by this share of the albedo counts half: several times what noise and rounding make, and less than highlights do.
const AGREEMENT: f64 = 0.1;
/// The least weight.
const LEAST_WEIGHT: f64 = 0.15;
/// A lamp that is hidden counts so much, with what was put back for it: it keeps slopes where no lamp is seen. A third of it and two and a half times as much change the depths of scars by less than 1 %.
const LEAST_VISIBLE: f64 = 0.1;
/// Rounds in which light that enters is brought to Lambert's law: its share changes slowly with the angle, so that the second changes slopes by less than 1 %.
const ENTERING_ROUNDS: usize = 2;
/// Rounds in which gloss is taken off. With four lamps or more they are where [`Gloss::explained`] begins. They are damped, because gloss takes from the brightness that tells where the gloss is.
const GLOSS_ROUNDS: usize = 4;
const GLOSS_DAMPING: f64 = 0.6;
/// Directions whose Gram matrix has a smaller determinant lie in one plane.
const LEAST_DETERMINANT: f64 = 1e-4;

/// What a lamp counts of whose light a share is not known.
fn sureness(doubt: f64) -> f64 {
    let share = doubt / AGREEMENT;
    1.0 / (1.0 + share * share)
}

/// Brightness and lamps of one pixel.
#[derive(Debug, Default)]
pub(super) struct Pixel {
    pub(super) lamps: Vec<usize>,
    light: Vec<f64>,
    /// The part of the light that follows Lambert's law.
    shades: Vec<f64>,
    toward: Vec<[f64; 3]>,
    /// How bright each lamp is here, as frames have it and light has not.
    brightness: Vec<f64>,
    half: Vec<[f64; 3]>,
    pub(super) weights: Vec<f64>,
    /// What is not known of each lamp's light because of shine, as a share of the mean light; none when nothing is doubted.
    doubts: Vec<f64>,
    /// What each lamp may count at most, for what is doubted or hidden of it; none when nothing is.
    most: Vec<f64>,
}

impl Pixel {
    pub(super) fn take(&mut self, shading: &Shading, x: usize, y: usize, lamps: &Lamps, depth_mm: f64) {
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
                if shading.gloss.strength > 0.0 {
                    self.half.push(bisector(ray.toward, to_camera));
                }
            }
        }
        self.shades.clone_from(&self.light);
        self.doubts.clear();
        self.most.clear();
        self.weights.clear();
        self.weights.resize(self.light.len(), 1.0);
    }

    /// A lamp whose shine is not known well, or that is hidden, tells little of this pixel. What is doubted counts as what disagrees does.
    pub(super) fn doubt(
        &mut self,
        unsure: &[Raster<f32>],
        hidden: Option<&[Raster<Hidden>]>,
        x: usize,
        y: usize,
    ) {
        let mean = self.light.iter().sum::<f64>() / self.light.len().max(1) as f64;
        let mean = mean.max(f64::MIN_POSITIVE);
        let lamps = self.lamps.iter().zip(&self.brightness);
        let doubts = lamps.map(|(lamp, brightness)| f64::from(unsure[*lamp][(x, y)]) / brightness / mean);
        self.doubts.extend(doubts);
        let seen = |lamp: &usize| {
            hidden.map_or(1.0, |hidden| {
                f64::from(hidden[*lamp][(x, y)].visible).max(LEAST_VISIBLE)
            })
        };
        let sure = self.doubts.iter().copied().map(sureness);
        self.most = sure
            .zip(&self.lamps)
            .map(|(sure, lamp)| sure * seen(lamp))
            .collect();
        self.weights.clone_from(&self.most);
    }

    /// What is doubted of all lamps together.
    pub(super) fn doubt_left(&self) -> f64 {
        let (mut squares, mut sum) = (0.0, f64::MIN_POSITIVE);
        for (doubt, weight) in self.doubts.iter().zip(&self.weights) {
            squares += (weight * doubt).powi(2);
            sum += weight * weight;
        }
        (squares / sum).sqrt()
    }

    /// Takes from the light what the surface reflects, and brings the rest to Lambert's law.
    fn free_of(&mut self, gloss: Gloss, scaled: [f64; 3], share: f64) {
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

    /// The normal times the albedo; `None` when the lamps do not tell it, or it looks away from the camera.
    pub(super) fn solve(&mut self, gloss: Gloss, by_agreement: bool) -> Option<[f64; 3]> {
        let mut inverse = self.inverse()?;
        let mut scaled = self.normal(&inverse);
        let (rounds, share) = if gloss.strength == 0.0 {
            (ENTERING_ROUNDS, 1.0)
        } else {
            (GLOSS_ROUNDS, GLOSS_DAMPING)
        };
        for round in 0..rounds {
            self.free_of(gloss, scaled, if round == 0 { 1.0 } else { share });
            if by_agreement && self.lamps.len() > 3 {
                self.weigh(scaled);
                inverse = self.inverse()?;
            }
            scaled = self.normal(&inverse);
        }
        if gloss.strength > 0.0 && self.lamps.len() > 3 {
            scaled = gloss.explained(self.seen(), scaled);
            self.free_of(gloss, scaled, 1.0);
        }
        (scaled[2] < 0.0).then_some(scaled)
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            light: &self.light,
            toward: &self.toward,
            half: &self.half,
            weights: &self.weights,
        }
    }

    fn weigh(&mut self, scaled: [f64; 3]) {
        let scale = AGREEMENT * norm(scaled);
        for (i, weight) in self.weights.iter_mut().enumerate() {
            let too_bright = (self.shades[i] - dot(scaled, self.toward[i]).max(0.0)).max(0.0) / scale;
            *weight = self.most[i] * (1.0 / (1.0 + too_bright * too_bright)).max(LEAST_WEIGHT);
        }
    }

    /// Root mean square of the weighted residuals.
    pub(super) fn misfit(&self, scaled: [f64; 3]) -> f64 {
        let (mut squares, mut sum) = (0.0, 0.0);
        for ((weight, shade), toward) in self.weights.iter().zip(&self.shades).zip(&self.toward) {
            squares += weight * (shade - dot(scaled, *toward)).powi(2);
            sum += weight;
        }
        (squares / sum).sqrt()
    }

    /// Of the weighted normal equations; `None` when the lamps lie in one plane. How much all of them count together does not matter.
    fn inverse(&self) -> Option<Matrix3<f64>> {
        // A symmetric matrix has six numbers.
        let [mut xx, mut xy, mut xz, mut yy, mut yz, mut zz, mut sum] = [0.0; 7];
        for (weight, [x, y, z]) in self.weights.iter().zip(&self.toward) {
            let [wx, wy, wz] = [weight * x, weight * y, weight * z];
            xx += wx * x;
            xy += wx * y;
            xz += wx * z;
            yy += wy * y;
            yz += wy * z;
            zz += wz * z;
            sum += weight;
        }
        let gram = Matrix3::new(xx, xy, xz, xy, yy, yz, xz, yz, zz);
        let mean = sum / self.weights.len() as f64;
        if gram.determinant() < LEAST_DETERMINANT * mean.powi(3) {
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
