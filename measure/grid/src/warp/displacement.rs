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
        self.along(&line, point)
    }

    /// The nodes combined at height `y`: one displacement per column of nodes.
    fn line_at(&self, y: f64) -> Vec<[f64; 2]> {
        let (first, weights) = self.taps(y - self.origin.y, self.nodes.height());
        let mut line = vec![[0.0; 2]; self.nodes.width()];
        for (k, weight) in weights.iter().enumerate().filter(|&(_, &w)| w != 0.0) {
            let row = self.nodes.row(clamp(first + k as isize, self.nodes.height()));
            for (sum, node) in line.iter_mut().zip(row) {
                sum[0] += weight * f64::from(node[0]);
                sum[1] += weight * f64::from(node[1]);
            }
        }
        line
    }

    #[inline(always)]
    fn along(&self, line: &[[f64; 2]], point: Point) -> Point {
        let (first, weights) = self.taps(point.x - self.origin.x, line.len());
        let near: [[f64; 2]; 4] = match usize::try_from(first)
            .ok()
            .and_then(|first| line.get(first..first + 4))
        {
            Some(&[a, b, c, d]) => [a, b, c, d],
            _ => std::array::from_fn(|k| line[clamp(first + k as isize, line.len())]),
        };
        let sum = |c: usize| (0..4).map(|k| weights[k] * near[k][c]).sum::<f64>();
        Point::new(point.x + sum(0), point.y + sum(1))
    }

    /// The first of four nodes, of `nodes` on this axis, and their weights at `offset_px` from the origin.
    #[inline(always)]
    fn taps(&self, offset_px: f64, nodes: usize) -> (isize, [f64; 4]) {
        // Two nodes out, all four are the outermost one.
        let at = (offset_px / self.spacing_px).clamp(-2.0, nodes as f64 + 1.0);
        let node = at.floor();
        let t = at - node;
        let weights = match self.spline {
            Spline::Linear => [0.0, 1.0 - t, t, 0.0],
            Spline::Cubic => {
                let s = 1.0 - t;
                [
                    s * s * s / 6.0,
                    2.0 / 3.0 - t * t * (1.0 - 0.5 * t),
                    2.0 / 3.0 - s * s * (1.0 - 0.5 * s),
                    t * t * t / 6.0,
                ]
            }
        };
        (node as isize - 1, weights)
    }
}

#[inline(always)]
fn clamp(i: isize, n: usize) -> usize {
    i.clamp(0, n as isize - 1) as usize
}

impl Mapping for Displacement {
    fn fill_row(&self, y: usize, row: &mut [Point]) {
        let y = y as f64;
        let line = self.line_at(y);
        for (x, to) in row.iter_mut().enumerate() {
            *to = self.along(&line, Point::new(x as f64, y));
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
                assert_eq!(*got, grid.apply(Point::new(x, y)));
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
