//! The scan's own cells around one scar.

use super::candidates::{Candidate, Candidates};
use super::hair::Hair;
use relief_grid::{HeightMap, Mask, Raster, morphology};

/// What a window shows around the candidate: the ring of skin that the reference is fitted to.
const MARGIN_MM: f64 = 2.5;
/// How far beyond its blocks a scar may reach.
const BEYOND_MM: f64 = 0.6;
/// Other scars reach a little further than their blocks.
const OTHERS_RIM_MM: f64 = 0.25;

/// A part of the map in mm around its centre.
pub(super) struct Window {
    /// The first cell in the map.
    pub(super) first: [usize; 2],
    pub(super) pitch_mm: [f64; 2],
    /// Heights above the middle cell's level.
    pub(super) heights_mm: Raster<f64>,
    /// Measured, and no hair.
    pub(super) valid: Mask,
    /// Measured, and no part of another scar.
    pub(super) free: Mask,
    /// The candidate's cells.
    pub(super) seed: Mask,
    /// Other scars with a rim.
    pub(super) others: Mask,
    /// Cells that may belong to the scar.
    pub(super) reach: Mask,
    /// From where places are told: the deepest block's middle, or the window's, in cells.
    pub(super) pit: [f64; 2],
}

impl Window {
    /// What is around a candidate.
    pub(super) fn around(map: &HeightMap, hair: &Hair, all: &Candidates, one: &Candidate) -> Self {
        let block = all.block;
        let cells =
            |axis: usize, [first, last]: [usize; 2]| [first * block[axis], (last + 1) * block[axis] - 1];
        let label = |x: usize, y: usize| all.labels[(x / block[0], y / block[1])];
        let mut window = Self::showing(
            map,
            [cells(0, one.columns), cells(1, one.rows)],
            |x, y| label(x, y) == one.label,
            |x, y| label(x, y) > 0 && label(x, y) != one.label,
            |x, y| hair.covers_cell(x, y),
        );
        window.pit = [0, 1].map(|axis| {
            let pit = (one.pit[axis] as f64 + 0.5) * block[axis] as f64 - 0.5;
            pit - window.first[axis] as f64
        });
        window
    }

    /// What is around some columns and rows of the map, of which some cells belong to a scar and some to others. Distances are
    /// told from the middle.
    pub(super) fn showing(
        map: &HeightMap,
        spans: [[usize; 2]; 2],
        is_scar: impl Fn(usize, usize) -> bool + Sync,
        is_other: impl Fn(usize, usize) -> bool + Sync,
        is_hair: impl Fn(usize, usize) -> bool + Sync,
    ) -> Self {
        let pitch_mm = [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()];
        let size = [map.width(), map.height()];
        let [columns, rows] = [0, 1].map(|axis| {
            let margin = (MARGIN_MM / pitch_mm[axis]).ceil() as usize;
            let [first, last] = spans[axis];
            first.saturating_sub(margin)..(last + 1 + margin).min(size[axis])
        });
        let (width, height) = (columns.len(), rows.len());
        let valid = Mask::from_fn(width, height, |x, y| {
            let (x, y) = (columns.start + x, rows.start + y);
            map.valid().get(x, y) && !is_hair(x, y)
        });
        let seed = Mask::from_fn(width, height, |x, y| is_scar(columns.start + x, rows.start + y));
        let others = Mask::from_fn(width, height, |x, y| is_other(columns.start + x, rows.start + y));
        let rim = OTHERS_RIM_MM / pitch_mm[0].min(pitch_mm[1]);
        let others = morphology::dilate(&others, rim).and_not(&seed);
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
        let free = valid.and_not(&others);
        let reach =
            morphology::dilate(&seed, BEYOND_MM / (pitch_mm[0] * pitch_mm[1]).sqrt()).and_not(&others);
        Self {
            first: [columns.start, rows.start],
            pit: [width, height].map(|cells| (cells as f64 - 1.0) / 2.0),
            free,
            reach,
            others,
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
