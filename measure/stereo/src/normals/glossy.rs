//! The normal of one pixel whose surface reflects.

use super::{LEAST_DETERMINANT, Shown};
use crate::lamps::Lamps;
use crate::reflectance::{Gloss, Seen, bisector, entering};
use crate::set::{dot, norm};
use nalgebra::{Matrix3, Vector3};

/// Rounds in which gloss is taken off. With four lamps or more they are where [`Gloss::explained`] begins. They are damped, because gloss takes from the brightness that tells where the gloss is.
const GLOSS_ROUNDS: usize = 4;
const GLOSS_DAMPING: f64 = 0.6;

/// Brightness and lamps of one pixel.
#[derive(Debug, Default)]
pub(super) struct Pixel {
    light: Vec<f64>,
    /// The part of the light that follows Lambert's law.
    shades: Vec<f64>,
    toward: Vec<[f64; 3]>,
    half: Vec<[f64; 3]>,
}

impl Pixel {
    pub(super) fn take(&mut self, shown: Shown, (x, y): (usize, usize), lamps: &Lamps, depth_mm: f64) {
        self.light.clear();
        self.toward.clear();
        self.half.clear();
        let to_camera = lamps.to_camera(x, y);
        for (lamp, (frame, usable)) in shown.frames.iter().zip(shown.usable).enumerate() {
            if usable.get(x, y) {
                let ray = lamps.ray(lamp, x, y, depth_mm);
                self.light.push(f64::from(frame[(x, y)]) / ray.brightness);
                self.toward.push(ray.toward);
                self.half.push(bisector(ray.toward, to_camera));
            }
        }
        self.shades.clone_from(&self.light);
    }

    /// The normal times the albedo; `None` when the lamps do not tell it, or it looks away from the camera.
    pub(super) fn solve(&mut self, gloss: Gloss) -> Option<[f64; 3]> {
        let inverse = self.inverse()?;
        let mut scaled = self.scaled(&inverse);
        for round in 0..GLOSS_ROUNDS {
            self.free_of(gloss, scaled, if round == 0 { 1.0 } else { GLOSS_DAMPING });
            scaled = self.scaled(&inverse);
        }
        if self.light.len() > 3 {
            let seen = Seen {
                light: &self.light,
                toward: &self.toward,
                half: &self.half,
            };
            scaled = gloss.explained(seen, scaled);
        }
        (scaled[2] < 0.0).then_some(scaled)
    }

    /// Takes from the light what the surface reflects, and brings the rest to Lambert's law.
    fn free_of(&mut self, gloss: Gloss, scaled: [f64; 3], share: f64) {
        let albedo = norm(scaled);
        for (i, shade) in self.shades.iter_mut().enumerate() {
            let shine = gloss.light(dot(scaled, self.half[i]) / albedo);
            let entered = (self.light[i] - shine) / entering(dot(scaled, self.toward[i]) / albedo);
            *shade += share * (entered - *shade);
        }
    }

    /// Of the normal equations; `None` when the lamps lie in one plane.
    fn inverse(&self) -> Option<Matrix3<f64>> {
        let gram = self.toward.iter().fold(Matrix3::zeros(), |sum, toward| {
            let toward = Vector3::from(*toward);
            sum + toward * toward.transpose()
        });
        if gram.determinant() < LEAST_DETERMINANT {
            return None;
        }
        gram.try_inverse()
    }

    /// The least squares solution.
    fn scaled(&self, inverse: &Matrix3<f64>) -> [f64; 3] {
        let mut right = Vector3::zeros();
        for (shade, toward) in self.shades.iter().zip(&self.toward) {
            right += Vector3::from(*toward) * *shade;
        }
        (inverse * right).into()
    }
}
