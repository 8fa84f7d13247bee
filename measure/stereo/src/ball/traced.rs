//! A ball of 10 mm that tests trace, pixel by pixel.

use crate::lamps::sight;
use crate::set::{dot, norm};
use crate::{Ball, BallSurface, Camera, Light, View};

const RADIUS_MM: f64 = 10.0;
/// Seen 7° left of the middle.
const MIDDLE_MM: [f64; 3] = [-36.0, 12.0, 300.0];

pub(super) const SIZE: [usize; 2] = [800, 600];

/// To lamps that stand around the camera, and beside it.
pub(super) const LAMPS: [[f64; 3]; 4] = [
    [0.6, 0.0, -0.8],
    [-0.5, 0.5, -0.7],
    [0.0, -0.7, -0.7],
    [0.1, 0.1, -1.0],
];

pub(super) const CAMERA: Camera = Camera {
    fx: 1500.0,
    fy: 1500.0,
    cx: 399.5,
    cy: 299.5,
    k1: 0.0,
    distance_mm: 300.0,
};

pub(super) fn ball(surface: BallSurface) -> Ball {
    let centre = [0, 1].map(|i| 1500.0 * MIDDLE_MM[i] / 300.0 + [399.5, 299.5][i]);
    Ball {
        centre_px: centre,
        radius_px: 50.0,
        surface,
    }
}

/// The line of sight of a pixel and the normal where it meets the ball.
pub(super) fn met(x: usize, y: usize) -> Option<([f64; 3], [f64; 3])> {
    let line = sight(&View::Perspective(CAMERA), x as f64, y as f64);
    let length = norm(line);
    let line = line.map(|v| v / length);
    let along = dot(line, MIDDLE_MM);
    let reach = along * along - dot(MIDDLE_MM, MIDDLE_MM) + RADIUS_MM * RADIUS_MM;
    if reach <= 0.0 {
        return None;
    }
    let away = along - reach.sqrt();
    Some((
        line,
        std::array::from_fn(|i| (away * line[i] - MIDDLE_MM[i]) / RADIUS_MM),
    ))
}

pub(super) fn angle_deg(a: [f64; 3], b: [f64; 3]) -> f64 {
    (dot(a, b) / (norm(a) * norm(b)))
        .clamp(-1.0, 1.0)
        .acos()
        .to_degrees()
}

pub(super) fn direction(light: Light) -> [f64; 3] {
    match light {
        Light::Distant(direction) | Light::Near(direction) => direction,
    }
}
