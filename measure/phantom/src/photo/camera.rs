//! The camera: a pinhole with a little radial distortion, and where it stands.

use nalgebra::{Matrix3, Vector3};
use relief_grid::Point;
use serde::{Deserialize, Serialize};

/// A pinhole camera: `u = fx · x (1 + k1 r²) + cx` with `x = X / Z`, `r² = x² + y²`, in pixels with the
/// first pixel's centre at (0, 0). X right, Y down, Z into the scene.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Focal length in pixels.
    pub fx: f64,
    /// The same; pixels are square.
    pub fy: f64,
    /// Principal point.
    pub cx: f64,
    /// Principal point.
    pub cy: f64,
    /// Radial distortion.
    pub k1: f64,
    /// From the lens to the middle of the skin, in mm.
    pub distance_mm: f64,
}

impl Camera {
    /// The pixel that shows a point in camera axes (`z > 0`).
    pub(crate) fn project(&self, at: Vector3<f64>) -> Point {
        let (x, y) = (at.x / at.z, at.y / at.z);
        let bend = 1.0 + self.k1 * (x * x + y * y);
        Point::new(self.fx * x * bend + self.cx, self.fy * y * bend + self.cy)
    }

    /// The direction (x, y, 1) that a pixel looks in.
    pub(crate) fn ray(&self, px: f64, py: f64) -> Vector3<f64> {
        /// The distortion is below 0.3 %: each round gains more than two digits.
        const ROUNDS: usize = 5;
        let bent = [(px - self.cx) / self.fx, (py - self.cy) / self.fy];
        let straight = (0..ROUNDS).fold(bent, |[x, y], _| {
            let bend = 1.0 + self.k1 * (x * x + y * y);
            [bent[0] / bend, bent[1] / bend]
        });
        Vector3::new(straight[0], straight[1], 1.0)
    }

    /// The matrix of the pinhole without distortion.
    pub(crate) fn matrix(&self) -> Matrix3<f64> {
        Matrix3::new(self.fx, 0.0, self.cx, 0.0, self.fy, self.cy, 0.0, 0.0, 1.0)
    }
}

/// A camera and where the skin is in its axes: `p_camera = rotation · p_skin + translation`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    pub(crate) camera: Camera,
    pub(crate) rotation: Matrix3<f64>,
    pub(crate) translation: Vector3<f64>,
}

impl View {
    /// The pixel that shows a point of the skin's axes.
    pub(crate) fn project(&self, skin: Vector3<f64>) -> Point {
        self.camera.project(self.rotation * skin + self.translation)
    }

    /// The lens in the skin's axes.
    pub(crate) fn lens(&self) -> Vector3<f64> {
        -(self.rotation.transpose() * self.translation)
    }

    /// The direction of a pixel in the skin's axes.
    pub(crate) fn ray(&self, px: f64, py: f64) -> Vector3<f64> {
        self.rotation.transpose() * self.camera.ray(px, py)
    }
}

/// A turn by angles in degrees about x, then y, then z (camera axes).
pub(crate) fn turn([about_x, about_y, about_z]: [f64; 3]) -> Matrix3<f64> {
    let [x, y, z] = [about_x, about_y, about_z].map(f64::to_radians);
    nalgebra::Rotation3::from_euler_angles(x, y, z).into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ray_goes_where_its_pixel_projects_from() {
        let camera = Camera {
            width: 1600,
            height: 1200,
            fx: 5300.0,
            fy: 5300.0,
            cx: 799.5,
            cy: 599.5,
            k1: 0.05,
            distance_mm: 450.0,
        };
        for (x, y) in [(0.0, 0.0), (799.5, 599.5), (1599.0, 17.25)] {
            let back = camera.project(camera.ray(x, y) * 451.0);
            assert!(back.distance(Point::new(x, y)) < 1e-6, "{back:?}");
        }
    }
}
