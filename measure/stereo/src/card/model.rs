//! The light of a small lamp on a plane.

use super::LitCard;
use nalgebra::{Matrix3, Vector3, Vector4};

/// A lamp beside a card: the tangents of how far it leans along the card's two axes, the logarithm of its distance from the card's middle in mm, and that of its light there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lamp(pub(super) Vector4<f64>);

/// The plane of a card.
pub(super) struct Plane {
    /// Its axes, and the way out of its printed side, as columns.
    axes: Matrix3<f64>,
    middle: Vector3<f64>,
}

impl Plane {
    pub(super) fn of(card: &LitCard) -> Self {
        let normal = Vector3::from(card.normal).normalize();
        // Its second axis lies where a picture's columns are: a card faces the camera, so that these are never one direction.
        let along = Vector3::y().cross(&normal).normalize();
        Self {
            axes: Matrix3::from_columns(&[along, normal.cross(&along), normal]),
            middle: Vector3::from(card.middle_mm),
        }
    }

    /// A place relative to the middle.
    pub(super) fn off(&self, place_mm: [f64; 3]) -> Vector3<f64> {
        Vector3::from(place_mm) - self.middle
    }

    /// Where a lamp is, in camera axes.
    pub(super) fn place_mm(&self, lamp: &Lamp) -> Vector3<f64> {
        self.middle + lamp.distance_mm() * self.toward(lamp)
    }

    /// Unit vector from the middle to a lamp.
    fn toward(&self, lamp: &Lamp) -> Vector3<f64> {
        lamp.cosine() * (self.axes * Vector3::new(lamp.0[0], lamp.0[1], 1.0))
    }

    /// The logarithm of a lamp's light at a place, and how it changes with the lamp's four numbers. Light is `d · n / |d|³` for a lamp that is `d` away.
    pub(super) fn light(&self, lamp: &Lamp, off: &Vector3<f64>) -> (f64, Vector4<f64>) {
        let (toward, away, cosine) = (self.toward(lamp), lamp.distance_mm(), lamp.cosine());
        let to = away * toward - off;
        let normal = self.axes.column(2);
        let (above, square) = (to.dot(&normal), to.norm_squared());
        let value = lamp.0[3] + above.ln() - 1.5 * square.ln() - cosine.ln() + 2.0 * lamp.0[2];
        let with_place = normal / above - 3.0 * to / square;
        let lean = |axis: usize| {
            let tangent = lamp.0[axis];
            let turned = cosine * self.axes.column(axis) - cosine * cosine * tangent * toward;
            away * with_place.dot(&turned) + cosine * cosine * tangent
        };
        let farther = away * with_place.dot(&toward) + 2.0;
        (value, Vector4::new(lean(0), lean(1), farther, 1.0))
    }
}

impl Lamp {
    pub(super) fn distance_mm(&self) -> f64 {
        self.0[2].exp()
    }

    /// The square of the tangent of how far it leans.
    pub(super) fn tangent_squared(&self) -> f64 {
        self.0[0] * self.0[0] + self.0[1] * self.0[1]
    }

    /// How many times more of its light a card takes that is tilted by this much more along its axes.
    pub(super) fn tilted(&self, tilt: [f64; 2]) -> f64 {
        (1.0 + tilt[0] * self.0[0] + tilt[1] * self.0[1]).max(LEAST_TILTED)
    }

    /// The cosine of how far it leans.
    pub(super) fn cosine(&self) -> f64 {
        1.0 / (1.0 + self.tangent_squared()).sqrt()
    }
}

/// No tilt that an outline leaves open turns a card away from a lamp.
const LEAST_TILTED: f64 = 0.1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_falls_off_as_it_does_and_changes_as_it_is_said_to() {
        let card = LitCard {
            places_mm: vec![],
            inks: vec![],
            middle_mm: [10.0, -5.0, 420.0],
            normal: [0.1, -0.05, -0.99],
            light: vec![],
        };
        let plane = Plane::of(&card);
        let lamp = Lamp(Vector4::new(0.7, -0.4, 350f64.ln(), 0.3));
        let off = plane.axes * Vector3::new(31.0, -18.0, 0.0);
        // At the middle it is what the lamp's fourth number says.
        assert!((plane.light(&lamp, &Vector3::zeros()).0 - 0.3).abs() < 1e-12);
        let to = plane.place_mm(&lamp) - Vector3::from(card.middle_mm) - off;
        let straight = |to: Vector3<f64>| to.dot(&plane.axes.column(2)) / to.norm().powi(3);
        let ratio = straight(to) / straight(to + off);
        let (value, slopes) = plane.light(&lamp, &off);
        assert!((value - 0.3 - ratio.ln()).abs() < 1e-12);
        for number in 0..4 {
            let moved = |by: f64| {
                let mut lamp = lamp;
                lamp.0[number] += by;
                plane.light(&lamp, &off).0
            };
            let slope = (moved(1e-6) - moved(-1e-6)) / 2e-6;
            assert!(
                (slope - slopes[number]).abs() < 1e-7,
                "{number}: {slope} {}",
                slopes[number]
            );
        }
    }
}
