//! Texture of the skin between the scars, in bands of wavelength.

use super::{Finish, Metric, SharedDetail, UNIT_MM, Unit};
use crate::blocks::{Block, blocks};
use crate::pair::Aligned;
use relief_estimate::Direction;
use relief_grid::{Mask, Raster, filter, pyramid};

/// A band of wavelengths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The metric's name.
    pub name: &'static str,
    /// Shortest and longest wavelength, mm.
    pub wavelength_mm: [f64; 2],
}

/// The four bands: pores and micro-relief, coarse pores and fine lines, small scars' surroundings, waviness.
pub const TEXTURE_BANDS: [Band; 4] = [
    Band {
        name: "texture_0.2_0.5mm",
        wavelength_mm: [0.2, 0.5],
    },
    Band {
        name: "texture_0.5_1mm",
        wavelength_mm: [0.5, 1.0],
    },
    Band {
        name: "texture_1_2mm",
        wavelength_mm: [1.0, 2.0],
    },
    Band {
        name: "texture_2_4mm",
        wavelength_mm: [2.0, 4.0],
    },
];

/// Sigma over wavelength at which a Gaussian keeps half of a sine: √(ln 2 / 2) / π (ISO 16610-21's
/// definition of the cut-off).
const HALF_AMPLITUDE: f64 = 0.187_390;

/// The texture of one band.
#[derive(Debug, Clone, PartialEq)]
pub struct BandTexture {
    /// The band.
    pub band: Band,
    /// Its contrast: root mean square of the band-passed log brightness, in per cent.
    pub metric: Metric,
    /// How much of it both pictures share.
    pub shared: SharedDetail,
}

/// The texture of skin in each band.
///
/// `clear` is the skin without scars and moles at half working resolution. Each band is taken on the coarsest raster,
/// full resolution or a whole power of two coarser, on which its shortest wavelength still spans two and a half pixels; a band
/// that even full resolution does not hold is left out.
pub fn textures(aligned: &Aligned, clear: &Mask) -> Vec<BandTexture> {
    let mut level = Level::fine(aligned, clear);
    let mut textures = Vec::new();
    for band in TEXTURE_BANDS {
        let coarsest = band.wavelength_mm[0] / FEWEST_PX;
        while 2.0 * level.mm_per_px <= coarsest {
            level = level.halved();
        }
        if level.mm_per_px <= coarsest {
            textures.push(band_texture(band, &level));
        }
    }
    textures
}

/// Fewest pixels a wavelength is sampled by.
const FEWEST_PX: f64 = 2.5;

/// Linear light below which a logarithm would only amplify noise.
const DARKEST: f32 = 0.002;

/// The log brightness of both pictures, side by side, at one resolution: they share the mask, so that its weights are
/// computed once for both.
struct Level {
    grey: Raster<[f32; 2]>,
    clear: Mask,
    mm_per_px: f64,
}

impl Level {
    /// At full working resolution.
    fn fine(aligned: &Aligned, clear: &Mask) -> Self {
        let [before, after] = &aligned.fine;
        let (width, height) = (before.width(), before.height());
        let clear = Mask::from_fn(width, height, |x, y| {
            aligned.fine_skin.get(x, y)
                && clear.get((x / 2).min(clear.width() - 1), (y / 2).min(clear.height() - 1))
        });
        let ln = |grey: f32| grey.max(DARKEST).ln();
        let grey = Raster::from_fn(width, height, |x, y| {
            // What is no clear skin is never read, and a logarithm costs more than to ask.
            if clear.get(x, y) {
                [ln(before[(x, y)]), ln(after[(x, y)])]
            } else {
                [f32::NAN; 2]
            }
        });
        Self {
            grey,
            clear,
            mm_per_px: aligned.pitch.mm_per_px() / 2.0,
        }
    }

    fn halved(&self) -> Self {
        let (grey, clear) = pyramid::halve_masked(&self.grey, &self.clear);
        Self {
            grey,
            clear,
            mm_per_px: 2.0 * self.mm_per_px,
        }
    }
}

fn band_texture(band: Band, level: &Level) -> BandTexture {
    let clear = &level.clear;
    let sigma = |wavelength_mm: f64| HALF_AMPLITUDE * wavelength_mm / level.mm_per_px;
    let [short, long] = band.wavelength_mm;
    let (passed, _) = filter::band_pass_masked(&level.grey, clear, sigma(short), sigma(long));
    let units = blocks(clear, (UNIT_MM / level.mm_per_px).round() as usize, |x, y| {
        let [before, after] = passed[(x, y)].map(|v| 100.0 * v);
        [before * before, after * after, before * after]
    });
    BandTexture {
        band,
        metric: Metric {
            name: band.name,
            unit: "%",
            direction: Direction::Neither,
            finish: Finish::Rms,
            gain_sd: 0.0,
            units: units.iter().map(unit).collect(),
        },
        shared: SharedDetail::of(&units),
    }
}

fn unit(block: &Block<3>) -> Unit {
    let weight = block.cells as f64;
    Unit {
        before: weight * block.mean[0],
        after: weight * block.mean[1],
        weight,
    }
}
