//! From where light falls onto a point of the skin, and how much of it.

use crate::set::{Light, View, norm};
use crate::surface::plane_mm;
use relief_grid::Raster;

/// Where the skin is: for each pixel the distance along the camera's axis, in mm; for an orthographic view any constant.
pub(crate) type Depth = Raster<f64>;

/// Light of one lamp at one point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ray {
    /// Unit vector to the lamp.
    pub(crate) toward: [f64; 3],
    /// How many times the lamp is brighter here than at the reference distance; one for a distant lamp.
    pub(crate) brightness: f64,
}

/// The lamps of a set, as pixels see them.
#[derive(Debug)]
pub(crate) struct Lamps {
    lights: Vec<Light>,
    view: View,
}

impl Lamps {
    pub(crate) fn new(lights: impl IntoIterator<Item = Light>, view: View) -> Self {
        let unit = |light| match light {
            Light::Distant(direction) => {
                let length = norm(direction);
                Light::Distant(direction.map(|v| v / length))
            }
            near @ Light::Near(_) => near,
        };
        Self {
            lights: lights.into_iter().map(unit).collect(),
            view,
        }
    }

    /// The same lamps, seen by another view of the same scene.
    pub(crate) fn seen_by(&self, view: View) -> Self {
        Self {
            lights: self.lights.clone(),
            view,
        }
    }

    /// As many lamps elsewhere, seen by the same view.
    pub(crate) fn moved_to(&self, lights: impl IntoIterator<Item = Light>) -> Self {
        Self::new(lights, self.view)
    }

    /// Where they are; directions have a length of one.
    pub(crate) fn lights(&self) -> &[Light] {
        &self.lights
    }

    pub(crate) fn count(&self) -> usize {
        self.lights.len()
    }

    /// Whether light depends on where the skin is.
    pub(crate) fn are_near(&self) -> bool {
        self.lights.iter().any(|light| matches!(light, Light::Near(_)))
    }

    /// Light of lamp `lamp` on the skin that pixel `(x, y)` shows at `depth_mm` along the camera's axis.
    pub(crate) fn ray(&self, lamp: usize, x: usize, y: usize, depth_mm: f64) -> Ray {
        let light = self.lights[lamp];
        match light {
            Light::Distant(_) => light.ray([0.0; 3], &self.view),
            Light::Near(_) => {
                let line = sight(&self.view, x as f64, y as f64);
                light.ray(line.map(|v| depth_mm * v), &self.view)
            }
        }
    }

    /// The unit vector from the skin that pixel `(x, y)` shows to the camera.
    pub(crate) fn to_camera(&self, x: usize, y: usize) -> [f64; 3] {
        let line = sight(&self.view, x as f64, y as f64);
        let length = norm(line);
        line.map(|v| -v / length)
    }

    /// How far each lamp is from the skin at the middle of the view, in mm; one for distant lamps, which are as bright wherever they are.
    pub(crate) fn distances_mm(&self) -> Vec<f64> {
        let away = |light: &Light| match light {
            Light::Near(place) => from_middle_mm(*place, &self.view),
            Light::Distant(_) => 1.0,
        };
        self.lights.iter().map(away).collect()
    }

    /// Directions at the middle of the view.
    pub(crate) fn middle(&self) -> Vec<[f64; 3]> {
        let (x, y, depth_mm) = match self.view {
            View::Orthographic { .. } => (0, 0, 0.0),
            View::Perspective(camera) => (
                camera.cx.max(0.0) as usize,
                camera.cy.max(0.0) as usize,
                camera.distance_mm,
            ),
        };
        (0..self.count())
            .map(|lamp| self.ray(lamp, x, y, depth_mm).toward)
            .collect()
    }
}

impl Light {
    /// Its light at a point in camera axes, in mm. A near lamp shines alike into all directions, and its brightness falls with the square of the distance; the direction to a
    /// distant one has a length of one.
    pub(crate) fn ray(self, at_mm: [f64; 3], view: &View) -> Ray {
        match self {
            Self::Distant(toward) => Ray {
                toward,
                brightness: 1.0,
            },
            Self::Near(place) => {
                let to: [f64; 3] = std::array::from_fn(|i| place[i] - at_mm[i]);
                let away = norm(to);
                Ray {
                    toward: to.map(|v| v / away),
                    brightness: (from_middle_mm(place, view) / away).powi(2),
                }
            }
        }
    }
}

/// How far a place is from the skin at the middle of the view.
fn from_middle_mm([x, y, z]: [f64; 3], view: &View) -> f64 {
    norm([x, y, z - plane_mm(view)])
}

/// The line of sight of a pixel, with z = 1.
pub(crate) fn sight(view: &View, x: f64, y: f64) -> [f64; 3] {
    match view {
        View::Orthographic { .. } => [0.0, 0.0, 1.0],
        View::Perspective(camera) => {
            let seen = [(x - camera.cx) / camera.fx, (y - camera.cy) / camera.fy];
            let mut line = seen;
            if camera.k1 != 0.0 {
                for _ in 0..UNDISTORTING {
                    let stretch = 1.0 + camera.k1 * (line[0] * line[0] + line[1] * line[1]);
                    line = seen.map(|v| v / stretch);
                }
            }
            [line[0], line[1], 1.0]
        }
    }
}

/// Rounds in which distortion is undone; the distortion of a lens that shows skin is a few percent, and each round leaves that share of the error.
const UNDISTORTING: usize = 6;

/// How the line of sight turns from a pixel to the next, along a row and along a column.
pub(crate) fn turn(view: &View, x: f64, y: f64) -> [[f64; 3]; 2] {
    let between = |a: [f64; 3], b: [f64; 3]| std::array::from_fn(|i| b[i] - a[i]);
    [
        between(sight(view, x - 0.5, y), sight(view, x + 0.5, y)),
        between(sight(view, x, y - 0.5), sight(view, x, y + 0.5)),
    ]
}

/// The least singular value of the matrix of unit directions, divided by the root of their number: zero when all lamps lie in one plane with the skin,
/// 0.577 when they are spread evenly.
pub(crate) fn spread(directions: &[[f64; 3]]) -> f64 {
    let gram = nalgebra::Matrix3::from_fn(|i, j| {
        directions.iter().map(|d| d[i] * d[j]).sum::<f64>() / directions.len().max(1) as f64
    });
    let eigen = gram.symmetric_eigenvalues();
    eigen.min().max(0.0).sqrt()
}
