//! The skin of a face: scars and micro-relief over its form.

use super::FacePart;
use super::form::Form;
use crate::random::Dice;
use crate::skin::lattice::Lattice;
use nalgebra::Vector3;
use std::f64::consts::PI;

/// A scar where it was drawn.
pub(super) struct Drawn {
    pub(super) part: FacePart,
    /// The x and y of the ellipsoid's point.
    pub(super) at: [f64; 2],
    pub(super) width_mm: f64,
    pub(super) depth_mm: f64,
}

/// Scars on smooth skin of each part, far from each other.
pub(super) fn scatter(form: &Form, dice: &mut Dice) -> Vec<Drawn> {
    /// A part, and the middles of its scars in heights of the nose: to the left and up.
    const PLACES: [(FacePart, &[[f64; 2]]); 4] = [
        (FacePart::LeftCheek, &[[0.7, -0.85], [0.95, -0.75], [0.82, -1.1]]),
        (
            FacePart::RightCheek,
            &[[-0.72, -0.8], [-0.98, -0.95], [-0.8, -1.15]],
        ),
        (FacePart::Forehead, &[[-0.4, 0.75], [0.35, 0.85]]),
        (FacePart::Chin, &[[0.1, -2.02]]),
    ];
    let places = PLACES
        .iter()
        .flat_map(|(part, places)| places.iter().map(move |place| (*part, place)));
    places
        .map(|(part, place)| Drawn {
            part,
            at: place.map(|share| (share + dice.within(0.03)) * form.nose_mm),
            width_mm: dice.between(3.0, 5.0),
            depth_mm: dice.between(0.3, 0.6),
        })
        .collect()
}

/// The skin over a form.
pub(super) struct Skin<'a> {
    pub(super) form: &'a Form,
    pub(super) scars: &'a [Drawn],
    pub(super) depth_factor: f64,
    /// Noise fields with the length and the height of their waves.
    pub(super) relief: [(Lattice, f64, f64); 2],
}

impl Skin<'_> {
    /// A point of the skin, `off_mm` above it.
    pub(super) fn surface(&self, left: f64, up: f64, off_mm: f64) -> Vector3<f64> {
        let (point, normal) = self.form.ellipsoid(left, up);
        // Relief stands on the face at one place for one person, whatever the mesh: it goes by the ellipsoid's point.
        let relief: f64 = self
            .relief
            .iter()
            .map(|(field, wave_mm, height_mm)| {
                let at = [point.x + 0.7 * point.z, point.y].map(|mm| (mm / wave_mm) as f32);
                height_mm * f64::from(field.at(at[0], at[1]))
            })
            .sum();
        let depth: f64 = self.scars.iter().map(|scar| self.depth(scar, point)).sum();
        point + normal * (self.form.out_mm(point) + relief - depth + off_mm)
    }

    fn depth(&self, scar: &Drawn, point: Vector3<f64>) -> f64 {
        let near = (point.x - scar.at[0]).abs().max((point.y - scar.at[1]).abs()) < scar.width_mm;
        if !near {
            return 0.0;
        }
        let [left, up] = self.form.direction(scar.at);
        let (centre, _) = self.form.ellipsoid(left, up);
        let share = (point - centre).norm() / (0.5 * scar.width_mm);
        if share >= 1.0 {
            return 0.0;
        }
        scar.depth_mm * self.depth_factor * 0.5 * (1.0 + (PI * share).cos())
    }
}

/// The cosine between the ellipsoid's normal, along which bumps push, and that of the form.
pub(super) fn tilt_cosine(form: &Form, [left, up]: [f64; 2]) -> f64 {
    const STEP: f64 = 1e-3;
    let along = form.surface(left + STEP, up) - form.surface(left - STEP, up);
    let upwards = form.surface(left, up + STEP) - form.surface(left, up - STEP);
    let normal = along.cross(&upwards).normalize();
    form.ellipsoid(left, up).1.dot(&normal)
}
