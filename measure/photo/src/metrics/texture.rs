//! Texture of the skin between the scars, in bands of wavelength.

use super::{Finish, Metric};
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

/// The texture contrast of skin in each band: root mean square of the band-passed log brightness, in per cent.
///
/// `clear` is the skin without scars and moles at half working resolution. The finest band is taken at full
/// resolution, each wider one on a raster half as fine. A band whose shortest wavelength spans fewer than two
/// and a half pixels of its raster is left out.
pub fn texture_metrics(aligned: &Aligned, clear: &Mask) -> Vec<Metric> {
    let mut level = Level {
        grey: aligned.fine.each_ref().map(ln),
        clear: Mask::from_fn(aligned.fine_skin.width(), aligned.fine_skin.height(), |x, y| {
            aligned.fine_skin.get(x, y)
                && clear.get((x / 2).min(clear.width() - 1), (y / 2).min(clear.height() - 1))
        }),
        mm_per_px: aligned.pitch.mm_per_px() / 2.0,
    };
    let mut metrics = Vec::new();
    for (i, band) in TEXTURE_BANDS.iter().enumerate() {
        if i > 0 {
            level = level.halved();
        }
        if band.wavelength_mm[0] >= FEWEST_PX * level.mm_per_px {
            metrics.push(band_metric(band, &level));
        }
    }
    metrics
}

/// Fewest pixels a wavelength is sampled by.
const FEWEST_PX: f64 = 2.5;

/// Linear light below which a logarithm would only amplify noise.
const DARKEST: f32 = 0.002;

fn ln(grey: &Raster<f32>) -> Raster<f32> {
    grey.map(|v| v.max(DARKEST).ln())
}

/// The log brightness of both pictures at one resolution.
struct Level {
    grey: [Raster<f32>; 2],
    clear: Mask,
    mm_per_px: f64,
}

impl Level {
    fn halved(&self) -> Self {
        let half = |grey: &Raster<f32>| pyramid::halve_masked(grey, &self.clear);
        let ((before, clear), (after, _)) = rayon::join(|| half(&self.grey[0]), || half(&self.grey[1]));
        Self {
            grey: [before, after],
            clear,
            mm_per_px: 2.0 * self.mm_per_px,
        }
    }
}

fn band_metric(band: &Band, level: &Level) -> Metric {
    let (clear, signals) = (&level.clear, &level.grey);
    let sigma = |wavelength_mm: f64| HALF_AMPLITUDE * wavelength_mm / level.mm_per_px;
    let [short, long] = band.wavelength_mm;
    let power = |signal: &Raster<f32>| {
        let (passed, _) = filter::band_pass_masked(signal, clear, sigma(short), sigma(long));
        passed.map(|v| (100.0 * v).powi(2))
    };
    let (before, after) = rayon::join(|| power(&signals[0]), || power(&signals[1]));
    let texture = Metric {
        name: band.name,
        unit: "%",
        direction: Direction::Neither,
        finish: Finish::Rms,
        gain_sd: 0.0,
        units: Vec::new(),
    };
    texture.over_skin([&before, &after], clear, level.mm_per_px)
}
