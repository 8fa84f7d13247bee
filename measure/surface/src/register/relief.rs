//! The relief of a scan: what is left of it without the form of the cheek, with the cells that belong to scars.

use relief_grid::{Mask, Raster, filter, morphology};

/// Depths below the smooth skin on a grid of about 0.1 mm.
#[derive(Debug, Clone, PartialEq)]
pub struct Relief {
    /// In mm, positive below; nought where not valid.
    pub depth_mm: Raster<f32>,
    /// Measured.
    pub valid: Mask,
    /// Scars, with a rim.
    pub scars: Mask,
    /// Distance between cells.
    pub pitch_mm: [f64; 2],
    /// The first cell's centre, from the centre of the map's first cell.
    pub origin_mm: [f64; 2],
}

impl Relief {
    /// Width and height in mm between the outermost centres.
    pub(super) fn size_mm(&self) -> [f64; 2] {
        let cells = [self.valid.width(), self.valid.height()];
        [0, 1].map(|axis| (cells[axis] - 1) as f64 * self.pitch_mm[axis])
    }

    pub(super) fn centre_mm(&self) -> [f64; 2] {
        let size = self.size_mm();
        [0, 1].map(|axis| self.origin_mm[axis] + 0.5 * size[axis])
    }

    /// Where a cell lies in the map, in mm.
    pub fn at_mm(&self, x: usize, y: usize) -> [f64; 2] {
        [
            self.origin_mm[0] + x as f64 * self.pitch_mm[0],
            self.origin_mm[1] + y as f64 * self.pitch_mm[1],
        ]
    }

    /// A place of the map in cells.
    pub fn cell(&self, at_mm: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| (at_mm[axis] - self.origin_mm[axis]) / self.pitch_mm[axis])
    }

    /// Where the scan shows the skin: what was measured, and holes in it that are narrower than a millimetre.
    pub(crate) fn shown(&self) -> Mask {
        let pitch = (self.pitch_mm[0] * self.pitch_mm[1]).sqrt();
        morphology::close(&self.valid, HOLE_RADIUS_MM / pitch)
    }

    /// The skin around which so much is shown on all sides that its band of waves is that of the skin alone, and not of where the scan ends.
    pub(super) fn inner(&self, margin_mm: f64) -> Mask {
        let pitch = (self.pitch_mm[0] * self.pitch_mm[1]).sqrt();
        // What lies outside of the map is not shown either.
        let (width, height) = (self.valid.width(), self.valid.height());
        let eroded = morphology::erode(&self.shown(), margin_mm / pitch);
        let inside = |at: f64, size: usize, pitch: f64| at.min((size - 1) as f64 - at) * pitch >= margin_mm;
        Mask::from_fn(width, height, |x, y| {
            eroded.get(x, y)
                && self.valid.get(x, y)
                && inside(x as f64, width, self.pitch_mm[0])
                && inside(y as f64, height, self.pitch_mm[1])
        })
    }

    /// Whether a place of the map lies in a mask of the relief's cells.
    pub(crate) fn is_in(&self, mask: &Mask, at_mm: [f64; 2]) -> bool {
        let [x, y] = self.cell(at_mm).map(f64::round);
        let cell = (x >= 0.0 && y >= 0.0).then(|| mask.raster().get(x as isize, y as isize));
        cell.flatten().copied().unwrap_or(false)
    }

    /// The depth at a place of the map, between the cells around it; `None` where it was not measured.
    pub fn depth_at(&self, at_mm: [f64; 2]) -> Option<f64> {
        between(self, &self.depth_mm, at_mm)
    }

    /// The relief where places of the map are shown elsewhere, too.
    pub(super) fn only(&self, shown: impl Fn([f64; 2]) -> bool + Sync) -> Self {
        let (width, height) = (self.valid.width(), self.valid.height());
        Self {
            valid: Mask::from_fn(width, height, |x, y| {
                self.valid.get(x, y) && shown(self.at_mm(x, y))
            }),
            ..self.clone()
        }
    }

    /// The scan's mirror image, as a wrong export or the other cheek would show it.
    pub(super) fn mirrored(&self) -> Self {
        let flip = |mask: &Mask| {
            Mask::from_fn(mask.width(), mask.height(), |x, y| {
                mask.get(mask.width() - 1 - x, y)
            })
        };
        let width = self.valid.width();
        Self {
            depth_mm: Raster::from_fn(width, self.valid.height(), |x, y| {
                self.depth_mm[(width - 1 - x, y)]
            }),
            valid: flip(&self.valid),
            scars: flip(&self.scars),
            ..*self
        }
    }

    /// The relief with all lengths along the skin multiplied.
    pub(super) fn scaled(&self, by: f64) -> Self {
        Self {
            pitch_mm: self.pitch_mm.map(|pitch| by * pitch),
            origin_mm: self.origin_mm.map(|origin| by * origin),
            ..self.clone()
        }
    }

    /// The relief smoothed by a Gaussian of a standard deviation in mm.
    pub(super) fn smoothed(&self, sigma_mm: f64) -> Smoothed<'_> {
        let pitch = (self.pitch_mm[0] * self.pitch_mm[1]).sqrt();
        let clipped = self
            .depth_mm
            .map(|depth| depth.clamp(MOST_RAISED_MM, MOST_DEEP_MM));
        let (depth_mm, _) = filter::gaussian_masked(&clipped, &self.valid, sigma_mm / pitch);
        Smoothed {
            relief: self,
            depth_mm,
        }
    }

    /// What lies between two smoothings: what is slower is form, on which two scans of the same skin differ when the face moved.
    pub(super) fn band(&self, fine_mm: f64, slow_mm: f64) -> Smoothed<'_> {
        let (mut fine, slow) = (self.smoothed(fine_mm), self.smoothed(slow_mm));
        for (fine, slow) in fine.depth_mm.data_mut().iter_mut().zip(slow.depth_mm.data()) {
            *fine -= slow;
        }
        fine
    }
}

