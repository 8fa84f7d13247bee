//! The relief on a grid that a page can carry.

use super::{Place, Scans};
use relief_surface::register::Relief;
use serde::{Deserialize, Serialize};

/// At most so many cells along a side: what a telephone draws at once, and a page carries.
const MOST_CELLS: usize = 200;

/// Heights above the smooth skin, without the form of the face, of one scan or of two on one grid.
#[derive(Debug, Clone, PartialEq)]
pub struct ReliefGrid {
    /// Cells per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// Distance between cells, along a row and between rows.
    pub pitch_mm: [f64; 2],
    /// For each scan its heights in µm, row by row; `None` where it was not measured. Cells are picked, not averaged.
    pub heights_um: Vec<Vec<Option<i16>>>,
    /// The scars.
    pub scars: Vec<ScarPlace>,
}

/// Where a scar lies on a [`ReliefGrid`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ScarPlace {
    /// The scar's `id` in the result.
    pub id: u32,
    /// Its centre, in cells.
    pub x: f64,
    /// Likewise.
    pub y: f64,
}

impl ReliefGrid {
    pub(super) fn of(scans: Scans<'_>, places: &[Place<'_>]) -> Self {
        let grid = scans.first.1;
        let size = [grid.valid.width(), grid.valid.height()];
        let step = size[0].max(size[1]).div_ceil(MOST_CELLS).max(1);
        let [width, height] = size.map(|cells| cells.div_ceil(step));
        let heights = |relief: &Relief, place: &dyn Fn([f64; 2]) -> [f64; 2]| {
            let cells = (0..height).flat_map(|y| (0..width).map(move |x| (step * x, step * y)));
            cells
                .map(|(x, y)| relief.depth_at(place(grid.at_mm(x, y))).map(height_um))
                .collect()
        };
        let first = heights(grid, &|at| at);
        let second = scans
            .second
            .map(|(_, relief, motion)| heights(relief, &|at| motion.to_after(at)));
        let scars = places.iter().map(|place| {
            let [x, y] = grid.cell(place.centre_mm).map(|at| at / step as f64);
            ScarPlace { id: place.id, x, y }
        });
        Self {
            width,
            height,
            pitch_mm: grid.pitch_mm.map(|pitch| pitch * step as f64),
            heights_um: std::iter::once(first).chain(second).collect(),
            scars: scars.collect(),
        }
    }
}

/// Beyond the range of the type a height is none of skin.
fn height_um(depth_mm: f64) -> i16 {
    (-1e3 * depth_mm)
        .round()
        .clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
}
