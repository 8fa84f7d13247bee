//! All heights of a map in order.

use super::super::rows::{extent, measured_in_row};
use rayon::prelude::*;
use relief_grid::HeightMap;
use relief_grid::vectorised;
use std::ops::Range;

/// Steps from the highest cell to the lowest: as many as 32 bits tell apart. In a millimetre of depth one is a quarter of a picometre.
const STEPS: f64 = u32::MAX as f64;
/// Added to a number below it, leaves the nearest whole one in the last bits.
const WHOLE: f64 = (1u64 << 52) as f64;
/// Depths that share their first eight bits are ordered apart from the others.
const BUCKETS: usize = 256;
const BUCKET_SHIFT: u32 = 24;
/// Cells that are parted into buckets at a time: with their parted copy half a megabyte, which stays in the cache.
const PIECE_CELLS: usize = 1 << 16;

/// How far each measured cell lies below the highest, in steps, the highest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Depths {
    sorted: Vec<u32>,
    step_mm: f64,
    /// Steps from the highest cell to the mean.
    mean: f64,
}

impl Depths {
    /// Of the measured cells. A level surface has depths of nought.
    pub(super) fn of(map: &HeightMap) -> Self {
        let [least, most] = extent_of(map);
        // A level surface has one step that is next to nothing, so that any other height is another one.
        let step_mm = ((most - least) / STEPS).max(f64::MIN_POSITIVE);
        let rows = (PIECE_CELLS / map.width().max(1)).max(1);
        let pieces: Vec<Piece> = (0..map.height().div_ceil(rows))
            .into_par_iter()
            .map(|piece| {
                let rows = piece * rows..((piece + 1) * rows).min(map.height());
                Piece::of(map, rows, most, step_mm.recip())
            })
            .collect();
        let sorted = together(&pieces);
        let sum = sum(&sorted);
        Self {
            mean: sum as f64 / sorted.len().max(1) as f64,
            sorted,
            step_mm,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.sorted.len()
    }

    pub(super) fn steps(&self) -> &[u32] {
        &self.sorted
    }

    pub(super) const fn step_mm(&self) -> f64 {
        self.step_mm
    }

    /// The height above the mean of a depth.
    pub(super) fn height_mm(&self, depth: f64) -> f64 {
        (self.mean - depth) * self.step_mm
    }

    /// How many cells lie at a height above the mean, or higher.
    pub(super) fn at_or_above(&self, height_mm: f64) -> usize {
        // As depths were rounded themselves, so that a height which a cell has finds that cell.
        self.not_below((self.mean - height_mm / self.step_mm).round())
    }

    /// How many cells lie above a depth.
    pub(super) fn above(&self, depth: f64) -> usize {
        self.sorted.partition_point(|cell| f64::from(*cell) < depth)
    }

    /// How many cells do not lie below a depth.
    pub(super) fn not_below(&self, depth: f64) -> usize {
        self.sorted.partition_point(|cell| f64::from(*cell) <= depth)
    }

    /// The depth down to which a share of the cells lies, between the two cells beside it.
    pub(super) fn at_ratio(&self, ratio: f64) -> f64 {
        let last = self.count() - 1;
        let at = (ratio * self.count() as f64 - 0.5).clamp(0.0, last as f64);
        let first = at as usize;
        let [here, next] = [first, (first + 1).min(last)].map(|at| f64::from(self.sorted[at]));
        here + (at - first as f64) * (next - here)
    }

    /// What all cells above a depth stand above it, per cell of the surface.
    pub(super) fn material_mm(&self, depth: f64) -> f64 {
        let above = self.above(depth);
        let steps = above as f64 * depth - sum(&self.sorted[..above]) as f64;
        steps * self.step_mm / self.count() as f64
    }

    /// What all cells below a depth lie below it, per cell of the surface.
    pub(super) fn void_mm(&self, depth: f64) -> f64 {
        let from = self.not_below(depth);
        let cells = &self.sorted[from..];
        let steps = sum(cells) as f64 - cells.len() as f64 * depth;
        steps * self.step_mm / self.count() as f64
    }
}

/// The least and the greatest measured height.
fn extent_of(map: &HeightMap) -> [f64; 2] {
    let rows: Vec<[f64; 2]> = (0..map.height())
        .into_par_iter()
        .map_init(Vec::new, |spare, y| {
            let row = measured_in_row(map, y, spare);
            vectorised(
                #[inline(always)]
                || extent(row),
            )
        })
        .collect();
    rows.into_iter()
        .fold([f64::INFINITY, f64::NEG_INFINITY], |all, row| {
            [all[0].min(row[0]), all[1].max(row[1])]
        })
}

/// The depths of some rows, by bucket.
struct Piece {
    depths: Vec<u32>,
    /// Where each bucket ends.
    ends: [u32; BUCKETS],
}

impl Piece {
    fn of(map: &HeightMap, rows: Range<usize>, most: f64, per_mm: f64) -> Self {
        let mut spare = Vec::new();
        let mut depths = Vec::with_capacity(rows.len() * map.width());
        for y in rows {
            let row = measured_in_row(map, y, &mut spare);
            let first = depths.len();
            depths.resize(first + row.len(), 0);
            let to = &mut depths[first..];
            vectorised(
                #[inline(always)]
                || to_steps(row, most, per_mm, to),
            );
        }
        Self::parted(&depths)
    }

