//! Pictures for the estimate of how far light spreads within skin.

use crate::cosine::fast_length;
use crate::light::Light;
use crate::normals::Facing;
use crate::scatter::{self, Scatter, Shading};
use relief_grid::{Mask, Raster, distance, filter};

/// Within so many mm of its edge the skin fades out, so that the edge is no wave.
const TAPER_MM: f64 = 3.0;
/// The skin's colour is taken to be a mean over so many mm: wider than the waves that tell the spread.
const COLOUR_MM: f64 = 2.0;

/// The channels that tell the spread.
const GREEN: usize = 1;
const BLUE: usize = 2;

/// How light spreads in the skin that `light` shows.
///
/// Each frame, freed of its `shine`, is divided by the skin's colour around and loses what all lamps have in common: what is left is shading, of one relief in two colours.
pub(crate) fn scattering(light: &Light, normals: &Facing, shine: &[Raster<f32>]) -> Scatter {
    let pitch_mm = light.view.mm_per_px();
    let known = light
        .usable
        .iter()
        .fold(light.skin.and(&normals.valid), |all, usable| all.and(usable));
    let taper = taper(&known, TAPER_MM / pitch_mm);
    let mut matt = light.colours.clone();
    for (frame, shine) in matt.iter_mut().zip(shine) {
        for (pixel, shine) in frame.data_mut().iter_mut().zip(shine.data()) {
            for value in pixel {
                *value -= shine;
            }
        }
    }
    let share = 1.0 / matt.len() as f32;
    let mean = Raster::from_fn(taper.width(), taper.height(), |x, y| {
        let sum = matt.iter().fold([0.0f32; 3], |sum, frame| {
            let pixel = frame[(x, y)];
            std::array::from_fn(|i| sum[i] + pixel[i])
        });
        sum.map(|v| v * share)
    });
    let (colour, _) = filter::gaussian_masked(&mean, &known, COLOUR_MM / pitch_mm);
    let shadings: Vec<Shading> = matt
        .iter()
        .map(|frame| shading(frame, &mean, &colour, &known, &taper))
        .collect();
    scatter::estimate(&shadings, pitch_mm)
}

fn shading(
    frame: &Raster<[f32; 3]>,
    mean: &Raster<[f32; 3]>,
    colour: &Raster<[f32; 3]>,
    known: &Mask,
    taper: &Raster<f32>,
) -> Shading {
    [GREEN, BLUE].map(|channel| {
        let value = |x: usize, y: usize| {
            if known.get(x, y) && colour[(x, y)][channel] > 0.0 {
                (frame[(x, y)][channel] - mean[(x, y)][channel]) / colour[(x, y)][channel]
            } else {
                0.0
            }
        };
        let shade = Raster::from_fn(taper.width(), taper.height(), value);
        let weight: f64 = taper.data().iter().map(|w| f64::from(*w)).sum();
        let sum: f64 = shade
            .data()
            .iter()
            .zip(taper.data())
            .map(|(s, w)| f64::from(s * w))
            .sum();
        let level = (sum / weight.max(1.0)) as f32;
        Raster::from_fn(fast_length(taper.width()), fast_length(taper.height()), |x, y| {
            if x < taper.width() && y < taper.height() {
                (shade[(x, y)] - level) * taper[(x, y)]
            } else {
                0.0
            }
        })
    })
}

/// One well within the skin, zero at its edge and beside it.
fn taper(skin: &Mask, width_px: f64) -> Raster<f32> {
    let beside = Mask::from_fn(skin.width(), skin.height(), |x, y| {
        let edge = x == 0 || y == 0 || x + 1 == skin.width() || y + 1 == skin.height();
        edge || !skin.get(x, y)
    });
    distance::to_mask(&beside).map(|away| {
        let share = (f64::from(*away) / width_px).min(1.0);
        (share * share * (3.0 - 2.0 * share)) as f32
    })
}
