//! Which part of the pictures people are shown: the skin that was measured, without the card.

use relief_grid::{Mask, Raster};
use std::ops::Range;

/// Side of the blocks in which skin is counted: fine enough for a frame, and pores are lost in them.
const BLOCK: usize = 16;
/// How much more a cell without skin counts against a frame than a cell of skin counts for it.
const WITHOUT_SKIN: i64 = 2;

/// A part of a raster: columns and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub x: Range<usize>,
    pub y: Range<usize>,
}

impl Frame {
    /// The box with the most skin and the least of anything else, grown until it holds every one of `cells` and then by
    /// `margin` on each side. `None` when there is no skin.
    ///
    /// The box around all skin will not do: skin lies on every side of a card.
    pub fn of(skin: &Mask, cells: impl Iterator<Item = (usize, usize)>, margin: usize) -> Option<Self> {
        let (width, height) = (skin.width(), skin.height());
        let blocks = densest(&balance(skin))?;
        let mut frame = Self {
            x: blocks.x.start * BLOCK..(blocks.x.end * BLOCK).min(width),
            y: blocks.y.start * BLOCK..(blocks.y.end * BLOCK).min(height),
        };
        for (x, y) in cells {
            frame.x = frame.x.start.min(x)..frame.x.end.max(x + 1);
            frame.y = frame.y.start.min(y)..frame.y.end.max(y + 1);
        }
        let grown = |range: Range<usize>, side: usize| {
            range.start.saturating_sub(margin)..(range.end + margin).min(side)
        };
        Some(Self {
            x: grown(frame.x, width),
            y: grown(frame.y, height),
        })
    }

    /// The same part of a raster that is twice as fine, `width` × `height`.
    pub fn doubled(&self, width: usize, height: usize) -> Self {
        let doubled = |range: &Range<usize>, side: usize| 2 * range.start..(2 * range.end).min(side);
        Self {
            x: doubled(&self.x, width),
            y: doubled(&self.y, height),
        }
    }

    /// What lies in the frame.
    pub fn crop<T: Copy + Send + Sync>(&self, raster: &Raster<T>) -> Raster<T> {
        Raster::from_fn(self.x.len(), self.y.len(), |x, y| {
            raster[(self.x.start + x, self.y.start + y)]
        })
    }
}

/// Of each block, by rows, its cells of skin less those without.
fn balance(skin: &Mask) -> Vec<Vec<i64>> {
    let columns = skin.width().div_ceil(BLOCK);
    let mut rows = vec![vec![0; columns]; skin.height().div_ceil(BLOCK)];
    for y in 0..skin.height() {
        for (x, &skin) in skin.raster().row(y).iter().enumerate() {
            rows[y / BLOCK][x / BLOCK] += if skin { 1 } else { -WITHOUT_SKIN };
        }
    }
    rows
}

/// The rectangle of the largest sum: Kadane's algorithm on the column sums of every span of rows (Bentley 1984,
/// doi:10.1145/358234.381162). `None` when no sum is above zero.
fn densest(rows: &[Vec<i64>]) -> Option<Frame> {
    let mut best = (0, None);
    for (top, first) in rows.iter().enumerate() {
        let mut columns = vec![0; first.len()];
        for (bottom, row) in rows.iter().enumerate().skip(top) {
            let (mut sum, mut left) = (0, 0);
            for (x, value) in row.iter().enumerate() {
                columns[x] += value;
                if sum <= 0 {
                    (sum, left) = (0, x);
                }
                sum += columns[x];
                if sum > best.0 {
                    let frame = Frame {
                        x: left..x + 1,
                        y: top..bottom + 1,
                    };
                    best = (sum, Some(frame));
                }
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A card at x 320 to 480 and y 32 to 256 with skin on all its sides.
    fn around_a_card() -> Mask {
        Mask::from_fn(512, 320, |x, y| {
            !(320..480).contains(&x) || !(32..256).contains(&y)
        })
    }

    #[test]
    fn the_frame_holds_the_skin_and_not_the_card() {
        let frame = Frame::of(&around_a_card(), std::iter::empty(), 0).unwrap();
        assert_eq!(frame, Frame { x: 0..320, y: 0..320 });
    }

    #[test]
    fn what_was_found_is_in_the_frame_wherever_it_lies() {
        let frame = Frame::of(&around_a_card(), [(500, 100)].into_iter(), 8).unwrap();
        assert_eq!(frame, Frame { x: 0..509, y: 0..320 });
    }

    #[test]
    fn without_skin_there_is_no_frame() {
        assert_eq!(
            Frame::of(&Mask::filled(40, 30, false), std::iter::empty(), 3),
            None
        );
    }

    #[test]
    fn a_crop_takes_what_lies_inside() {
        let raster = Raster::from_fn(5, 4, |x, y| 10 * x + y);
        let frame = Frame { x: 1..3, y: 1..2 };
        assert_eq!(frame.crop(&raster).data(), [11, 21]);
        // The last column of an odd width has no fellow.
        assert_eq!(frame.doubled(5, 4), Frame { x: 2..5, y: 2..4 });
    }
}
