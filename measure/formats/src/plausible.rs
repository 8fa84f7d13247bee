//! Whether a scan has the size of one: a wrong unit is off by a thousand.

use crate::{Error, Mesh};
use relief_grid::HeightMap;

/// Heights looked at for their range: enough for a quantile, whatever the size of the map.
const LOOKED_AT: usize = 1 << 20;
/// The part of the heights that may be spikes at each end; a wrong unit moves all of them.
const SPIKES: f64 = 0.01;

/// What is believed of a scan's size, in mm. The limits are far apart on purpose: a scan of a tenth of a pore to one of
/// a whole body passes, a unit that is wrong by a thousand mostly does not.
///
/// Files lie about units, and readers of others differ by factors of 8, of 1000 and of a million on real files, each
/// without a word. The only thing to hold a unit against is the subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plausible {
    /// Least and most distance between cells.
    pub pitch_mm: (f64, f64),
    /// Least and most length of a map's longer side, and of the longest side of the box around a mesh.
    pub extent_mm: (f64, f64),
    /// Least and most range of the heights as a part of the map's diagonal, spikes left out. No range at all is a plane
    /// and passes.
    pub relief: (f64, f64),
}

impl Plausible {
    /// Everything is believed.
    pub const ANYTHING: Self = Self {
        pitch_mm: (0.0, f64::INFINITY),
        extent_mm: (0.0, f64::INFINITY),
        relief: (0.0, f64::INFINITY),
    };

    /// Whether a map has the size of a scan.
    pub(crate) fn check_map(&self, map: &HeightMap) -> Result<(), Error> {
        let (pitch_x, pitch_y) = (map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px());
        within("pitch along x", pitch_x, self.pitch_mm)?;
        within("pitch along y", pitch_y, self.pitch_mm)?;
        let (width, height) = (map.width() as f64 * pitch_x, map.height() as f64 * pitch_y);
        within("longer side", width.max(height), self.extent_mm)?;
        let range = height_range(map).ok_or(Error::NothingMeasured)?;
        if range == 0.0 {
            return Ok(());
        }
        let diagonal = width.hypot(height);
        let (least, most) = self.relief;
        within("range of heights", range, (least * diagonal, most * diagonal))
    }

    /// Whether a mesh has the size of a scan.
    pub(crate) fn check_mesh(&self, mesh: &Mesh) -> Result<(), Error> {
        let side = |axis: usize| {
            let along = mesh.vertices_mm.iter().map(|vertex| vertex[axis]);
            let (least, most) = along.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), at| {
                (least.min(at), most.max(at))
            });
            most - least
        };
        let longest = side(0).max(side(1)).max(side(2));
        within("longest side", longest, self.extent_mm)
    }
}

impl Default for Plausible {
    /// * Pitch 10 nm (the finest microscopes) to 10 mm.
    /// * Extent 10 µm (one field of such a microscope) to 3 m.
    /// * Heights over one ten-millionth of the diagonal (smoother than a polished wafer, 1 nm over 10 mm) to twice it:
    ///   a nose stands out by half of the face's width.
    fn default() -> Self {
        Self {
            pitch_mm: (1e-5, 10.0),
            extent_mm: (1e-2, 3000.0),
            relief: (1e-7, 2.0),
        }
    }
}

fn within(quantity: &'static str, measured_mm: f64, (least_mm, most_mm): (f64, f64)) -> Result<(), Error> {
    if measured_mm >= least_mm && measured_mm <= most_mm {
        return Ok(());
    }
    Err(Error::Implausible {
        quantity,
        measured_mm,
        least_mm,
        most_mm,
    })
}

/// The range of a map's heights without the spikes at both ends; `None` when no cell was measured.
fn height_range(map: &HeightMap) -> Option<f64> {
    let step = map.valid().count().div_ceil(LOOKED_AT).max(1);
    let cells = map.heights_mm().data().iter().zip(map.valid().raster().data());
    let measured = cells.filter(|&(_, &valid)| valid).map(|(&height, _)| height);
    let mut heights: Vec<f64> = measured.step_by(step).collect();
    let last = heights.len().checked_sub(1)?;
    let low = (last as f64 * SPIKES) as usize;
    let mut at = |rank: usize| *heights.select_nth_unstable_by(rank, f64::total_cmp).1;
    Some(at(last - low) - at(low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::wavy;

    #[test]
    fn skin_passes_and_skin_in_a_wrong_unit_does_not() {
        let plausible = Plausible::default();
        let map = |height_mm: f64, pitch_mm: f64| wavy(40, 30, height_mm, pitch_mm);
        assert_eq!(plausible.check_map(&map(0.2, 0.05)), Ok(()));
        for (height_mm, pitch_mm, quantity) in [
            (200.0, 0.05, "range of heights"),
            (2e-7, 0.05, "range of heights"),
            (0.2, 50.0, "pitch along x"),
            (0.2e-6, 0.05e-6, "pitch along x"),
            (0.2e-3, 0.05e-3, "longer side"),
        ] {
            match plausible.check_map(&map(height_mm, pitch_mm)) {
                Err(Error::Implausible { quantity: found, .. }) => assert_eq!(found, quantity),
                other => panic!("{height_mm} mm at {pitch_mm} mm: {other:?}"),
            }
        }
        assert_eq!(Plausible::ANYTHING.check_map(&map(200.0, 50.0)), Ok(()));
    }

    #[test]
    fn a_spike_is_no_wrong_unit_and_a_plane_no_wrong_scan() {
        let plausible = Plausible::default();
        assert_eq!(plausible.check_map(&wavy(40, 30, 0.0, 0.05)), Ok(()));
        let map = wavy(40, 30, 0.2, 0.05);
        let (pitch_x, pitch_y, scale) = (map.pitch_x(), map.pitch_y(), map.scale());
        let (mut heights, valid) = map.into_parts();
        heights[(3, 3)] = 1e6;
        let spiked = HeightMap::new(heights, valid, pitch_x, pitch_y, scale);
        assert_eq!(plausible.check_map(&spiked), Ok(()));
    }

    #[test]
    fn nothing_measured_is_no_scan() {
        let map = wavy(4, 3, f64::NAN, 0.05);
        assert_eq!(Plausible::ANYTHING.check_map(&map), Err(Error::NothingMeasured));
    }
}
