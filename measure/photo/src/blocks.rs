//! Means over square blocks of skin: what slow changes of light and tone are read from, and the units that
//! a spatial bootstrap draws.

use rayon::prelude::*;
use relief_grid::Mask;
use std::ops::Range;

/// Share of a block's cells that must be valid for the block to count.
const LEAST_FILLED: f64 = 0.5;

/// The mean of `N` signals over the valid cells of one block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block<const N: usize> {
    /// The block's middle, in pixels.
    pub x: f64,
    /// The block's middle, in pixels.
    pub y: f64,
    /// Number of valid cells.
    pub cells: usize,
    /// The means.
    pub mean: [f64; N],
}

/// The means of `value(x, y)` over blocks of `side_px`, row by row; blocks less than half valid are left out.
///
/// Only valid cells are asked for their values. `side_px` 0 counts as 1; a rest at the right and lower edge
/// forms smaller blocks that are measured against the full size, so most of them are left out.
pub fn blocks<const N: usize>(
    valid: &Mask,
    side_px: usize,
    value: impl Fn(usize, usize) -> [f32; N] + Sync,
) -> Vec<Block<N>> {
    let side = side_px.max(1);
    let height = valid.height();
    (0..height.div_ceil(side))
        .into_par_iter()
        .map(|by| block_row(valid, side, by * side..(by * side + side).min(height), &value))
        .collect::<Vec<_>>()
        .concat()
}

fn block_row<const N: usize>(
    valid: &Mask,
    side: usize,
    rows: Range<usize>,
    value: &impl Fn(usize, usize) -> [f32; N],
) -> Vec<Block<N>> {
    let top = rows.start;
    let mut sums = vec![(0usize, [0.0f64; N]); valid.width().div_ceil(side)];
    for y in rows {
        for (x, _) in valid.raster().row(y).iter().enumerate().filter(|(_, v)| **v) {
            let (cells, sum) = &mut sums[x / side];
            *cells += 1;
            for (total, value) in sum.iter_mut().zip(value(x, y)) {
                *total += f64::from(value);
            }
        }
    }
    let middle = (side - 1) as f64 / 2.0;
    sums.into_iter()
        .enumerate()
        .filter(|(_, (cells, _))| *cells as f64 >= LEAST_FILLED * (side * side) as f64)
        .map(|(bx, (cells, sum))| Block {
            x: (bx * side) as f64 + middle,
            y: top as f64 + middle,
            cells,
            mean: sum.map(|s| s / cells as f64),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::Raster;

    #[test]
    fn means_of_valid_cells_only_and_half_empty_blocks_left_out() {
        let signal = Raster::from_fn(4, 2, |x, _| if x == 0 { f32::NAN } else { x as f32 });
        let valid = Mask::from_fn(4, 2, |x, _| x == 1 || x == 3);
        let of = |valid: &Mask| blocks(valid, 2, |x, y| [signal[(x, y)]]);
        let got = of(&valid);
        assert_eq!(got.len(), 2);
        assert_eq!((got[0].x, got[0].mean, got[1].mean), (0.5, [1.0], [3.0]));
        assert!(of(&Mask::from_fn(4, 2, |x, y| x == 1 && y == 0)).is_empty());
    }
}
