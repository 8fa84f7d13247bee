//! Smooth deformations given by few nodes.

use super::Mapping;
use crate::{Point, Raster};

/// How the displacement between nodes is made from theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spline {
    /// Bilinear: passes through the nodes, has creases along the grid lines.
    Linear,
    /// Uniform cubic B-spline: the nodes are its coefficients; twice continuously differentiable, does not
    /// pass through them (Rueckert et al. 1999, doi:10.1109/42.796284).
    Cubic,
}

/// Displacements in pixels on a coarse grid of nodes: a position `p` goes to `p + d(p)`.
///
/// Beyond the outermost nodes their displacement continues unchanged. A cubic spline reads one node beyond
/// each side of the interval, so give it nodes beyond the picture where its border matters.
#[derive(Debug, Clone, PartialEq)]
pub struct Displacement {
    nodes: Raster<[f32; 2]>,
    origin: Point,
    spacing_px: f64,
    spline: Spline,
}

impl Displacement {
    /// A grid of `(dx, dy)` whose node (0, 0) lies at `origin` and whose nodes stand `spacing_px` apart. `None`
    /// without a node, or unless the spacing is finite and positive and the origin finite.
    pub fn new(nodes: Raster<[f32; 2]>, origin: Point, spacing_px: f64, spline: Spline) -> Option<Self> {
        let sound =
            spacing_px.is_finite() && spacing_px > 0.0 && origin.x.is_finite() && origin.y.is_finite();
        (sound && !nodes.is_empty()).then_some(Self {
            nodes,
            origin,
            spacing_px,
            spline,
        })
    }

    /// The nodes.
    pub const fn nodes(&self) -> &Raster<[f32; 2]> {
        &self.nodes
    }

    /// The same deformation of the raster that [`crate::pyramid::halve`] made this one from.
    pub fn doubled(&self) -> Self {
        Self {
            nodes: self.nodes.map(|node| node.map(|d| d * 2.0)),
            origin: crate::pyramid::to_base(1, self.origin),
            spacing_px: self.spacing_px * 2.0,
            spline: self.spline,
        }
    }

    /// Where `point` goes.
    pub fn apply(&self, point: Point) -> Point {
        let line = self.line_at(point.y);
        let at = self.place(point.x - self.origin.x, line.len());
        self.piece(&line, at.floor()).moved(point, at)
    }

    /// The nodes combined at height `y`: one displacement per column of nodes.
    fn line_at(&self, y: f64) -> Vec<[f64; 2]> {
        let rows = self.nodes.height();
        let at = self.place(y - self.origin.y, rows);
        let weights = self
            .spline
            .basis()
            .map(|powers| polynomial(powers, at - at.floor()));
        let mut line = vec![[0.0; 2]; self.nodes.width()];
        for (row, weight) in four_from(at.floor(), rows)
            .zip(weights)
            .filter(|&(_, w)| w != 0.0)
        {
            for (sum, node) in line.iter_mut().zip(self.nodes.row(row)) {
                sum[0] += weight * f64::from(node[0]);
                sum[1] += weight * f64::from(node[1]);
            }
        }
        line
    }

    /// An offset from the origin in nodes. Two nodes beyond the last of `nodes`, all that act are the outermost one.
    #[inline(always)]
    fn place(&self, offset_px: f64, nodes: usize) -> f64 {
        (offset_px / self.spacing_px).clamp(-2.0, nodes as f64 + 1.0)
    }

    /// The spline along `line` from `node` to the next one.
    fn piece(&self, line: &[[f64; 2]], node: f64) -> Piece {
        let basis = self.spline.basis();
        let mut powers = [[0.0; 4]; 2];
        for (near, of_node) in four_from(node, line.len()).zip(basis) {
            for (powers, displacement) in powers.iter_mut().zip(line[near]) {
                for (sum, power) in powers.iter_mut().zip(of_node) {
                    *sum += power * displacement;
                }
            }
        }
        Piece { node, powers }
    }
}

impl Spline {
    /// The weights of the four nodes around a place between the second and the third: for each node the factors of
    /// 1, t, t² and t³, where t runs from nought to one.
    const fn basis(self) -> [[f64; 4]; 4] {
        const SIXTH: f64 = 1.0 / 6.0;
        match self {
            Self::Linear => [[0.0; 4], [1.0, -1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0; 4]],
            Self::Cubic => [
                [SIXTH, -0.5, 0.5, -SIXTH],
                [4.0 * SIXTH, 0.0, -1.0, 0.5],
                [SIXTH, 0.5, 0.5, -0.5],
                [0.0, 0.0, 0.0, SIXTH],
            ],
        }
    }
}

