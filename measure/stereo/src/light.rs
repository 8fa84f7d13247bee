//! Light that left the skin towards the camera, frame by frame, freed of the room's light and of how bright each lamp is.

use crate::lamps::{Depth, Lamps};
use crate::set::LightSet;
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// One brightness per pixel and frame.
#[derive(Debug)]
pub(crate) struct Light {
    /// For each frame, relative to lamp and exposure; meaningless where not `usable`.
    pub(crate) frames: Vec<Raster<f32>>,
    /// For each frame, where it is neither burnt out nor black.
    pub(crate) usable: Vec<Mask>,
}

/// Darker pixels carry the sensor's noise and the file's rounding: two steps of 8 bits in sRGB.
const BLACK: f32 = 0.0006;
/// Shares of red, green and blue in the brightness that is measured. Red light spreads by a millimetre and more within skin before it comes out, which washes
/// out the relief; green and blue by a fraction of it (Jensen et al. 2001, doi:10.1145/383259.383319, table of skin: mean free paths of 3.7, 1.4 and 0.7 mm).
const MIX: [f32; 3] = [0.0, 0.5, 0.5];

impl Light {
    pub(crate) fn new(set: &LightSet) -> Self {
        let (width, height) = (set.skin.width(), set.skin.height());
        let mut frames = Vec::with_capacity(set.frames.len());
        let mut usable = Vec::with_capacity(set.frames.len());
        for frame in &set.frames {
            let gain = 1.0 / frame.intensity.unwrap_or(1.0) as f32;
            let lit = Raster::from_fn(width, height, |x, y| {
                let room = set.ambient.as_ref().map_or([0.0; 3], |ambient| ambient[(x, y)]);
                let pixel = frame.linear[(x, y)];
                (0..3).map(|i| MIX[i] * (pixel[i] - room[i])).sum::<f32>()
            });
            usable.push(Mask::from_fn(width, height, |x, y| {
                set.skin.get(x, y) && !frame.clipped.get(x, y) && lit[(x, y)] > BLACK
            }));
            frames.push(lit.map(|value| gain * value));
        }
        Self { frames, usable }
    }

    /// Brightness that follows Lambert's law, for skin at `depth`: freed of the distance of near lamps, and its root.
    pub(crate) fn lambertian(&self, exponent: f64, lamps: &Lamps, depth: &Depth) -> Vec<Raster<f32>> {
        let root = 1.0 / exponent as f32;
        (0..self.frames.len())
            .into_par_iter()
            .map(|lamp| {
                let frame = &self.frames[lamp];
                Raster::from_fn(frame.width(), frame.height(), |x, y| {
                    let brightness = if lamps.are_near() {
                        lamps.ray(lamp, x, y, depth[(x, y)]).brightness as f32
                    } else {
                        1.0
                    };
                    (frame[(x, y)].max(0.0) / brightness).powf(root)
                })
            })
            .collect()
    }
}
