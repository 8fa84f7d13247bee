//! The map on a coarser grid: scars are looked for there, and measured on the scan's own cells.

use rayon::prelude::*;
use relief_grid::{HeightMap, Mask, Raster};

/// The coarse cell: a quarter of the narrowest scar's width.
const CELL_MM: f64 = 0.1;

/// Means of blocks of cells.
pub(super) struct Reduced {
    /// Mean heights in mm above `level_mm`; nought where not valid.
    pub(super) heights_mm: Raster<f32>,
    /// Blocks of which at least half was measured.
    pub(super) valid: Mask,
    /// Cells of a block along x and along y.
    pub(super) block: [usize; 2],
    /// Distance between the blocks' centres.
    pub(super) pitch_mm: [f64; 2],
    /// The first block's centre, from the centre of the map's first cell.
    pub(super) origin_mm: [f64; 2],
}

impl Reduced {
    pub(super) fn of(map: &HeightMap) -> Self {
        let pitch = [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()];
        let block = pitch.map(|pitch| ((CELL_MM / pitch).round() as usize).max(1));
        let level_mm = level(map);
        let (width, height) = (map.width().div_ceil(block[0]), map.height().div_ceil(block[1]));
        let mut heights_mm = Raster::filled(width, height, 0.0f32);
        let mut valid = Mask::filled(width, height, false);
        let rows = heights_mm.data_mut().par_chunks_mut(width);
        let rows = rows.zip(valid.raster_mut().data_mut().par_chunks_mut(width));
        rows.enumerate().for_each(|(y, (heights, valid))| {
            let rows = y * block[1]..((y + 1) * block[1]).min(map.height());
            for x in 0..width {
                let cells = x * block[0]..((x + 1) * block[0]).min(map.width());
                let (mut sum, mut count) = (0.0, 0u32);
                for row in rows.clone() {
                    let heights = &map.heights_mm().row(row)[cells.clone()];
                    let measured = &map.valid().raster().row(row)[cells.clone()];
                    for (height, _) in heights.iter().zip(measured).filter(|(_, measured)| **measured) {
                        sum += height - level_mm;
                        count += 1;
                    }
                }
                if count > 0 && 2 * count as usize >= rows.len() * cells.len() {
                    heights[x] = (sum / f64::from(count)) as f32;
                    valid[x] = true;
                }
            }
        });
        Self {
            heights_mm,
            valid,
            block,
            pitch_mm: [0, 1].map(|axis| pitch[axis] * block[axis] as f64),
            origin_mm: [0, 1].map(|axis| 0.5 * pitch[axis] * (block[axis] - 1) as f64),
        }
    }

    /// Blocks of two by two of these, of which at least two were measured where there are four.
    pub(super) fn halved(&self) -> Self {
        let (width, height) = (self.valid.width(), self.valid.height());
        let sums = Raster::from_fn(width.div_ceil(2), height.div_ceil(2), |x, y| {
            let (mut sum, mut count, mut cells) = (0.0, 0u8, 0u8);
            for row in 2 * y..(2 * y + 2).min(height) {
                for column in 2 * x..(2 * x + 2).min(width) {
                    cells += 1;
                    if self.valid.get(column, row) {
                        sum += self.heights_mm[(column, row)];
                        count += 1;
                    }
                }
            }
            (count > 0 && 2 * count >= cells).then(|| sum / f32::from(count))
        });
        Self {
            heights_mm: sums.map(|mean| mean.unwrap_or(0.0)),
            valid: sums.map(Option::is_some).into(),
            block: self.block.map(|cells| 2 * cells),
            pitch_mm: self.pitch_mm.map(|pitch| 2.0 * pitch),
            origin_mm: [0, 1].map(|axis| self.origin_mm[axis] + 0.5 * self.pitch_mm[axis]),
        }
    }

    /// The geometric mean of both pitches.
    pub(super) fn mean_pitch_mm(&self) -> f64 {
        (self.pitch_mm[0] * self.pitch_mm[1]).sqrt()
    }
}

/// A height in the middle of the map, so that single precision is enough for what lies around it.
fn level(map: &HeightMap) -> f64 {
    let cells = map.heights_mm().data().iter().zip(map.valid().raster().data());
    let measured = cells
        .filter(|(_, measured)| **measured)
        .map(|(height, _)| *height);
    let (sum, count) = measured
        .step_by(97)
        .fold((0.0, 0.0), |(sum, count), height| (sum + height, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}
