//! What a set must fulfil to be measured.

mod lamps;

use crate::agreement::{Compared, compare, detail};
use crate::align::Found;
use crate::check::{Check, CheckCode};
use crate::lamps::{Depth, Lamps, spread};
use crate::light::Light;
use crate::matt::Mixture;
use crate::set::LightSet;
use relief_grid::{Mask, Raster};

pub(crate) use lamps::{axes, lamps_elsewhere};

/// Three directions are three unknowns for a normal and its albedo.
const LEAST_LAMPS: usize = 3;
/// Lamps that are nearly in one plane with the skin leave one direction of slope to chance: noise grows by one over this. Four lamps at 25° around the view have 0.30;
/// three of which one stands 10° beside the plane of the others 0.07.
const LEAST_SPREAD: f64 = 0.12;
/// Burnt-out skin has no shading. Highlights of moist skin cover less.
const MOST_CLIPPED: f64 = 0.05;

/// Pictures are compared in blocks of so many pixels a side.
const BLOCK: usize = 2;
/// Brightness is compared in blocks in which noise does not count.
const COARSE: usize = 10;
/// What registration can take back: beyond, it may lie on other skin.
const MOST_MOTION_MM: f64 = 0.5;
/// Steps of this size at the edge of a mole or a pore become slopes.
const MOST_LEFT_MM: f64 = 0.1;
/// Gloss and light between walls leave about 2 % on path-traced skin; each further percent tilts slopes by as much.
const MOST_DRIFT_PERCENT: f64 = 8.0;
/// A picture that is blurred by two pixels keeps less; lamps from other sides make a difference of a fifth.
const LEAST_SHARPNESS: f64 = 0.6;

/// The checks that need no reconstruction.
pub(crate) fn before(set: &LightSet, lamps: &Lamps) -> Vec<Check> {
    let count = set.frames.len();
    let mut checks = vec![Check {
        code: CheckCode::Lights,
        quantity: "lamps",
        measured: count as f64,
        limit: LEAST_LAMPS as f64,
        unit: "1",
        message: format!(
            "the set has {count} pictures; at least {LEAST_LAMPS} with the light from different sides are needed, four or more are better"
        ),
        passed: count >= LEAST_LAMPS,
    }];
    if count < LEAST_LAMPS {
        return checks;
    }
    let spread = spread(&lamps.middle());
    checks.push(Check {
        code: CheckCode::Lights,
        quantity: "spread of the lamps' directions",
        measured: spread,
        limit: LEAST_SPREAD,
        unit: "1",
        message: "the lamps stand nearly in one plane with the skin, so that slopes across it are not seen; take pictures with the light from all sides".to_owned(),
        passed: spread >= LEAST_SPREAD,
    });
    checks.push(lamps::lean_unknown(set.lamps_from.slopes_off()));
    checks.push(clipped(set));
    checks
}

fn clipped(set: &LightSet) -> Check {
    let share = |frame: &crate::Frame| frame.clipped.and(&set.skin).count() as f64 / set.skin.count() as f64;
    let (worst, name) = set
        .frames
        .iter()
        .map(|frame| (share(frame), frame.name.as_str()))
        .fold(
            (0.0, ""),
            |worst, next| if next.0 > worst.0 { next } else { worst },
        );
    Check {
        code: CheckCode::Exposure,
        quantity: "share of the skin that is burnt out in one picture",
        measured: worst,
        limit: MOST_CLIPPED,
        unit: "1",
        message: format!(
            "{:.0} % of the skin is burnt out in {name}; take the set again with a shorter exposure",
            100.0 * worst
        ),
        passed: worst <= MOST_CLIPPED,
    }
}

/// Frames are compared in so many parts along each side: a camera that turned moves them differently.
const PARTS: usize = 2;

/// The checks of frames that were laid on each other; `told` are their intensities, where somebody knew them.
pub(crate) fn after(
    light: &Light,
    (told, found): (Option<&[f64]>, &[Found]),
    lamps: &Lamps,
    depth: &Depth,
    matt: Mixture,
) -> Vec<Check> {
    let mm_per_px = light.view.mm_per_px();
    let fine = light.blocks(BLOCK);
    let detail = detail(&fine.mixed(), &fine.usable);
    let mut checks = vec![moved(found, mm_per_px), blur(&detail)];
    let (whole, parts) = (
        compared(light, lamps, depth, matt, COARSE, 1),
        compared(light, lamps, depth, matt, BLOCK, PARTS),
    );
    if !whole.is_empty() {
        checks.extend([
            still_moved(&parts, mm_per_px),
            drift(&whole, told, found),
            lamps::contradiction(&whole),
        ]);
    }
    checks
}

