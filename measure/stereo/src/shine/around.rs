//! How the skin around each pixel faces.

use crate::normals::Facing;
use crate::reduce::block_means;
use crate::set::norm;
use relief_grid::{Mask, Raster, filter};

/// Skin around faces as its mean over so many mm does (standard deviation): moles are narrower, a cheek hardly bends over it.
const AROUND_MM: f64 = 2.0;
/// The mean is computed on cells of this size.
const CELL_MM: f64 = 0.4;

/// How the skin around each pixel faces.
pub(super) struct Around {
    /// Sums of normals times albedo, so that dark skin counts little.
    sums: [Raster<f32>; 3],
    cell: usize,
}

impl Around {
    pub(super) fn of(normals: &Facing, pitch_mm: f64) -> Self {
        let (width, height) = (normals.normal.width(), normals.normal.height());
        let cell = ((CELL_MM / pitch_mm) as usize).clamp(1, width.min(height).max(1));
        let scaled = Raster::from_fn(width, height, |x, y| {
            let albedo = if normals.valid.get(x, y) {
                normals.albedo[(x, y)]
            } else {
                0.0
            };
            normals.normal[(x, y)].map(|v| albedo * v)
        });
        let means = block_means(&scaled, cell);
        let everywhere = Mask::filled(means.width(), means.height(), true);
        let sigma = AROUND_MM / (pitch_mm * cell as f64);
        let sums = [0, 1, 2].map(|i| filter::gaussian_masked(&means.map(|v| v[i]), &everywhere, sigma).0);
        Self { sums, cell }
    }

    /// Cells per row, and rows of them.
    pub(super) fn cells(&self) -> [usize; 2] {
        [self.sums[0].width(), self.sums[0].height()]
    }

    /// The cell that a pixel lies in; the last ones may be cut off.
    pub(super) fn cell(&self, x: usize, y: usize) -> (usize, usize) {
        let [width, height] = self.cells();
        ((x / self.cell).min(width - 1), (y / self.cell).min(height - 1))
    }

    /// The pixel in the middle of a cell.
    pub(super) fn middle(&self, [x, y]: [usize; 2]) -> [usize; 2] {
        [x, y].map(|at| at * self.cell + self.cell / 2)
    }

    pub(super) fn normal(&self, [x, y]: [usize; 2]) -> [f64; 3] {
        let sum = self.sums.each_ref().map(|sum| f64::from(sum[(x, y)]));
        let length = norm(sum).max(f64::MIN_POSITIVE);
        sum.map(|v| v / length)
    }
}
