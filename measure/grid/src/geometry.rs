//! Points and polygons in pixel coordinates.

use serde::{Deserialize, Serialize};

/// A position: x to the right, y down, the centre of the first pixel at (0, 0).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The point at `(x, y)`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance to `other`, in the unit of the coordinates.
    pub fn distance(self, other: Self) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        (x * x + y * y).sqrt()
    }
}

/// A closed polygon; the last corner joins the first. It may be concave.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Polygon {
    /// The corners in order, either way round.
    pub corners: Vec<Point>,
}

impl Polygon {
    /// Whether `point` lies inside (even–odd rule). Fewer than three corners contain nothing.
    ///
    /// ```
    /// use relief_grid::{Point, Polygon};
    /// let triangle = Polygon { corners: vec![Point::new(0., 0.), Point::new(4., 0.), Point::new(0., 4.)] };
    /// assert!(triangle.contains(Point::new(1., 1.)));
    /// assert!(!triangle.contains(Point::new(3., 3.)));
    /// ```
    pub fn contains(&self, point: Point) -> bool {
        self.corners.len() >= 3 && encloses(self.corners.iter().copied(), point)
    }
}

/// As [`Polygon::contains`], of three corners or more that are no [`Polygon`] of their own.
///
/// ```
/// use relief_grid::{Point, encloses};
/// const SQUARE: [[f64; 2]; 4] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
/// let corners = SQUARE.iter().map(|[x, y]| Point::new(*x, *y));
/// assert!(encloses(corners.clone(), Point::new(0.5, 0.5)) && !encloses(corners, Point::new(1.5, 0.5)));
/// ```
pub fn encloses(corners: impl DoubleEndedIterator<Item = Point> + Clone, point: Point) -> bool {
    let Some(mut previous) = corners.clone().next_back() else {
        return false;
    };
    let mut inside = false;
    for corner in corners {
        let crosses = (corner.y > point.y) != (previous.y > point.y);
        if crosses {
            let at = corner.x + (point.y - corner.y) / (previous.y - corner.y) * (previous.x - corner.x);
            inside ^= point.x < at;
        }
        previous = corner;
    }
    inside
}
