//! Fields cut into blocks, each reduced to the sums that a statistic needs.

use crate::error::EstimateError;

/// Equal square blocks over a field of cells; those at the right and lower border may be cut off.
///
/// The side should exceed the range over which neighbouring cells depend on each other; for skin a few
/// times the size of what is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiling {
    side_cells: usize,
    columns: usize,
    rows: usize,
}

impl Tiling {
    /// Blocks of `side_cells`² over a field of `width` × `height` cells; all must be above zero.
    pub fn new(width: usize, height: usize, side_cells: usize) -> Result<Self, EstimateError> {
        for (what, count) in [
            ("columns of cells", width),
            ("rows of cells", height),
            ("cells along a block", side_cells),
        ] {
            crate::error::at_least(what, count, 1)?;
        }
        Ok(Self {
            side_cells,
            columns: width.div_ceil(side_cells),
            rows: height.div_ceil(side_cells),
        })
    }

    /// The number of blocks.
    pub const fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// Never: there is at least one block.
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// The block that holds cell `(x, y)`; blocks count along rows. The cell must lie in the field.
    pub const fn block_of(&self, x: usize, y: usize) -> usize {
        (y / self.side_cells) * self.columns + x / self.side_cells
    }
}

/// For each block, the same few sums over its valid cells: all a statistic such as a ratio, a mean or a
/// variance needs. A block without valid cells is all zeros and is never drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockSums {
    sums_per_block: usize,
    sums: Vec<f64>,
}

impl BlockSums {
    /// `blocks` blocks of `sums_per_block` sums, all zero.
    pub fn new(blocks: usize, sums_per_block: usize) -> Self {
        Self {
            sums_per_block,
            sums: vec![0.0; blocks * sums_per_block],
        }
    }

    /// Adds to the sums of one block. A block beyond the last, or sums beyond the declared number, are
    /// ignored. A sum that is not finite makes the estimate fail later, by name.
    pub fn add(&mut self, block: usize, sums: &[f64]) {
        let start = block * self.sums_per_block;
        if let Some(own) = self.sums.get_mut(start..start + self.sums_per_block) {
            for (own, sum) in own.iter_mut().zip(sums) {
                *own += sum;
            }
        }
    }

    /// The number of blocks.
    pub fn len(&self) -> usize {
        self.sums.len() / self.sums_per_block.max(1)
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// The number of sums in each block.
    pub const fn sums_per_block(&self) -> usize {
        self.sums_per_block
    }

    /// The sums of one block; empty beyond the last.
    pub fn block(&self, block: usize) -> &[f64] {
        let start = block * self.sums_per_block;
        self.sums
            .get(start..start + self.sums_per_block)
            .unwrap_or_default()
    }

    fn holds_data(&self, block: usize) -> bool {
        self.block(block).iter().any(|&sum| sum != 0.0)
    }

    /// The blocks that hold data.
    pub(super) fn used(&self) -> Vec<usize> {
        (0..self.len()).filter(|&block| self.holds_data(block)).collect()
    }

    /// The blocks that hold data here or in `other`.
    pub(super) fn used_in_either(&self, other: &Self) -> Vec<usize> {
        (0..self.len())
            .filter(|&block| self.holds_data(block) || other.holds_data(block))
            .collect()
    }

    /// Fails unless `after` has the same blocks and sums.
    pub(super) fn check_pairs_with(&self, after: &Self) -> Result<(), EstimateError> {
        let unpaired = |what, before, after| Err(EstimateError::Unpaired { what, before, after });
        if self.sums_per_block != after.sums_per_block {
            return unpaired("sums per block", self.sums_per_block, after.sums_per_block);
        }
        if self.len() != after.len() {
            return unpaired("blocks", self.len(), after.len());
        }
        Ok(())
    }
}

/// The sums of some blocks of one or several fields, block by block without gaps: thousands of draws read them.
pub(super) struct Gathered {
    sums_per_block: usize,
    sums: Vec<f64>,
}

impl Gathered {
    /// The sums of the blocks `used`, for each those of all `fields` one after the other.
    pub(super) fn of(fields: &[&BlockSums], used: &[usize]) -> Self {
        let of_block = |&block: &usize| fields.iter().flat_map(move |field| field.block(block));
        Self {
            sums_per_block: fields.iter().map(|field| field.sums_per_block()).sum(),
            sums: used.iter().flat_map(of_block).copied().collect(),
        }
    }

    /// The sums over all blocks, each taken `counts` times.
    pub(super) fn weighted_sum(&self, counts: &[u32]) -> Vec<f64> {
        match self.sums_per_block {
            // A sum and its weight, of one field or of a pair: totals that stay in registers.
            2 => self.weighted_sum_of::<2>(counts).to_vec(),
            4 => self.weighted_sum_of::<4>(counts).to_vec(),
            n => {
                let mut total = vec![0.0; n];
                for (block, &count) in self.sums.chunks_exact(n.max(1)).zip(counts) {
                    add_scaled(&mut total, block, count);
                }
                total
            }
        }
    }

    fn weighted_sum_of<const N: usize>(&self, counts: &[u32]) -> [f64; N] {
        let mut total = [0.0; N];
        for (block, &count) in self.sums.as_chunks::<N>().0.iter().zip(counts) {
            add_scaled(&mut total, block, count);
        }
        total
    }
}

#[inline(always)]
fn add_scaled(total: &mut [f64], block: &[f64], count: u32) {
    for (total, sum) in total.iter_mut().zip(block) {
        *total += f64::from(count) * sum;
    }
}