/// Half of the widest hole in a scan over which a scar's depth is read from what lies around.
const HOLE_RADIUS_MM: f64 = 0.5;
/// A hair or a spike of the instrument shall not decide where a scan lies.
const MOST_RAISED_MM: f32 = -0.3;
/// Nor shall the deepest ice pick alone.
const MOST_DEEP_MM: f32 = 0.5;

/// A smoothed relief that can be read between its cells.
pub(super) struct Smoothed<'a> {
    pub(super) relief: &'a Relief,
    pub(super) depth_mm: Raster<f32>,
}

impl Smoothed<'_> {
    /// The depth at a place of the map; `None` where it was not measured.
    pub(super) fn at(&self, at_mm: [f64; 2]) -> Option<f64> {
        between(self.relief, &self.depth_mm, at_mm)
    }
}

fn between(relief: &Relief, depth_mm: &Raster<f32>, at_mm: [f64; 2]) -> Option<f64> {
    let [x, y] = relief.cell(at_mm);
    let (width, height) = (depth_mm.width(), depth_mm.height());
    let inside = x >= 0.0 && y >= 0.0 && x <= (width - 1) as f64 && y <= (height - 1) as f64;
    // Places inside are not negative, so that cutting off after adding a half rounds.
    (inside && relief.valid.get((x + 0.5) as usize, (y + 0.5) as usize)).then_some(())?;
    let (left, up) = (x as usize, y as usize);
    let (right, down) = ((left + 1).min(width - 1), (up + 1).min(height - 1));
    let (to_right, to_down) = (x - left as f64, y - up as f64);
    let (above, below) = (depth_mm.row(up), depth_mm.row(down));
    let along = |row: &[f32]| f64::from(row[left]) * (1.0 - to_right) + f64::from(row[right]) * to_right;
    let value = along(above) * (1.0 - to_down) + along(below) * to_down;
    value.is_finite().then_some(value)
}