/// Each frame against the others, in blocks of `block` pixels a side, in `parts × parts` parts of the picture.
fn compared(
    light: &Light,
    lamps: &Lamps,
    depth: &Depth,
    matt: Mixture,
    block: usize,
    parts: usize,
) -> Vec<Vec<Compared>> {
    let blocks = light.blocks(block);
    let (width, height) = (blocks.skin.width(), blocks.skin.height());
    let depth = Raster::from_fn(width, height, |x, y| depth[(block * x, block * y)]);
    let within = |at: usize, side: usize, of: usize| at * parts / side.max(1) == of;
    let masks: Vec<Mask> = (0..parts * parts)
        .map(|part| {
            Mask::from_fn(width, height, |x, y| {
                within(x, width, part % parts) && within(y, height, part / parts)
            })
        })
        .collect();
    compare(
        &blocks.mixed_as(matt),
        &blocks.usable,
        &lamps.seen_by(blocks.view),
        &depth,
        &blocks.skin,
        &masks,
    )
}

fn moved(found: &[Found], mm_per_px: f64) -> Check {
    let measured = found
        .iter()
        .map(|found| mm_per_px * found.shift_px[0].hypot(found.shift_px[1]))
        .fold(0.0, f64::max);
    Check {
        code: CheckCode::Motion,
        quantity: "farthest that a picture was moved",
        measured,
        limit: MOST_MOTION_MM,
        unit: "mm",
        message: format!(
            "skin or camera moved by {measured:.2} mm between the pictures; fix the camera, rest the head, and take the set again"
        ),
        passed: measured <= MOST_MOTION_MM,
    }
}

fn still_moved(compared: &[Vec<Compared>], mm_per_px: f64) -> Check {
    let measured = BLOCK as f64
        * mm_per_px
        * compared
            .iter()
            .flatten()
            .map(|part| part.shift_px[0].hypot(part.shift_px[1]))
            .fold(0.0, f64::max);
    Check {
        code: CheckCode::Motion,
        quantity: "motion that is left in a part of a picture",
        measured,
        limit: MOST_LEFT_MM,
        unit: "mm",
        message: format!(
            "after the pictures were laid on each other parts of them are still {measured:.2} mm apart: the head or the camera turned; fix both and take the set again"
        ),
        passed: measured <= MOST_LEFT_MM,
    }
}

fn drift(compared: &[Vec<Compared>], told: Option<&[f64]>, found: &[Found]) -> Check {
    let left = compared.iter().flatten().map(|frame| frame.gain);
    // Intensities that were found stand beside those that were told.
    let ratios = told.into_iter().flatten().zip(found);
    let ratios: Vec<f64> = ratios.map(|(told, found)| found.intensity / told).collect();
    let mean = ratios.iter().sum::<f64>() / ratios.len().max(1) as f64;
    let measured = left
        .chain(ratios.iter().map(|ratio| ratio / mean))
        .map(|gain| 100.0 * (gain - 1.0).abs())
        .fold(0.0, f64::max);
    Check {
        code: CheckCode::Exposure,
        quantity: "brightness of a picture against what the others predict",
        measured,
        limit: MOST_DRIFT_PERCENT,
        unit: "%",
        message: format!(
            "one picture is {measured:.0} % off the brightness that the others predict: the camera changed its exposure, or a lamp its power; fix the exposure, or leave the intensities out"
        ),
        passed: measured <= MOST_DRIFT_PERCENT,
    }
}

fn blur(detail: &[f64]) -> Check {
    let measured = detail.iter().copied().fold(f64::INFINITY, f64::min);
    Check {
        code: CheckCode::Blur,
        quantity: "detail of a picture against the others'",
        measured,
        limit: LEAST_SHARPNESS,
        unit: "1",
        message: "one picture is softer than the others: focus once and keep it, and hold still".to_owned(),
        passed: measured >= LEAST_SHARPNESS,
    }
}