/// The displacement between two nodes of a line, as polynomials.
struct Piece {
    node: f64,
    powers: [[f64; 4]; 2],
}

impl Piece {
    /// Where a point goes that lies `at` nodes from the first.
    #[inline(always)]
    fn moved(&self, point: Point, at: f64) -> Point {
        let [x, y] = self.powers.map(|powers| polynomial(powers, at - self.node));
        Point::new(point.x + x, point.y + y)
    }
}

#[inline(always)]
fn polynomial([a, b, c, d]: [f64; 4], t: f64) -> f64 {
    a + t * (b + t * (c + t * d))
}

/// The four of `n` nodes around the interval that begins at `node`; the outermost stand for those beyond.
fn four_from(node: f64, n: usize) -> impl Iterator<Item = usize> {
    let first = node as isize - 1;
    (first..first + 4).map(move |i| i.clamp(0, n as isize - 1) as usize)
}

impl Mapping for Displacement {
    fn fill_row(&self, y: usize, row: &mut [Point]) {
        let y = y as f64;
        let line = self.line_at(y);
        let mut start = 0;
        // Piece by piece: within one, nothing but two polynomials is left to do. Where exactly a piece ends does not
        // matter, for the next begins where it ends.
        while start < row.len() {
            let node = self.place(start as f64 - self.origin.x, line.len()).floor();
            let piece = self.piece(&line, node);
            let end = (self.origin.x + (node + 1.0) * self.spacing_px).ceil() as usize;
            let end = end.clamp(start + 1, row.len());
            for (to, x) in row[start..end].iter_mut().zip(start..) {
                let x = x as f64;
                *to = piece.moved(Point::new(x, y), self.place(x - self.origin.x, line.len()));
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grid whose nodes hold a plane; both splines reproduce planes.
    fn plane(spline: Spline) -> Displacement {
        let (origin, spacing) = (Point::new(-20.0, -10.0), 10.0);
        let nodes = Raster::from_fn(9, 8, |i, j| {
            let (x, y) = (origin.x + spacing * i as f64, origin.y + spacing * j as f64);
            [(0.1 * x - 0.2 * y + 1.0) as f32, (0.05 * y) as f32]
        });
        Displacement::new(nodes, origin, spacing, spline).unwrap()
    }

    #[test]
    fn planes_are_reproduced_and_rows_equal_points() {
        for spline in [Spline::Linear, Spline::Cubic] {
            let grid = plane(spline);
            let mut row = [Point::default(); 40];
            grid.fill_row(17, &mut row);
            for (x, got) in row.iter().enumerate() {
                let (x, y) = (x as f64, 17.0);
                let want = Point::new(x + 0.1 * x - 0.2 * y + 1.0, y + 0.05 * y);
                assert!(got.distance(want) < 1e-5, "{spline:?} at {x}: {got:?} {want:?}");
                assert!(got.distance(grid.apply(Point::new(x, y))) < 1e-12);
            }
        }
    }

    #[test]
    fn a_single_raised_node_shows_the_spline() {
        let mut nodes = Raster::filled(7, 7, [0.0f32; 2]);
        nodes[(3, 3)] = [6.0, 0.0];
        let grid = |spline| Displacement::new(nodes.clone(), Point::new(0.0, 0.0), 2.0, spline).unwrap();
        let moved = |spline, x: f64| grid(spline).apply(Point::new(x, 6.0)).x - x;
        assert!((moved(Spline::Linear, 6.0) - 6.0).abs() < 1e-9);
        assert!((moved(Spline::Linear, 7.0) - 3.0).abs() < 1e-9);
        // B-spline values 2/3 at its node and 1/6 at the next, 23/48 halfway (tabulated).
        assert!((moved(Spline::Cubic, 6.0) - 6.0 * 4.0 / 9.0).abs() < 1e-9);
        assert!((moved(Spline::Cubic, 8.0) - 6.0 / 9.0).abs() < 1e-9);
        assert!((moved(Spline::Cubic, 7.0) - 6.0 * 2.0 / 3.0 * 23.0 / 48.0).abs() < 1e-9);
    }

    #[test]
    fn far_away_continues_the_outermost_nodes() {
        let grid = plane(Spline::Cubic);
        let far = grid.apply(Point::new(1e30, -1e30));
        assert!(far.x.is_finite() && far.y.is_finite());
    }

    #[test]
    fn refuses_what_is_no_grid() {
        let make = |w, spacing| {
            Displacement::new(
                Raster::filled(w, 2, [0.0; 2]),
                Point::default(),
                spacing,
                Spline::Linear,
            )
        };
        assert!(make(0, 1.0).is_none() && make(2, 0.0).is_none() && make(2, f64::NAN).is_none());
    }
}
