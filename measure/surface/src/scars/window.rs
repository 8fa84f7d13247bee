//! The scan's own cells around one scar.

use super::candidates::{Candidate, Candidates};
use super::reduced::Reduced;
use relief_grid::{HeightMap, Mask, Raster};

/// What a window shows around the candidate: the ring of skin that the reference is fitted to.
const MARGIN_MM: f64 = 2.5;
/// Other scars reach a little further than their blocks.
const OTHERS_RIM_MM: f64 = 0.25;

/// A part of the map in mm around its centre.
pub(super) struct Window {
    /// The first cell in the map.
    pub(super) first: [usize; 2],
    pub(super) pitch_mm: [f64; 2],
    /// Heights above the middle cell's level.
    pub(super) heights_mm: Raster<f64>,
    /// Measured.
    pub(super) valid: Mask,
    /// Measured, and no part of another scar.
    pub(super) free: Mask,
    /// The candidate's cells.
    pub(super) seed: Mask,
    /// The deepest block's middle, in cells of the window.
    pub(super) pit: [f64; 2],
}

impl Window {
    pub(super) fn around(map: &HeightMap, reduced: &Reduced, all: &Candidates, one: &Candidate) -> Self {
        let pitch_mm = [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()];
        let size = [map.width(), map.height()];
        let span = |axis: usize, [first, last]: [usize; 2]| {
            let margin = (MARGIN_MM / pitch_mm[axis]).ceil() as usize;
            let first = (first * reduced.block[axis]).saturating_sub(margin);
            first..((last + 1) * reduced.block[axis] + margin).min(size[axis])
        };
        let (columns, rows) = (span(0, one.columns), span(1, one.rows));
        let (width, height) = (columns.len(), rows.len());
        let label = |x: usize, y: usize| {
            all.labels[(
                (columns.start + x) / reduced.block[0],
                (rows.start + y) / reduced.block[1],
            )]
        };
        let valid = Mask::from_fn(width, height, |x, y| {
            map.valid().get(columns.start + x, rows.start + y)
        });
        let seed = Mask::from_fn(width, height, |x, y| label(x, y) == one.label);
        let others = Mask::from_fn(width, height, |x, y| label(x, y) > 0 && label(x, y) != one.label);
        let rim = OTHERS_RIM_MM / pitch_mm[0].min(pitch_mm[1]);
        let others = relief_grid::morphology::dilate(&others, rim).and_not(&seed);
        let level = (0..width * height)
            .map(|at| (at % width, at / width))
            .find(|&(x, y)| valid.get(x, y))
            .map_or(0.0, |(x, y)| {
                map.heights_mm()[(columns.start + x, rows.start + y)]
            });
        let heights_mm = Raster::from_fn(width, height, |x, y| {
            if valid.get(x, y) {
                map.heights_mm()[(columns.start + x, rows.start + y)] - level
            } else {
                0.0
            }
        });
        let middle = |axis: usize, first: usize| {
            (one.pit[axis] as f64 + 0.5) * reduced.block[axis] as f64 - 0.5 - first as f64
        };
        Self {
            first: [columns.start, rows.start],
            pit: [middle(0, columns.start), middle(1, rows.start)],
            free: valid.and_not(&others),
            pitch_mm,
            heights_mm,
            valid,
            seed,
        }
    }

    /// Where a cell lies, in mm from the pit.
    pub(super) fn at_mm(&self, x: usize, y: usize) -> [f64; 2] {
        [
            (x as f64 - self.pit[0]) * self.pitch_mm[0],
            (y as f64 - self.pit[1]) * self.pitch_mm[1],
        ]
    }

    pub(super) fn cell_mm2(&self) -> f64 {
        self.pitch_mm[0] * self.pitch_mm[1]
    }

    pub(super) fn mean_pitch_mm(&self) -> f64 {
        self.cell_mm2().sqrt()
    }
}
