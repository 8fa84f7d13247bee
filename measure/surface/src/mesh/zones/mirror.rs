//! The plane in which a face is its own mirror image.

use super::depth::Depth;
use crate::robust;
use nalgebra::{Matrix3, Vector3};

/// What takes part: the face around the tip of the nose, up to the brows and the outer corners of the eyes.
const REACH_MM: f64 = 62.0;
/// What lies deeper below the tip is an ear, hair or the back of a chair: eyes lie 30 mm below it.
const MOST_DEEP_MM: f64 = 80.0;
/// So near the plane nothing tells a slope.
const NEAR_MM: f64 = 8.0;
/// Turns that are tried.
const TURN_STEP_DEG: usize = 3;
/// Cells between those that take part.
const STRIDE: usize = 3;
/// Of what lies on one side so much must lie on the other, too.
pub(super) const LEAST_SHARED: f64 = 0.7;
/// Steps of Gauss and Newton; five are enough.
const STEPS: usize = 12;
/// A smaller step ends them, in mm at the reach.
const DONE_MM: f64 = 1e-3;
/// Faces differ from their mirror images by 1 mm or so; a face beyond this is half covered, or none.
pub(super) const MOST_SPREAD_MM: f64 = 3.0;

/// A plane `normal · p = offset` in the coordinates of what is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mirror {
    pub(super) normal: Vector3<f64>,
    pub(super) offset_mm: f64,
    /// Robust standard deviation of what is left between the face and its mirror image.
    pub(super) spread_mm: f64,
}

/// The best plane through about the tip; the share of the face that lies on both sides where that is too little for any plane.
pub(super) fn mirror(depth: &Depth, tip: [f64; 3]) -> Result<Mirror, f64> {
    let points: Vec<Vector3<f64>> = depth
        .points(STRIDE)
        .filter(|[x, y, z]| (x - tip[0]).hypot(y - tip[1]) < REACH_MM && tip[2] - z < MOST_DEEP_MM)
        .map(Vector3::from)
        .collect();
    let tip = Vector3::from(tip);
    let turns = (0..180)
        .step_by(TURN_STEP_DEG)
        .map(|deg| (deg as f64).to_radians());
    let mut most_shared = 0.0f64;
    let mut start: Option<Mirror> = None;
    for turn in turns {
        let (shared, plane) = rough(depth, &points, tip, turn);
        most_shared = most_shared.max(shared);
        if shared >= LEAST_SHARED && start.is_none_or(|best| plane.spread_mm < best.spread_mm) {
            start = Some(plane);
        }
    }
    let start = start.ok_or(most_shared)?;
    Ok(refined(depth, &points, start).unwrap_or(start))
}

/// The plane through the tip whose normal is turned so, seen from the front. A face that looks aside is higher on one side the farther
/// from the plane: the slope of that turns the normal out of the plane of view. Before it the share of one side that lies on the other, too.
fn rough(depth: &Depth, points: &[Vector3<f64>], tip: Vector3<f64>, turn: f64) -> (f64, Mirror) {
    let across = Vector3::new(turn.cos(), turn.sin(), 0.0);
    let side = points
        .iter()
        .map(|point| (point, across.dot(&(point - tip))))
        .filter(|(_, far)| *far > 0.0);
    let (mut asked, mut odd) = (0.0, Vec::new());
    for (point, far) in side {
        asked += 1.0;
        let there = point - 2.0 * far * across;
        if let Some(height) = depth.at([there.x, there.y]) {
            odd.push((far, 0.5 * (point.z - height)));
        }
    }
    let mut slopes: Vec<f64> = odd
        .iter()
        .filter(|(far, _)| *far > NEAR_MM)
        .map(|(far, half)| half / far)
        .collect();
    let middle = slopes.len() / 2;
    let slope = if slopes.is_empty() {
        0.0
    } else {
        *slopes.select_nth_unstable_by(middle, f64::total_cmp).1
    };
    let normal = (across + slope * Vector3::z()).normalize();
    let plane = Mirror {
        normal,
        offset_mm: normal.dot(&tip),
        spread_mm: robust::sigma(odd.iter().map(|(far, half)| half - slope * far)),
    };
    (
        if asked > 0.0 {
            odd.len() as f64 / asked
        } else {
            0.0
        },
        plane,
    )
}

/// Lays the mirror image onto the face by turning and shifting the plane (Gauss and Newton), robustly; `None` where that has no one solution.
fn refined(depth: &Depth, points: &[Vector3<f64>], start: Mirror) -> Option<Mirror> {
    let mut found = start;
    for _ in 0..STEPS {
        let [first, second] = across(found.normal);
        let plane = found;
        let moved = |turns: [f64; 2], shift: f64| Mirror {
            normal: (plane.normal + turns[0] * first + turns[1] * second).normalize(),
            offset_mm: plane.offset_mm + shift,
            ..plane
        };
        /// For derivatives: radians at about 60 mm are as far.
        const SMALL_RAD: f64 = 2e-3;
        const SMALL_MM: f64 = 0.1;
        let changed = [
            (moved([SMALL_RAD, 0.0], 0.0), SMALL_RAD),
            (moved([0.0, SMALL_RAD], 0.0), SMALL_RAD),
            (moved([0.0, 0.0], SMALL_MM), SMALL_MM),
        ];
        let terms: Vec<(Vector3<f64>, f64)> = points
            .iter()
            .filter_map(|point| {
                let here = found.left_over(depth, point)?;
                let [a, b, c] = changed.map(|(plane, by)| Some((plane.left_over(depth, point)? - here) / by));
                Some((Vector3::new(a?, b?, c?), here))
            })
            .collect();
        let sigma = robust::sigma(terms.iter().map(|(_, left)| *left));
        if terms.len() < points.len() / 2 || sigma == 0.0 {
            break;
        }
        let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
        for (slopes, left) in &terms {
            let weight = robust::tukey(*left, sigma);
            normal += weight * slopes * slopes.transpose();
            right += weight * *left * slopes;
        }
        let step = normal.cholesky()?.solve(&right);
        found = Mirror {
            spread_mm: 0.5 * sigma,
            ..moved([-step.x, -step.y], -step.z)
        };
        if step.xy().norm() * REACH_MM < DONE_MM && step.z.abs() < DONE_MM {
            break;
        }
    }
    Some(found)
}

impl Mirror {
    /// How far a point's mirror image lies above the face; `None` beside what was measured.
    fn left_over(&self, depth: &Depth, point: &Vector3<f64>) -> Option<f64> {
        let there = point - 2.0 * (self.normal.dot(point) - self.offset_mm) * self.normal;
        Some(there.z - depth.at([there.x, there.y])?)
    }
}

/// Two unit vectors across a third and across each other.
fn across(normal: Vector3<f64>) -> [Vector3<f64>; 2] {
    let least = normal.iamin();
    let first = normal.cross(&Vector3::ith(least, 1.0)).normalize();
    [first, normal.cross(&first)]
}
