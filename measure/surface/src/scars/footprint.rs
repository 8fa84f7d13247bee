//! Cells of a map that belong to a scar.

use relief_grid::Mask;

/// A part of a map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Footprint {
    /// The first cell in the map.
    pub(crate) first: [usize; 2],
    pub(crate) pitch_mm: [f64; 2],
    pub(crate) mask: Mask,
}

impl Footprint {
    /// Whether a place of the map, in mm from its first cell, lies in one of the cells.
    pub(crate) fn contains(&self, at_mm: [f64; 2]) -> bool {
        let [x, y] = [0, 1].map(|axis| (at_mm[axis] / self.pitch_mm[axis]).round() - self.first[axis] as f64);
        x >= 0.0
            && y >= 0.0
            && self
                .mask
                .raster()
                .get(x as isize, y as isize)
                .copied()
                .unwrap_or(false)
    }

    /// Every cell's centre, in mm.
    pub(crate) fn places_mm(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        let (width, height) = (self.mask.width(), self.mask.height());
        let cells = (0..height).flat_map(move |y| (0..width).map(move |x| [x, y]));
        cells
            .filter(|&[x, y]| self.mask.get(x, y))
            .map(|cell| [0, 1].map(|axis| (cell[axis] + self.first[axis]) as f64 * self.pitch_mm[axis]))
    }

    /// How large it is.
    pub(crate) fn area_mm2(&self) -> f64 {
        self.mask.count() as f64 * self.pitch_mm[0] * self.pitch_mm[1]
    }
}
