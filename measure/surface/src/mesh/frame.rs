//! From where a mesh is looked at.

use crate::SurfaceError;
use nalgebra::Vector3;

/// A mesh whose triangles' normals cancel out to less than this share of its area is closed, or folded.
const LEAST_FACING: f64 = 0.2;

/// The plane that a mesh faces: x to the right, y down, z towards the viewer.
#[derive(Debug)]
pub(super) struct Frame {
    right: Vector3<f64>,
    down: Vector3<f64>,
    out: Vector3<f64>,
}

impl Frame {
    pub(super) fn of(vertices: &[[f64; 3]], triangles: &[[u32; 3]]) -> Result<Self, SurfaceError> {
        let at = |index: u32| Vector3::from(vertices[index as usize]);
        let (mut sum, mut area) = (Vector3::zeros(), 0.0);
        for [a, b, c] in triangles {
            let normal = (at(*b) - at(*a)).cross(&(at(*c) - at(*a)));
            sum += normal;
            area += normal.norm();
        }
        let facing = if area > 0.0 { sum.norm() / area } else { 0.0 };
        if facing < LEAST_FACING {
            return Err(SurfaceError::Setting {
                name: "the share of the mesh that faces one side",
                value: facing,
                limit: "at least 0.2: cut out the skin to be measured, or choose a zone of a face (--zone)",
            });
        }
        Ok(Self::against(sum.normalize()))
    }

    /// The frame that looks against a direction of unit length.
    pub(super) fn against(out: Vector3<f64>) -> Self {
        // The mesh's x axis stays to the right, unless the mesh faces along it.
        let first = if out.x.abs() < 0.9 {
            Vector3::x()
        } else {
            Vector3::y()
        };
        let right = (first - out * first.dot(&out)).normalize();
        Self {
            right,
            down: right.cross(&out),
            out,
        }
    }

    /// The frame that looks against `front`, with `up` on top; both of unit length and across each other.
    pub(super) fn upright(up: Vector3<f64>, front: Vector3<f64>) -> Self {
        Self {
            right: up.cross(&front),
            down: -up,
            out: front,
        }
    }

    /// Towards the viewer.
    pub(super) const fn out(&self) -> Vector3<f64> {
        self.out
    }

    /// What is seen, in space: the inverse of [`seen`](Self::seen).
    pub(super) fn in_space(&self, [x, y, z]: [f64; 3]) -> Vector3<f64> {
        x * self.right + y * self.down + z * self.out
    }

    /// A vertex as it is seen.
    pub(super) fn seen(&self, vertex: [f64; 3]) -> [f64; 3] {
        let vertex = Vector3::from(vertex);
        [
            self.right.dot(&vertex),
            self.down.dot(&vertex),
            self.out.dot(&vertex),
        ]
    }
}
