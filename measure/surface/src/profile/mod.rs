//! Profiles: heights along a straight line through a map, and their parameters by ISO 21920-2.

mod between;
mod roughness;

pub use roughness::{ProfileSettings, Roughness};

use crate::SurfaceError;
use relief_grid::HeightMap;

/// Fewer heights are no profile.
const LEAST_HEIGHTS: usize = 3;
/// A line longer than so many steps by less than this share of one ends with the last of them: lengths in mm are rounded.
const ROUNDING: f64 = 1e-6;

/// Heights in mm, evenly spaced along a straight line.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    heights_mm: Vec<f64>,
    step_mm: f64,
}

impl Profile {
    /// A profile of heights that were measured otherwise, such as by a stylus.
    ///
    /// # Errors
    /// [`SurfaceError::TooFewCells`] with fewer than 3 heights, [`SurfaceError::Setting`] for a step that is no positive number, [`SurfaceError::Gap`]
    /// at the first height that is no number.
    pub fn new(heights_mm: Vec<f64>, step_mm: f64) -> Result<Self, SurfaceError> {
        if heights_mm.len() < LEAST_HEIGHTS {
            return Err(SurfaceError::TooFewCells {
                purpose: "a profile",
                measured: heights_mm.len(),
                needed: LEAST_HEIGHTS,
            });
        }
        SurfaceError::unless_positive("the step of the profile in mm", step_mm)?;
        if let Some(at) = heights_mm.iter().position(|height| !height.is_finite()) {
            return Err(SurfaceError::Gap {
                x_mm: at as f64 * step_mm,
                y_mm: 0.0,
            });
        }
        Ok(Self { heights_mm, step_mm })
    }

    /// The profile from one point of a map to another, both in mm from the middle of its first cell: x along a row, y along a column.
    ///
    /// The step is the longest that divides the line evenly and is no longer than the finer pitch. Heights between cells come from cubic
    /// convolution of the 4 × 4 cells around, mirrored at the map's edge; those on cells are theirs. So a line along a row is that row.
    ///
    /// ```
    /// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
    /// use relief_surface::profile::Profile;
    /// let pitch = Pitch::from_mm_per_px(0.1).unwrap();
    /// let slope = Raster::from_fn(40, 30, |x, y| 0.01 * x as f64 - 0.02 * y as f64);
    /// let map = HeightMap::from_nan(slope, pitch, pitch, ScaleSource::Given);
    /// let profile = Profile::along(&map, [0.5, 0.5], [3.5, 2.5])?;
    /// assert!((profile.heights_mm()[0] - (0.05 - 0.1)).abs() < 1e-12);
    /// assert!((profile.length_mm() - 13f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), relief_surface::SurfaceError>(())
    /// ```
    ///
    /// # Errors
    /// [`SurfaceError::Gap`] where a height would hang on a cell that was not measured, or lie outside of the map: a profile is not defined there.
    /// [`SurfaceError::TooFewCells`] when the points are less than two steps apart.
    pub fn along(map: &HeightMap, from_mm: [f64; 2], to_mm: [f64; 2]) -> Result<Self, SurfaceError> {
        let pitch_mm = [map.pitch_x(), map.pitch_y()].map(|pitch| pitch.mm_per_px());
        let way_mm = [to_mm[0] - from_mm[0], to_mm[1] - from_mm[1]];
        let length_mm = way_mm[0].hypot(way_mm[1]);
        let steps = (length_mm / pitch_mm[0].min(pitch_mm[1]) - ROUNDING)
            .ceil()
            .max(1.0);
        // No line within the map is longer; one that leaves it need not be walked to its end, which may be no number.
        let sides_mm = map.width() as f64 * pitch_mm[0] + map.height() as f64 * pitch_mm[1];
        if !(0.0..=sides_mm).contains(&length_mm) {
            let [x_mm, y_mm] = to_mm;
            return Err(SurfaceError::Gap { x_mm, y_mm });
        }
        let height = |at: usize| {
            let share = at as f64 / steps;
            let [x_mm, y_mm] = [0, 1].map(|axis| from_mm[axis] + share * way_mm[axis]);
            let cell = |mm: f64, axis: usize| near_whole(mm / pitch_mm[axis]);
            let (x, y) = (cell(x_mm, 0), cell(y_mm, 1));
            between::height(map, x, y).ok_or(SurfaceError::Gap { x_mm, y_mm })
        };
        let heights: Result<Vec<f64>, SurfaceError> = (0..=steps as usize).map(height).collect();
        Self::new(heights?, length_mm / steps)
    }

    /// The heights in mm.
    pub fn heights_mm(&self) -> &[f64] {
        &self.heights_mm
    }

    /// The distance between two heights.
    pub const fn step_mm(&self) -> f64 {
        self.step_mm
    }

    /// From the first height to the last.
    pub fn length_mm(&self) -> f64 {
        (self.heights_mm.len() - 1) as f64 * self.step_mm
    }
}

/// A position in cells that is a cell's but for rounding becomes that: else the last one of a row would lie outside of the map.
fn near_whole(at: f64) -> f64 {
    let whole = at.round();
    if (at - whole).abs() < ROUNDING { whole } else { at }
}

#[cfg(test)]
mod tests;
