//! Lamps, and what reaches the skin and the card.

pub(crate) mod card_shadow;
pub(crate) mod gloss;
pub(crate) mod horizon;
pub(crate) mod scatter;
pub(crate) mod shade;

use nalgebra::{Matrix3, Vector3};

/// A square lamp that faces the subject, described as a photographer would place it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lamp {
    /// 0° from the right of the photo, 90° from its top.
    pub(crate) azimuth_deg: f64,
    /// 0° grazing the picture plane, 90° at the camera.
    pub(crate) elevation_deg: f64,
    pub(crate) distance_mm: f64,
    /// Edge of the lamp's square.
    pub(crate) size_mm: f64,
    /// Irradiance at the subject on a surface that faces the lamp.
    pub(crate) strength: f64,
}

impl Lamp {
    /// Unit vector from the subject to the lamp in camera axes (x right, y down, z into the scene).
    pub(crate) fn direction(&self) -> Vector3<f64> {
        let (sin_a, cos_a) = self.azimuth_deg.to_radians().sin_cos();
        let (sin_e, cos_e) = self.elevation_deg.to_radians().sin_cos();
        Vector3::new(cos_e * cos_a, -cos_e * sin_a, -sin_e)
    }
}

/// All light of one photo.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rig {
    pub(crate) lamps: Vec<Lamp>,
    /// Irradiance from everywhere in front of the subject.
    pub(crate) ambient: f64,
}

/// A lamp in the axes of the skin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedLamp {
    pub(crate) position: Vector3<f64>,
    /// Edges of the square: `across` keeps the elevation, `up` changes it.
    pub(crate) across: Vector3<f64>,
    pub(crate) up: Vector3<f64>,
    /// Unit vector from the lamp to the subject.
    pub(crate) facing: Vector3<f64>,
    pub(crate) size_mm: f64,
    /// Strength times the squared distance at which it holds.
    pub(crate) intensity: f64,
}

impl PlacedLamp {
    /// The lamp aimed at `subject_camera_mm`, seen from skin axes: `rotation` and `translation` take skin
    /// coordinates to camera coordinates.
    pub(crate) fn new(
        lamp: &Lamp,
        subject_camera_mm: Vector3<f64>,
        rotation: &Matrix3<f64>,
        translation: &Vector3<f64>,
    ) -> Self {
        let to_skin = rotation.transpose();
        let direction = lamp.direction();
        let position = to_skin * (subject_camera_mm + lamp.distance_mm * direction - translation);
        let facing = to_skin * -direction;
        let (sin, cos) = lamp.azimuth_deg.to_radians().sin_cos();
        let across = to_skin * Vector3::new(-sin, -cos, 0.0);
        Self {
            position,
            across,
            up: across.cross(&facing),
            facing,
            size_mm: lamp.size_mm,
            intensity: lamp.strength * lamp.distance_mm * lamp.distance_mm,
        }
    }

    /// Unit vector to the lamp's middle, and the irradiance on a surface that faces it, at `point`.
    #[inline]
    pub(crate) fn reach(&self, point: Vector3<f64>) -> (Vector3<f64>, f64) {
        let to = self.position - point;
        let squared = to.norm_squared();
        let direction = to / squared.sqrt();
        // A softbox gives off less to the side, by the cosine.
        let irradiance = self.intensity / squared * (-direction.dot(&self.facing)).max(0.0);
        (direction, irradiance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lamp() -> Lamp {
        Lamp {
            azimuth_deg: 30.0,
            elevation_deg: 40.0,
            distance_mm: 700.0,
            size_mm: 220.0,
            strength: 1.5,
        }
    }

    #[test]
    fn a_lamp_has_its_strength_at_the_subject_and_falls_with_the_square() {
        let subject = Vector3::new(0.0, 0.0, 450.0);
        let placed = PlacedLamp::new(&lamp(), subject, &Matrix3::identity(), &subject);
        let (direction, irradiance) = placed.reach(Vector3::zeros());
        assert!((irradiance - 1.5).abs() < 1e-12);
        assert!((direction - lamp().direction()).norm() < 1e-12);
        let (_, nearer) = placed.reach(350.0 * direction);
        assert!((nearer - 6.0).abs() < 1e-9, "{nearer}");
    }

    #[test]
    fn the_square_is_square_to_the_beam() {
        let subject = Vector3::new(0.0, 0.0, 450.0);
        let placed = PlacedLamp::new(&lamp(), subject, &Matrix3::identity(), &subject);
        assert!(placed.across.dot(&placed.facing).abs() < 1e-12);
        assert!(placed.up.dot(&placed.facing).abs() < 1e-12);
        assert!((placed.up.norm() - 1.0).abs() < 1e-12);
        // Up means a greater elevation: towards the camera.
        assert!(placed.up.z < 0.0);
    }
}