    /// A counting sort by bucket.
    fn parted(depths: &[u32]) -> Self {
        let bucket = |depth: u32| (depth >> BUCKET_SHIFT) as usize;
        let mut ends = [0u32; BUCKETS];
        for depth in depths {
            ends[bucket(*depth)] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            // Where the bucket starts, for the moment.
            end += std::mem::replace(count, end);
        }
        let mut parted = vec![0; depths.len()];
        for depth in depths {
            let next = &mut ends[bucket(*depth)];
            parted[*next as usize] = *depth;
            *next += 1;
        }
        Self { depths: parted, ends }
    }

    fn bucket(&self, bucket: usize) -> &[u32] {
        let start = bucket.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.depths[start as usize..self.ends[bucket] as usize]
    }
}

/// Depths below `most`, rounded to whole steps.
#[inline(always)]
fn to_steps(heights: &[f64], most: f64, per_mm: f64, to: &mut [u32]) {
    for (to, height) in to.iter_mut().zip(heights) {
        // Rounding may take the lowest cell beyond the last step.
        let depth = (most - height) * per_mm;
        let depth = if depth < STEPS { depth } else { STEPS };
        *to = (depth + WHOLE).to_bits() as u32;
    }
}

/// The pieces' buckets one after the other, each in order.
fn together(pieces: &[Piece]) -> Vec<u32> {
    let mut sorted = vec![0; pieces.iter().map(|piece| piece.depths.len()).sum()];
    let mut rest = sorted.as_mut_slice();
    let mut buckets = Vec::with_capacity(BUCKETS);
    for bucket in 0..BUCKETS {
        let cells = pieces.iter().map(|piece| piece.bucket(bucket).len()).sum();
        let (of_bucket, after) = rest.split_at_mut(cells);
        buckets.push(of_bucket);
        rest = after;
    }
    buckets.into_par_iter().enumerate().for_each(|(bucket, cells)| {
        let mut to = &mut cells[..];
        for piece in pieces {
            let from = piece.bucket(bucket);
            let (here, after) = to.split_at_mut(from.len());
            here.copy_from_slice(from);
            to = after;
        }
        radsort::sort(cells);
    });
    sorted
}

/// Exact, and so the same in any order.
pub(super) fn sum(depths: &[u32]) -> u64 {
    vectorised(
        #[inline(always)]
        || depths.iter().map(|depth| u64::from(*depth)).sum(),
    )
}
