//! Which cells count.

use crate::{Polygon, Raster, geometry::Point, raster::CELLS_PER_TASK};
use rayon::prelude::*;
use std::ops::Range;

/// A yes or no for every cell of a raster.
///
/// ```
/// use relief_grid::Mask;
/// let m = Mask::from_fn(3, 1, |x, _| x > 0);
/// assert_eq!(m.count(), 2);
/// assert!(!m.get(0, 0) && m.get(2, 0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mask(Raster<bool>);

impl Mask {
    /// A mask with `value` everywhere.
    pub fn filled(width: usize, height: usize, value: bool) -> Self {
        Self(Raster::filled(width, height, value))
    }

    /// A mask from a rule.
    pub fn from_fn(width: usize, height: usize, rule: impl Fn(usize, usize) -> bool + Sync) -> Self {
        Self(Raster::from_fn(width, height, rule))
    }

    /// The cells whose centre lies in `polygon`.
    pub fn from_polygon(width: usize, height: usize, polygon: &Polygon) -> Self {
        Self::from_fn(width, height, |x, y| {
            polygon.contains(Point::new(x as f64, y as f64))
        })
    }

    /// Cells per row.
    pub const fn width(&self) -> usize {
        self.0.width()
    }

    /// Number of rows.
    pub const fn height(&self) -> usize {
        self.0.height()
    }

    /// Whether the cell counts. Panics outside, as a slice does.
    pub fn get(&self, x: usize, y: usize) -> bool {
        self.0[(x, y)]
    }

    /// Set one cell. Panics outside, as a slice does.
    pub fn set(&mut self, x: usize, y: usize, value: bool) {
        self.0[(x, y)] = value;
    }

    /// The cells as a raster.
    pub const fn raster(&self) -> &Raster<bool> {
        &self.0
    }

    /// The cells as a raster, to change.
    pub fn raster_mut(&mut self) -> &mut Raster<bool> {
        &mut self.0
    }

    /// Whether every cell of row `y` counts. Panics outside, as a slice does.
    pub fn has_whole_row(&self, y: usize) -> bool {
        // Without a way out in between, the machine looks at many cells at once.
        self.0.row(y).iter().fold(true, |all, cell| all & cell)
    }

    /// How many cells count.
    pub fn count(&self) -> usize {
        // Bytes hold so many without an overflow, and the machine adds many bytes at once.
        let counts = self.0.data().chunks(usize::from(u8::MAX));
        counts
            .map(|cells| usize::from(cells.iter().map(|&cell| u8::from(cell)).sum::<u8>()))
            .sum()
    }

    /// The columns and rows between which all cells lie that count; `None` when there are none.
    pub(crate) fn bounds(&self) -> Option<[Range<usize>; 2]> {
        let row = |y: usize| self.0.row(y);
        let set = |y: &usize| row(*y).iter().fold(false, |any, cell| any | cell);
        let (first, last) = ((0..self.height()).find(set)?, (0..self.height()).rfind(set)?);
        let [mut left, mut right] = [self.width(), 0];
        for y in first..=last {
            left = row(y)[..left].iter().position(|set| *set).unwrap_or(left);
            let after = row(y)[right..].iter().rposition(|set| *set);
            right += after.map_or(0, |at| at + 1);
        }
        Some([left..right, first..last + 1])
    }

    /// A mask and the raster it speaks of have one shape; anything else is a mistake in the program.
    pub(crate) fn assert_shape_of<T>(&self, raster: &Raster<T>) {
        assert_eq!(
            (raster.width(), raster.height()),
            (self.width(), self.height()),
            "a raster and its mask have one shape"
        );
    }

    /// The cells in both masks, which must have the same shape.
    pub fn and(&self, other: &Self) -> Self {
        Self(combine(&self.0, &other.0, |a, b| a && b))
    }

    /// The cells in this mask and not in `other`, of the same shape.
    pub fn and_not(&self, other: &Self) -> Self {
        Self(combine(&self.0, &other.0, |a, b| a && !b))
    }

    /// The cells in either mask, of the same shape.
    pub fn or(&self, other: &Self) -> Self {
        Self(combine(&self.0, &other.0, |a, b| a || b))
    }
}

impl From<Raster<bool>> for Mask {
    fn from(raster: Raster<bool>) -> Self {
        Self(raster)
    }
}

fn combine(a: &Raster<bool>, b: &Raster<bool>, f: impl Fn(bool, bool) -> bool + Sync) -> Raster<bool> {
    assert_eq!(
        (a.width(), a.height()),
        (b.width(), b.height()),
        "masks of one raster have one shape"
    );
    let mut both = a.clone();
    let chunks = both.data_mut().par_chunks_mut(CELLS_PER_TASK);
    chunks
        .zip(b.data().par_chunks(CELLS_PER_TASK))
        .for_each(|(a, b)| {
            for (a, b) in a.iter_mut().zip(b) {
                *a = f(*a, *b);
            }
        });
    both
}
