//! How a mesh looks from one side.

use crate::mesh::raster::Grid;
use relief_grid::{Raster, sample};

/// Fine enough for the root and the base of a nose, and quick to draw.
const PITCH_MM: f64 = 1.0;
/// What is larger than this, in cells, is no face.
const MOST_CELLS: f64 = 2e6;

/// The outermost heights of a mesh that was turned to be seen, 1 mm apart; x to the right, y down.
#[derive(Debug)]
pub(super) struct Depth {
    grid: Grid,
    heights: Raster<f32>,
}

impl Depth {
    /// `None` for what is larger than any head.
    pub(super) fn of(seen: &[[f64; 3]], triangles: &[[u32; 3]]) -> Option<Self> {
        let grid = Grid::around(seen, triangles, PITCH_MM);
        (grid.cells() <= MOST_CELLS).then(|| Self {
            heights: grid.heights(seen, triangles).map(|height| *height as f32),
            grid,
        })
    }

    /// The height at a place; `None` where nothing was measured.
    pub(super) fn at(&self, place: [f64; 2]) -> Option<f64> {
        let [x, y] = self.grid.cell(place);
        let height = sample::bilinear(&self.heights, x, y)?;
        height.is_finite().then_some(f64::from(height))
    }

    /// Every measured point of each so manieth row and column.
    pub(super) fn points(&self, stride: usize) -> impl Iterator<Item = [f64; 3]> {
        let (width, height) = (self.heights.width(), self.heights.height());
        let cells = (0..height)
            .step_by(stride)
            .flat_map(move |y| (0..width).step_by(stride).map(move |x| (x, y)));
        cells.filter_map(|(x, y)| {
            let [u, v] = self.grid.place([x as f64, y as f64]);
            let height = self.heights[(x, y)];
            height.is_finite().then_some([u, v, f64::from(height)])
        })
    }
}
