//! Light that left the skin towards the camera, frame by frame, freed of the room's light and of how bright each lamp is.

use crate::block_means;
use crate::cosine::{Waves, fast_length};
use crate::fill::filled;
use crate::matt::Mixture;
use crate::scatter::Scatter;
use crate::set::{LightSet, View};
use relief_grid::{Mask, Raster};

/// Red, green and blue for each pixel and frame.
#[derive(Debug)]
pub(crate) struct Light {
    /// For each frame, relative to lamp and exposure; a near lamp is as bright as at the middle of the view.
    pub(crate) colours: Vec<Raster<[f32; 3]>>,
    /// For each frame, where it is neither burnt out nor black.
    pub(crate) usable: Vec<Mask>,
    /// Pixels of skin.
    pub(crate) skin: Mask,
    pub(crate) view: View,
}

/// Darker pixels carry the sensor's noise and the file's rounding: two steps of 8 bits in sRGB.
const BLACK: f32 = 0.0006;
/// Shares of red, green and blue in the brightness that is measured. Red light spreads by a millimetre and more within skin before it comes out, which washes
/// out the relief; green and blue by a fraction of it (Jensen et al. 2001, doi:10.1145/383259.383319, table of skin: mean free paths of 3.7, 1.4 and 0.7 mm).
pub(crate) const MIX: Mixture = [0.0, 0.5, 0.5];

impl Light {
    /// The light of a set, freed of the room's.
    pub(crate) fn new(set: &LightSet) -> Self {
        let colours: Vec<Raster<[f32; 3]>> = set
            .frames
            .iter()
            .map(|frame| {
                Raster::from_fn(set.skin.width(), set.skin.height(), |x, y| {
                    let room = set.ambient.as_ref().map_or([0.0; 3], |ambient| ambient[(x, y)]);
                    let pixel = frame.linear[(x, y)];
                    std::array::from_fn(|i| pixel[i] - room[i])
                })
            })
            .collect();
        let usable = set
            .frames
            .iter()
            .zip(&colours)
            .map(|(frame, colours)| {
                Mask::from_fn(set.skin.width(), set.skin.height(), |x, y| {
                    set.skin.get(x, y) && !frame.clipped.get(x, y) && mixed(colours[(x, y)], MIX) > BLACK
                })
            })
            .collect();
        Self {
            colours,
            usable,
            skin: set.skin.clone(),
            view: set.view,
        }
    }

    /// Blocks of `factor × factor` pixels; those that are usable as a whole.
    pub(crate) fn blocks(&self, factor: usize) -> Self {
        let (width, height) = (self.skin.width() / factor, self.skin.height() / factor);
        let whole = |mask: &Mask| {
            Mask::from_fn(width, height, |x, y| {
                (0..factor * factor).all(|i| mask.get(factor * x + i % factor, factor * y + i / factor))
            })
        };
        Self {
            colours: self.colours.iter().map(|c| block_means(c, factor)).collect(),
            usable: self.usable.iter().map(whole).collect(),
            skin: whole(&self.skin),
            view: self.view.block_means(factor),
        }
    }

    /// The brightness that is measured, as the pictures show it.
    pub(crate) fn mixed(&self) -> Vec<Raster<f32>> {
        self.mixed_as(MIX)
    }

    /// The brightness of a mixture of the channels.
    pub(crate) fn mixed_as(&self, mixture: Mixture) -> Vec<Raster<f32>> {
        self.colours
            .iter()
            .map(|frame| frame.map(|pixel| mixed(*pixel, mixture)))
            .collect()
    }

    /// The brightness that is measured, as if light did not spread within skin and its surface did not reflect `shine`. What is beside the skin is filled with what is near, and a margin
    /// lets the transform run fast.
    pub(crate) fn restored(&self, scatter: &Scatter, shine: &[Raster<f32>]) -> Vec<Raster<f32>> {
        let (width, height) = (self.skin.width(), self.skin.height());
        let pitch_mm = self.view.mm_per_px();
        (0..self.colours.len())
            .map(|lamp| {
                let matt = Raster::from_fn(width, height, |x, y| {
                    mixed(self.colours[lamp][(x, y)], MIX) - shine[lamp][(x, y)]
                });
                if *scatter == Scatter::NONE {
                    return matt;
                }
                let whole = filled(&matt, &self.usable[lamp], fast_length(width), fast_length(height));
                // Red has no share in the brightness that is measured.
                let shares = [MIX[1], MIX[2]].map(f64::from);
                let sharp = Waves::of(&whole)
                    .filtered(|k| scatter.restoring(shares, k / pitch_mm))
                    .raster();
                Raster::from_fn(width, height, |x, y| sharp[(x, y)].max(0.0))
            })
            .collect()
    }
}

fn mixed(pixel: [f32; 3], mixture: Mixture) -> f32 {
    (0..3).map(|i| mixture[i] * pixel[i]).sum()
}
