//! Straight lines in the picture plane.

use relief_grid::Point;

/// A line through `through` along the unit vector `along`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    through: Point,
    along: Point,
}

impl Line {
    /// The line from `a` towards `b`; `None` when they coincide.
    pub fn between(a: Point, b: Point) -> Option<Self> {
        let length = a.distance(b);
        (length > 0.0 && length.is_finite()).then(|| Self {
            through: a,
            along: Point::new((b.x - a.x) / length, (b.y - a.y) / length),
        })
    }

    /// The line that is nearest to `points` in the mean square, by total least squares.
    pub fn fit(points: &[Point]) -> Option<Self> {
        let n = points.len() as f64;
        let mean = |of: &dyn Fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / n;
        let (cx, cy) = (mean(&|p| p.x), mean(&|p| p.y));
        let xx = mean(&|p| (p.x - cx) * (p.x - cx));
        let yy = mean(&|p| (p.y - cy) * (p.y - cy));
        let xy = mean(&|p| (p.x - cx) * (p.y - cy));
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        (points.len() >= 2 && angle.is_finite()).then(|| Self {
            through: Point::new(cx, cy),
            along: Point::new(angle.cos(), angle.sin()),
        })
    }

    /// Signed distance of `p`, positive to the right of the line's direction (y down).
    pub fn offset(&self, p: Point) -> f64 {
        self.along.x * (p.y - self.through.y) - self.along.y * (p.x - self.through.x)
    }

    /// Where `p` stands along the line, from its starting point.
    pub fn position(&self, p: Point) -> f64 {
        self.along.x * (p.x - self.through.x) + self.along.y * (p.y - self.through.y)
    }

    /// The point `position` along the line and `offset` to its right.
    pub fn at(&self, position: f64, offset: f64) -> Point {
        Point::new(
            self.through.x + position * self.along.x - offset * self.along.y,
            self.through.y + position * self.along.y + offset * self.along.x,
        )
    }

    /// The unit vector along the line.
    pub fn direction(&self) -> Point {
        self.along
    }

    /// Where two lines cross; `None` when they are as good as parallel.
    pub fn crossing(&self, other: &Self) -> Option<Point> {
        let sine = self.along.x * other.along.y - self.along.y * other.along.x;
        /// Below half a degree a crossing says nothing.
        const MIN_SINE: f64 = 0.01;
        (sine.abs() > MIN_SINE).then(|| self.at(other.offset(self.through) / sine, 0.0))
    }
}

/// The area of a closed polygon, positive when its corners run clockwise as seen (y down).
pub(super) fn signed_area(corners: &[Point]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    0.5 * corners
        .iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cross_where_they_should() {
        let a = Line::between(Point::new(0.0, 2.0), Point::new(5.0, 2.0)).unwrap();
        let b = Line::fit(&[Point::new(3.0, -1.0), Point::new(3.0, 9.0), Point::new(3.0, 4.0)]).unwrap();
        for (one, other) in [(a, b), (b, a)] {
            assert!(one.crossing(&other).unwrap().distance(Point::new(3.0, 2.0)) < 1e-9);
        }
        assert!(a.crossing(&a).is_none());
        assert!((a.offset(Point::new(1.0, 3.0)) - 1.0).abs() < 1e-12);
        assert!(a.at(1.0, 1.0).distance(Point::new(1.0, 3.0)) < 1e-12);
    }
}
