//! Where in the source each output cell lies.

use crate::Point;

/// A mapping from output positions to source positions, row by row so that what is the same along a row is
/// computed once. Any `Fn(Point) -> Point` is one.
pub trait Mapping: Sync {
    /// Fill `row` with the source positions of the cells `(0, y)`, `(1, y)`, …; not a number where there is
    /// none.
    fn fill_row(&self, y: usize, row: &mut [Point]);
}

impl<F: Fn(Point) -> Point + Sync> Mapping for F {
    fn fill_row(&self, y: usize, row: &mut [Point]) {
        for (x, to) in row.iter_mut().enumerate() {
            *to = self(Point::new(x as f64, y as f64));
        }
    }
}

/// First one mapping, then a function of the position it gives. Made by [`then`].
#[derive(Debug, Clone)]
pub struct Then<M, F> {
    first: M,
    second: F,
}

/// `first`, then `second` on the position that it gives: a displacement in the output's frame followed by a
/// homography into the source, say.
pub const fn then<M: Mapping, F: Fn(Point) -> Point + Sync>(first: M, second: F) -> Then<M, F> {
    Then { first, second }
}

impl<M: Mapping, F: Fn(Point) -> Point + Sync> Mapping for Then<M, F> {
    fn fill_row(&self, y: usize, row: &mut [Point]) {
        self.first.fill_row(y, row);
        row.iter_mut().for_each(|p| *p = (self.second)(*p));
    }
}
