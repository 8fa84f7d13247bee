//! Heights on a regular grid: what every scan becomes at the door.

use crate::{Mask, Pitch, Raster, ScaleSource};
use rayon::prelude::*;

/// Heights in millimetres on a regular grid, z up and out of the surface, with the cells that were measured.
///
/// A cell that was not measured is not `valid`; its height means nothing and is never read. The pitch may differ along
/// the two axes, as instruments that scan line by line have it.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let map = HeightMap::from_nan(Raster::from_rows([[0.1, f64::NAN], [0.2, 0.3]]), pitch, pitch, ScaleSource::File);
/// assert_eq!(map.valid().count(), 3);
/// assert_eq!(map.height_mm(0, 1), Some(0.2));
/// assert_eq!(map.height_mm(1, 0), None);
/// let raised = map.with_heights(map.heights_mm().map(|height| height + 1.0));
/// assert_eq!((raised.height_mm(0, 1), raised.height_mm(1, 0)), (Some(1.2), None));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct HeightMap {
    heights_mm: Raster<f64>,
    valid: Mask,
    pitch_x: Pitch,
    pitch_y: Pitch,
    scale: ScaleSource,
}

impl HeightMap {
    /// A map of `heights_mm` of which the cells of `valid` were measured. Measured heights that are not finite become
    /// invalid. Panics when the shapes differ, which is a mistake in the program.
    pub fn new(
        heights_mm: Raster<f64>,
        mut valid: Mask,
        pitch_x: Pitch,
        pitch_y: Pitch,
        scale: ScaleSource,
    ) -> Self {
        valid.assert_shape_of(&heights_mm);
        let width = heights_mm.width().max(1);
        let rows = valid.raster_mut().data_mut().par_chunks_mut(width);
        rows.zip(heights_mm.data().par_chunks(width))
            .for_each(|(valid, heights)| {
                for (valid, height) in valid.iter_mut().zip(heights) {
                    *valid &= height.is_finite();
                }
            });
        Self {
            heights_mm,
            valid,
            pitch_x,
            pitch_y,
            scale,
        }
    }

    /// A map in which the cells that are not finite were not measured.
    pub fn from_nan(heights_mm: Raster<f64>, pitch_x: Pitch, pitch_y: Pitch, scale: ScaleSource) -> Self {
        let valid = Mask::from_fn(heights_mm.width(), heights_mm.height(), |x, y| {
            heights_mm[(x, y)].is_finite()
        });
        Self {
            heights_mm,
            valid,
            pitch_x,
            pitch_y,
            scale,
        }
    }

    /// Cells per row.
    pub const fn width(&self) -> usize {
        self.heights_mm.width()
    }

    /// Number of rows.
    pub const fn height(&self) -> usize {
        self.heights_mm.height()
    }

    /// The heights in mm; meaningless where not [`valid`](Self::valid).
    pub const fn heights_mm(&self) -> &Raster<f64> {
        &self.heights_mm
    }

    /// The height at a cell, or `None` where it was not measured. Panics outside, as a slice does.
    pub fn height_mm(&self, x: usize, y: usize) -> Option<f64> {
        self.valid.get(x, y).then(|| self.heights_mm[(x, y)])
    }

    /// Which cells were measured.
    pub const fn valid(&self) -> &Mask {
        &self.valid
    }

    /// Distance between cells of a row.
    pub const fn pitch_x(&self) -> Pitch {
        self.pitch_x
    }

    /// Distance between rows.
    pub const fn pitch_y(&self) -> Pitch {
        self.pitch_y
    }

    /// Where the pitch came from.
    pub const fn scale(&self) -> ScaleSource {
        self.scale
    }

    /// A map of other heights on the same grid, of which the same cells count. Measured heights that are not finite become invalid. Panics when the
    /// shapes differ, which is a mistake in the program.
    #[must_use]
    pub fn with_heights(&self, heights_mm: Raster<f64>) -> Self {
        Self::new(
            heights_mm,
            self.valid.clone(),
            self.pitch_x,
            self.pitch_y,
            self.scale,
        )
    }

    /// The map of which only the cells of `mask` count. Panics when the shapes differ, which is a mistake in the program.
    #[must_use]
    pub fn masked(mut self, mask: &Mask) -> Self {
        self.valid = self.valid.and(mask);
        self
    }

    /// Heights and mask, to go on with.
    pub fn into_parts(self) -> (Raster<f64>, Mask) {
        (self.heights_mm, self.valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pitch() -> Pitch {
        Pitch::from_mm_per_px(0.1).unwrap()
    }

    #[test]
    fn a_measured_height_that_is_no_number_becomes_invalid() {
        let heights = Raster::from_rows([[1.0, f64::INFINITY, f64::NAN]]);
        let map = HeightMap::new(
            heights,
            Mask::filled(3, 1, true),
            pitch(),
            pitch(),
            ScaleSource::Given,
        );
        assert_eq!(map.valid().raster().data(), &[true, false, false]);
    }

    #[test]
    #[should_panic(expected = "one shape")]
    fn a_mask_of_another_shape_is_a_mistake() {
        let heights = Raster::from_rows([[1.0, 2.0]]);
        HeightMap::new(
            heights,
            Mask::filled(1, 2, true),
            pitch(),
            pitch(),
            ScaleSource::Given,
        );
    }
}
