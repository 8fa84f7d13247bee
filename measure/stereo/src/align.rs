//! Frames laid on each other, and how bright their lamps are where nobody knows.

use crate::agreement::{Compared, compare};
use crate::lamps::Lamps;
use crate::light::Light;
use crate::matt::{Mixture, mixture};
use crate::set::LightSet;
use crate::surface::plane_mm;
use nalgebra::{Matrix3, Vector3};
use relief_grid::{Mask, Raster, sample, sample::Interpolation};

/// What was found of each frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// How far its skin lies from the mean of all frames, in pixels.
    pub(crate) shift_px: [f64; 2],
    /// How bright lamp and exposure are together.
    pub(crate) intensity: f64,
}

/// The mixture without shine is found from blocks of so many pixels a side, among which motion hardly counts.
const MIXTURE_BLOCK: usize = 12;
/// Motion is found from blocks of so many pixels a side: first from coarse ones, on which a shift of millimetres is one of a block or two.
const BLOCKS: [usize; 4] = [24, 12, 5, 2];
/// Each round leaves some of what the frames' common prediction was blurred by; faces move by a pixel or two.
const ROUNDS: usize = 6;
/// Frames that move by less, in blocks, stay as they are: to be moved blurs a frame a little.
const STILL: f64 = 0.02;
/// Intensities that change by less are found.
const STEADY: f64 = 0.003;

/// What is predicted is as wrong as the other intensities are, so that a whole step would overshoot.
const GAIN_DAMPING: f64 = 0.6;

/// What a set says of its frames: nothing of motion, and intensities, or those for which the skin as a whole faces the camera.
pub(crate) fn of_set(set: &LightSet, light: &Light, lamps: &Lamps) -> Vec<Found> {
    let intensities = if set.intensities_are_known() {
        told(set, light, lamps)
    } else {
        facing(light, lamps)
    };
    let still = |intensity| Found {
        shift_px: [0.0; 2],
        intensity,
    };
    intensities.into_iter().map(still).collect()
}

/// Intensities as they were told: what a lamp throws on the skin. Of a near lamp somebody may have told its own brightness, which its distance makes more or less of: then skin that faces the camera as a whole fits that better.
fn told(set: &LightSet, light: &Light, lamps: &Lamps) -> Vec<f64> {
    let on_skin: Vec<f64> = set
        .frames
        .iter()
        .map(|frame| frame.intensity.unwrap_or(1.0))
        .collect();
    if !lamps.are_near() {
        return on_skin;
    }
    let facing = facing(light, lamps);
    let away_mm = lamps.distances_mm();
    let square = away_mm.iter().map(|away| away * away).sum::<f64>() / away_mm.len() as f64;
    let own: Vec<f64> = on_skin
        .iter()
        .zip(&away_mm)
        .map(|(told, away)| told * square / (away * away))
        .collect();
    let off = |told: &[f64]| {
        let logs: Vec<f64> = facing
            .iter()
            .zip(told)
            .map(|(facing, told)| (facing / told).ln())
            .collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>()
    };
    if off(&own) < off(&on_skin) { own } else { on_skin }
}

/// Finds motion, and intensities unless they are `known`, in a mixture of the channels that hardly shows the skin's shine, which comes back too. With three frames motion is not seen; with four only what none of them shares with the others.
pub(crate) fn align(
    light: &Light,
    lamps: &Lamps,
    mut found: Vec<Found>,
    known: bool,
) -> (Vec<Found>, Mixture) {
    let matt = {
        let blocks = light
            .blocks(MIXTURE_BLOCK)
            .moved(&found, 1.0 / MIXTURE_BLOCK as f64);
        let depth = Raster::filled(blocks.skin.width(), blocks.skin.height(), plane_mm(&blocks.view));
        mixture(&blocks, &lamps.seen_by(blocks.view), &depth)
    };
    for block in BLOCKS {
        align_blocks(&mut found, light, lamps, block, matt, known);
    }
    (found, matt)
}

fn align_blocks(found: &mut [Found], light: &Light, lamps: &Lamps, block: usize, matt: Mixture, known: bool) {
    let still = light.blocks(block);
    let lamps = lamps.seen_by(still.view);
    let depth = Raster::filled(still.skin.width(), still.skin.height(), plane_mm(&still.view));
    let whole = [Mask::filled(still.skin.width(), still.skin.height(), true)];
    for _ in 0..ROUNDS {
        let moved = still.moved(found, 1.0 / block as f64);
        let frames = moved.mixed_as(matt);
        let compared: Vec<Compared> = compare(&frames, &moved.usable, &lamps, &depth, &still.skin, &whole)
            .into_iter()
            .filter_map(|parts| parts.first().copied())
            .collect();
        let changed = improve(found, &compared, block as f64, known);
        settle(found, &lamps.middle());
        if !changed {
            break;
        }
    }
}

