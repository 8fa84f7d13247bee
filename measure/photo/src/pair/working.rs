//! The working image: a photo in linear light, shrunk to the pitch at which skin is measured.

use crate::Photo;
use relief_grid::{Pitch, Point, Polygon, Raster};

/// Finest pitch that a measurement uses. The finest texture band starts at 0.2 mm wavelength; three
/// samples a wavelength hold it, and finer pixels only carry noise and time.
const WORKING_MM_PER_PX: f64 = 0.065;

/// Without a scale the long side is brought to about this many pixels, as a close-up with a card has.
const WORKING_LONG_SIDE_PX: usize = 2200;

/// The width of skin that a close-up without any scale is taken to show along its long side. It only sets
/// the size of filters in pixels; no length in millimetres is ever reported from it.
const NOMINAL_FIELD_MM: f64 = 140.0;

/// A photo in linear light at working pitch.
#[derive(Debug, Clone)]
pub struct Working {
    /// Linear light, BT.709 primaries.
    pub linear: Raster<[f32; 3]>,
    /// Photo pixels per working pixel, along each side.
    pub factor: usize,
    /// The pitch of the working image, when the scale is known.
    pub pitch: Option<Pitch>,
}

impl Working {
    /// Shrinks `photo`, whose own pixels measure `pitch` when that is known, by the whole factor that brings
    /// it closest to the working pitch.
    pub fn of(photo: &Photo, pitch: Option<Pitch>) -> Self {
        let factor = match pitch {
            Some(pitch) => (WORKING_MM_PER_PX / pitch.mm_per_px()).round() as usize,
            None => (photo.width.max(photo.height) + WORKING_LONG_SIDE_PX / 2) / WORKING_LONG_SIDE_PX,
        }
        .max(1);
        Self {
            linear: photo.shrunk(factor),
            factor,
            pitch: pitch.map(|p| p.coarser(factor as f64)),
        }
    }

    /// The pitch, or the nominal one by which filters are sized when no scale is known.
    pub fn filter_pitch(&self) -> Pitch {
        let long_side = self.linear.width().max(self.linear.height()).max(1);
        #[expect(
            clippy::expect_used,
            reason = "a positive constant over a positive count is a pitch"
        )]
        self.pitch
            .unwrap_or_else(|| Pitch::from_mm_per_px(NOMINAL_FIELD_MM / long_side as f64).expect("positive"))
    }

    /// A position of the working image in pixels of the photo (half-pixel convention).
    pub fn to_photo_px(&self, working_px: f64) -> f64 {
        let k = self.factor as f64;
        working_px * k + (k - 1.0) / 2.0
    }

    /// A position of the photo in pixels of the working image (half-pixel convention).
    pub fn from_photo_px(&self, photo_px: f64) -> f64 {
        let k = self.factor as f64;
        (photo_px - (k - 1.0) / 2.0) / k
    }

    /// A polygon of the photo in pixels of the working image.
    pub fn polygon_from_photo(&self, polygon: &Polygon) -> Polygon {
        let corner = |p: &Point| Point::new(self.from_photo_px(p.x), self.from_photo_px(p.y));
        Polygon {
            corners: polygon.corners.iter().map(corner).collect(),
        }
    }
}
