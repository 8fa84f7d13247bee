//! The shadow of the card on the skin: exact, as a lamp is a square and so is what hides it.

use super::PlacedLamp;
use nalgebra::Vector3;

/// A flat rectangle in the axes of the skin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    /// First corner and the two edges that leave it.
    corner: Vector3<f64>,
    edges: [Vector3<f64>; 2],
    /// Unit normal; its sign does not matter here.
    normal: Vector3<f64>,
}

impl Sheet {
    /// The rectangle between two perpendicular edges that leave `corner`.
    pub(crate) fn new(corner: Vector3<f64>, edges: [Vector3<f64>; 2]) -> Self {
        Self {
            corner,
            edges,
            normal: edges[0].cross(&edges[1]).normalize(),
        }
    }

    /// Share of the lamp's area that the sheet hides from `point`: the sheet is projected from the point
    /// onto the lamp's plane and clipped to the lamp.
    pub(crate) fn hides(&self, lamp: &PlacedLamp, point: Vector3<f64>) -> f64 {
        let (own, other) = (
            (point - self.corner).dot(&self.normal),
            (lamp.position - self.corner).dot(&self.normal),
        );
        if own * other >= 0.0 {
            return 0.0;
        }
        let crossing = point + (lamp.position - point) * (own / (own - other));
        if self.is_far_from(crossing, 0.75 * lamp.size_mm * own.abs() / other.abs()) {
            return 0.0;
        }
        self.projected_share(lamp, point)
    }

    /// Whether a point of the sheet's plane lies outside the sheet by more than `margin_mm`.
    fn is_far_from(&self, at: Vector3<f64>, margin_mm: f64) -> bool {
        self.edges.iter().any(|edge| {
            let length = edge.norm();
            let along = (at - self.corner).dot(edge) / length;
            along < -margin_mm || along > length + margin_mm
        })
    }

    fn projected_share(&self, lamp: &PlacedLamp, point: Vector3<f64>) -> f64 {
        let plane = (lamp.position - point).dot(&lamp.facing);
        let corners = [
            self.corner,
            self.corner + self.edges[0],
            self.corner + self.edges[0] + self.edges[1],
            self.corner + self.edges[1],
        ];
        let mut polygon = Vec::with_capacity(8);
        for corner in corners {
            let ray = corner - point;
            let along = ray.dot(&lamp.facing);
            // Both negative: facing points from the lamp to the subject. A corner level with the point
            // projects far away; keep it finite.
            let scale = plane / along.min(-1e-6);
            let at = point + scale * ray - lamp.position;
            polygon.push([at.dot(&lamp.across), at.dot(&lamp.up)]);
        }
        let half = 0.5 * lamp.size_mm;
        for (axis, sign) in [(0, 1.0), (0, -1.0), (1, 1.0), (1, -1.0)] {
            polygon = clip(&polygon, axis, sign, half);
        }
        (area(&polygon) / (lamp.size_mm * lamp.size_mm)).clamp(0.0, 1.0)
    }
}

/// The part of a convex polygon where `sign · coordinate ≤ limit` (Sutherland & Hodgman 1974).
fn clip(polygon: &[[f64; 2]], axis: usize, sign: f64, limit: f64) -> Vec<[f64; 2]> {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (i, &current) in polygon.iter().enumerate() {
        let next = polygon[(i + 1) % polygon.len()];
        let (a, b) = (limit - sign * current[axis], limit - sign * next[axis]);
        if a >= 0.0 {
            kept.push(current);
        }
        if (a < 0.0) != (b < 0.0) {
            let t = a / (a - b);
            kept.push([
                current[0] + t * (next[0] - current[0]),
                current[1] + t * (next[1] - current[1]),
            ]);
        }
    }
    kept
}

fn area(polygon: &[[f64; 2]]) -> f64 {
    let twice: f64 = polygon
        .iter()
        .enumerate()
        .map(|(i, a)| {
            let b = polygon[(i + 1) % polygon.len()];
            a[0] * b[1] - a[1] * b[0]
        })
        .sum();
    0.5 * twice.abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::light::Lamp;
    use nalgebra::Matrix3;

    /// A lamp straight above the origin of the skin.
    fn overhead() -> PlacedLamp {
        let lamp = Lamp {
            azimuth_deg: 0.0,
            elevation_deg: 90.0,
            distance_mm: 1000.0,
            size_mm: 200.0,
            strength: 1.0,
        };
        let subject = Vector3::zeros();
        PlacedLamp::new(&lamp, subject, &Matrix3::identity(), &subject)
    }

    #[test]
    fn the_edge_of_a_half_plane_hides_half_and_the_penumbra_is_linear() {
        let sheet = Sheet::new(
            Vector3::new(0.0, -500.0, -10.0),
            [Vector3::new(500.0, 0.0, 0.0), Vector3::new(0.0, 1000.0, 0.0)],
        );
        let at = |x: f64| sheet.hides(&overhead(), Vector3::new(x, 0.0, 0.0));
        // By similar triangles the edge at height 10 under a lamp at 1000 shows at −99 x on the lamp's plane.
        assert!((at(0.0) - 0.5).abs() < 1e-9);
        assert!((at(0.5) - (0.5 + 49.5 / 200.0)).abs() < 1e-9, "{}", at(0.5));
        assert_eq!(at(1.2), 1.0);
        assert_eq!(at(-1.2), 0.0);
    }

    #[test]
    fn a_sheet_below_the_point_hides_nothing() {
        let sheet = Sheet::new(
            Vector3::new(-50.0, -50.0, 10.0),
            [Vector3::new(100.0, 0.0, 0.0), Vector3::new(0.0, 100.0, 0.0)],
        );
        assert_eq!(sheet.hides(&overhead(), Vector3::zeros()), 0.0);
    }
}