/// Takes what was found into account; false when nothing changes any more.
fn improve(found: &mut [Found], compared: &[Compared], block: f64, known: bool) -> bool {
    let mut changed = false;
    for (found, compared) in found.iter_mut().zip(compared) {
        let away = compared.shift_px[0].hypot(compared.shift_px[1]);
        if away > STILL {
            changed = true;
            for axis in 0..2 {
                found.shift_px[axis] += block * compared.shift_px[axis];
            }
        }
        if !known && (compared.gain - 1.0).abs() > STEADY {
            changed = true;
            found.intensity *= compared.gain.powf(GAIN_DAMPING);
        }
    }
    changed
}

/// Takes from the shifts what a linear function of the lamps' directions explains. It cannot be told from slopes, and would drift.
fn settle(found: &mut [Found], directions: &[[f64; 3]]) {
    let rows: Vec<Vector3<f64>> = directions.iter().map(|d| Vector3::from(*d)).collect();
    let gram = rows
        .iter()
        .fold(Matrix3::zeros(), |sum, l| sum + l * l.transpose());
    let Some(inverse) = gram.try_inverse() else { return };
    for axis in 0..2 {
        let right = rows
            .iter()
            .zip(&*found)
            .fold(Vector3::zeros(), |sum, (l, found)| sum + l * found.shift_px[axis]);
        let explained = inverse * right;
        for (found, l) in found.iter_mut().zip(&rows) {
            found.shift_px[axis] -= l.dot(&explained);
        }
    }
}

/// Intensities for which skin that faces the camera has one albedo under all lamps. A near lamp lights the skin's parts differently.
fn facing(light: &Light, lamps: &Lamps) -> Vec<f64> {
    let blocks = light.blocks(MIXTURE_BLOCK);
    let (lamps, plane_mm) = (lamps.seen_by(blocks.view), plane_mm(&blocks.view));
    let frames = blocks.mixed();
    let brightness: Vec<f64> = frames
        .iter()
        .zip(&blocks.usable)
        .enumerate()
        .map(|(lamp, (frame, usable))| {
            let cells = (0..frame.height()).flat_map(|y| (0..frame.width()).map(move |x| (x, y)));
            let (seen, facing) =
                cells
                    .filter(|(x, y)| usable.get(*x, *y))
                    .fold((0.0, 0.0), |(seen, facing), (x, y)| {
                        let ray = lamps.ray(lamp, x, y, plane_mm);
                        (
                            seen + f64::from(frame[(x, y)]),
                            facing - ray.brightness * ray.toward[2],
                        )
                    });
            if facing > 0.0 { seen / facing } else { 1.0 }
        })
        .collect();
    let mean = brightness.iter().sum::<f64>() / brightness.len().max(1) as f64;
    brightness
        .iter()
        .map(|own| (own / mean).max(f64::MIN_POSITIVE))
        .collect()
}

impl Light {
    /// The frames moved back by what was found, and divided by their intensities. `scale` brings shifts to this raster's pixels.
    pub(crate) fn moved(&self, found: &[Found], scale: f64) -> Self {
        let mut moved = Self {
            colours: Vec::with_capacity(found.len()),
            usable: Vec::with_capacity(found.len()),
            skin: self.skin.clone(),
            view: self.view,
        };
        for ((colours, usable), found) in self.colours.iter().zip(&self.usable).zip(found) {
            let gain = 1.0 / found.intensity as f32;
            let shift = found.shift_px.map(|v| scale * v);
            if shift[0].hypot(shift[1]) < STILL {
                moved.colours.push(colours.map(|pixel| pixel.map(|v| gain * v)));
                moved.usable.push(usable.clone());
                continue;
            }
            let seen = Raster::from_fn(colours.width(), colours.height(), |x, y| {
                let (u, v) = (x as f64 + shift[0], y as f64 + shift[1]);
                let pixel = sample::sample_masked(colours, usable, Interpolation::Cubic, u, v);
                pixel.filter(|_| self.skin.get(x, y))
            });
            moved
                .colours
                .push(seen.map(|pixel| pixel.map_or([0.0; 3], |pixel| pixel.map(|v| gain * v))));
            moved.usable.push(Mask::from(seen.map(Option::is_some)));
        }
        moved
    }
}
