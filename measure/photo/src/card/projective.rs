//! Plane projective mappings through corresponding points.

use nalgebra::{DMatrix, DVector, SMatrix};
use relief_grid::Point;
use relief_grid::warp::Homography;

/// The homography that maps `from` onto `to` best in the algebraic sense; exact for four points. `None` with
/// fewer than four, with three on a line, or when `from`'s mean lies on the horizon.
pub(super) fn through(from: &[Point], to: &[Point]) -> Option<Homography> {
    if from.len() < 4 || from.len() != to.len() {
        return None;
    }
    let (before, after) = (Frame::around(from)?, Frame::around(to)?);
    let mut rows = DMatrix::zeros(2 * from.len(), 8);
    let mut right = DVector::zeros(2 * from.len());
    for (i, (&a, &b)) in from.iter().zip(to).enumerate() {
        let (p, q) = (before.inside(a), after.inside(b));
        let x = [p.x, p.y, 1.0, 0.0, 0.0, 0.0, -q.x * p.x, -q.x * p.y];
        let y = [0.0, 0.0, 0.0, p.x, p.y, 1.0, -q.y * p.x, -q.y * p.y];
        for j in 0..8 {
            rows[(2 * i, j)] = x[j];
            rows[(2 * i + 1, j)] = y[j];
        }
        right[2 * i] = q.x;
        right[2 * i + 1] = q.y;
    }
    let normal = rows.transpose() * &rows;
    let h = normal.lu().solve(&(rows.transpose() * right))?;
    let middle = SMatrix::<f64, 3, 3>::new(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1.0);
    homography(&(after.to_outside() * middle * before.to_inside()))
}

/// The homography that maps the square from (0, 0) to (`edge`, `edge`) onto a quadrilateral whose corners
/// stand for top left, top right, bottom right and bottom left.
pub(super) fn from_square(corners: [Point; 4], edge: f64) -> Option<Homography> {
    let square = [
        Point::new(0.0, 0.0),
        Point::new(edge, 0.0),
        Point::new(edge, edge),
        Point::new(0.0, edge),
    ];
    through(&square, &corners)
}

pub(super) fn homography(m: &SMatrix<f64, 3, 3>) -> Option<Homography> {
    Homography::new(std::array::from_fn(|i| std::array::from_fn(|j| m[(i, j)])))
}

/// Coordinates in which points have mean nought and unit spread, for well-conditioned equations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    centre: Point,
    scale: f64,
}

impl Frame {
    /// The frame of some points; `None` when they all coincide.
    pub fn around(points: &[Point]) -> Option<Self> {
        let n = points.len() as f64;
        let centre = Point::new(
            points.iter().map(|p| p.x).sum::<f64>() / n,
            points.iter().map(|p| p.y).sum::<f64>() / n,
        );
        let scale = points.iter().map(|p| p.distance(centre)).sum::<f64>() / n;
        (scale > 0.0 && scale.is_finite()).then_some(Self { centre, scale })
    }

    fn inside(&self, p: Point) -> Point {
        Point::new(
            (p.x - self.centre.x) / self.scale,
            (p.y - self.centre.y) / self.scale,
        )
    }

    fn to_inside(self) -> SMatrix<f64, 3, 3> {
        let s = 1.0 / self.scale;
        SMatrix::<f64, 3, 3>::new(
            s,
            0.0,
            -s * self.centre.x,
            0.0,
            s,
            -s * self.centre.y,
            0.0,
            0.0,
            1.0,
        )
    }

    fn to_outside(self) -> SMatrix<f64, 3, 3> {
        let s = self.scale;
        SMatrix::<f64, 3, 3>::new(s, 0.0, self.centre.x, 0.0, s, self.centre.y, 0.0, 0.0, 1.0)
    }
}

/// The unit normal of the plane that a mapping shows, around `at`: x and y along the picture's, z towards the camera.
///
/// The plane leans along the direction in which it is shortened most; perspective, which shows the near side larger,
/// tells to which end. Seen from straight ahead neither tells anything, and x and y are nearly nought.
pub(super) fn normal(h: &Homography, at: Point) -> [f64; 3] {
    let m = h.matrix();
    let [x, y, w] = m.map(|r| r[0] * at.x + r[1] * at.y + r[2]);
    let (u, v) = (x / w, y / w);
    // The mapping's derivatives by x and y, and the relative growth of depth along them.
    let by = |column: usize| {
        [
            (m[0][column] - u * m[2][column]) / w,
            (m[1][column] - v * m[2][column]) / w,
            m[2][column] / w,
        ]
    };
    let ([a, c, along_x], [b, d, along_y]) = (by(0), by(1));
    // Squares and product of the length factors along x and y of the picture.
    let (xx, xy, yy) = (a * a + b * b, a * c + b * d, c * c + d * d);
    let difference = (xx - yy).hypot(2.0 * xy);
    let cosine = ((xx + yy - difference) / (xx + yy + difference)).max(0.0).sqrt();
    let (sin, cos) = (0.5 * (2.0 * xy).atan2(xx - yy)).sin_cos();
    // Along (-sin, cos) the plane is shortened most; with the signed area, depth grows along it by this.
    let grows = ((d * -sin - b * cos) * along_x + (c * sin + a * cos) * along_y) / (a * d - b * c);
    let lean = (1.0 - cosine * cosine).sqrt().copysign(grows);
    [-sin * lean, cos * lean, cosine]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_homography_is_found_back() {
        let truth = Homography::new([[3.0, -1.0, 200.0], [0.5, 2.0, 90.0], [1e-3, -2e-3, 1.0]]).unwrap();
        let from: Vec<Point> = (0..9)
            .map(|i| Point::new(f64::from(i % 3) * 30.0, f64::from(i / 3) * 20.0))
            .collect();
        let to: Vec<Point> = from.iter().map(|&p| truth.apply(p)).collect();
        for n in [4, 9] {
            // The first four of nine hold three on a line.
            let pick: Vec<usize> = if n == 4 {
                vec![0, 2, 8, 6]
            } else {
                (0..9).collect()
            };
            let pick_of = |all: &[Point]| pick.iter().map(|&i| all[i]).collect::<Vec<_>>();
            let got = through(&pick_of(&from), &pick_of(&to)).unwrap();
            let at = Point::new(70.0, -10.0);
            assert!(got.apply(at).distance(truth.apply(at)) < 1e-6);
        }
        assert!(through(&from[..3], &to[..3]).is_none());
    }

    #[test]
    fn a_tilted_plane_is_foreshortened_by_the_cosine() {
        let h = Homography::new([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap();
        assert!((normal(&h, Point::new(5.0, 7.0))[2] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_plane_leans_to_its_far_side() {
        for (x, y) in [(20.0f64, 0.0f64), (-20.0, 0.0), (0.0, 15.0), (12.0, -9.0)] {
            let turn = nalgebra::Rotation3::from_euler_angles(x.to_radians(), y.to_radians(), 0.0);
            let mut m = turn.into_inner();
            m.set_column(2, &nalgebra::Vector3::new(0.0, 0.0, 300.0));
            let [nx, ny, nz] = normal(&homography(&m).unwrap(), Point::new(0.0, 0.0));
            // The printed side looks at the camera, against the axis into the picture.
            let truth = -(turn * nalgebra::Vector3::z());
            let got = nalgebra::Vector3::new(nx, ny, -nz);
            assert!((got - truth).norm() < 1e-6, "{got} {truth}");
        }
    }
}
