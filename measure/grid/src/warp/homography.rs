//! Plane projective mappings.

use super::Mapping;
use crate::Point;
use serde::{Deserialize, Serialize};

/// A determinant below this, of a matrix whose greatest entry is one, maps the plane onto a line as far as
/// pixels can tell.
const MIN_DETERMINANT: f64 = 1e-15;

/// A projective mapping of the plane: `(x, y, 1)` times a 3 × 3 matrix, divided by the third coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Homography([[f64; 3]; 3]);

impl Homography {
    /// The mapping of every point to itself.
    pub const IDENTITY: Self = Self([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);

    /// The homography of a matrix given row by row, up to scale; its sign is taken so that (0, 0) lies in front
    /// of the horizon. `None` when the matrix has an entry that is not finite, is singular, or puts (0, 0) on
    /// the horizon.
    pub fn new(matrix: [[f64; 3]; 3]) -> Option<Self> {
        let corner = matrix[2][2];
        let greatest = matrix.as_flattened().iter().fold(0.0f64, |m, v| m.max(v.abs()));
        let finite = matrix.as_flattened().iter().all(|v| v.is_finite());
        if !finite || determinant(&matrix.map(|r| r.map(|v| v / greatest))).abs() < MIN_DETERMINANT {
            return None;
        }
        let scaled = matrix.map(|row| row.map(|v| v / corner));
        scaled
            .as_flattened()
            .iter()
            .all(|v| v.is_finite())
            .then_some(Self(scaled))
    }

    /// The matrix row by row, its last entry one.
    pub const fn matrix(&self) -> &[[f64; 3]; 3] {
        &self.0
    }

    /// Where `point` goes; not a number on the horizon and behind it.
    #[inline]
    pub fn apply(&self, point: Point) -> Point {
        let [x, y, w] = self.0.map(|r| r[0] * point.x + r[1] * point.y + r[2]);
        divide(x, y, w)
    }

    /// This mapping first, then `next`; `None` when the result puts (0, 0) on the horizon.
    pub fn then(&self, next: &Self) -> Option<Self> {
        Self::new(std::array::from_fn(|i| {
            std::array::from_fn(|j| (0..3).map(|k| next.0[i][k] * self.0[k][j]).sum())
        }))
    }

    /// The mapping back; `None` when it puts (0, 0) on the horizon.
    pub fn inverse(&self) -> Option<Self> {
        let m = &self.0;
        // The transposed cofactors: the inverse up to scale.
        Self::new(std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                let (a, b) = ((j + 1) % 3, (j + 2) % 3);
                let (c, d) = ((i + 1) % 3, (i + 2) % 3);
                m[a][c] * m[b][d] - m[a][d] * m[b][c]
            })
        }))
    }
}

fn determinant(m: &[[f64; 3]; 3]) -> f64 {
    (0..3)
        .map(|j| m[0][j] * (m[1][(j + 1) % 3] * m[2][(j + 2) % 3] - m[1][(j + 2) % 3] * m[2][(j + 1) % 3]))
        .sum()
}

#[inline(always)]
fn divide(x: f64, y: f64, w: f64) -> Point {
    let scale = if w > 0.0 { 1.0 / w } else { f64::NAN };
    Point::new(x * scale, y * scale)
}

impl Mapping for Homography {
    fn fill_row(&self, y: usize, row: &mut [Point]) {
        let constant = self.0.map(|r| r[1] * y as f64 + r[2]);
        let slope = self.0.map(|r| r[0]);
        for (x, to) in row.iter_mut().enumerate() {
            let x = x as f64;
            let [px, py, w] = std::array::from_fn(|i| slope[i] * x + constant[i]);
            *to = divide(px, py, w);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: Point, b: Point) -> bool {
        a.distance(b) < 1e-9
    }

    proptest! {
        #[test]
        fn the_inverse_undoes_it(
            m in prop::array::uniform6(-2f64..2.0), p in prop::array::uniform2(-1e-4f64..1e-4),
            at in prop::array::uniform2(0f64..100.0),
        ) {
            let matrix = [[m[0] + 3.0, m[1], m[2]], [m[3], m[4] + 3.0, m[5]], [p[0], p[1], 1.0]];
            let at = Point::new(at[0], at[1]);
            if let Some(h) = Homography::new(matrix) && let Some(back) = h.inverse() {
                prop_assume!(determinant(h.matrix()).abs() > 1e-2);
                prop_assert!(close(back.apply(h.apply(at)), at));
                prop_assert!(close(h.then(&back).unwrap().apply(at), at));
            }
        }

        #[test]
        fn a_row_equals_its_points(p in prop::array::uniform2(-1e-2f64..1e-2), y in 0usize..50) {
            let h = Homography::new([[1.1, 0.2, 3.0], [-0.1, 0.9, -2.0], [p[0], p[1], 1.0]]).unwrap();
            let mut row = vec![Point::default(); 70];
            h.fill_row(y, &mut row);
            for (x, got) in row.iter().enumerate() {
                let want = h.apply(Point::new(x as f64, y as f64));
                // Near the horizon, where `w` is 0, a rounding of it moves a point by its inverse square.
                let w = p[0] * x as f64 + p[1] * y as f64 + 1.0;
                let near = got.distance(want) < 1e-9 / (w * w).min(1.0);
                prop_assert!(near || (got.x.is_nan() && want.x.is_nan()));
            }
        }
    }

    #[test]
    fn refuses_what_is_no_mapping() {
        assert!(Homography::new([[0.0; 3]; 3]).is_none());
        assert!(Homography::new([[f64::NAN; 3]; 3]).is_none());
        assert!(Homography::new([[1.0, 2.0, 0.0], [2.0, 4.0, 0.0], [0.0, 0.0, 1.0]]).is_none());
        assert!(Homography::new([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]).is_none());
    }

    #[test]
    fn behind_the_horizon_is_nowhere() {
        let h = Homography::new([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-0.1, 0.0, 1.0]]).unwrap();
        assert_eq!(h.apply(Point::new(5.0, 1.0)), Point::new(10.0, 2.0));
        assert!(h.apply(Point::new(10.0, 0.0)).x.is_nan() && h.apply(Point::new(20.0, 0.0)).x.is_nan());
    }
}
