//! What a set must fulfil to be measured.

use crate::check::{Check, CheckCode};
use crate::lamps::{Depth, Lamps, spread};
use crate::light::Light;
use crate::normals::Normals;
use crate::set::LightSet;

/// Three directions are three unknowns for a normal and its albedo.
const LEAST_LAMPS: usize = 3;
/// Lamps that are nearly in one plane with the skin leave one direction of slope to chance: noise grows by one over this. Four lamps at 25° around the view have 0.30;
/// three of which one stands 10° beside the plane of the others 0.07.
const LEAST_SPREAD: f64 = 0.12;
/// Burnt-out skin has no shading. Highlights of moist skin cover less.
const MOST_CLIPPED: f64 = 0.05;

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

/// The checks of what was reconstructed.
pub(crate) fn after(
    _set: &LightSet,
    _light: &Light,
    _lamps: &Lamps,
    _normals: &Normals,
    _depth: &Depth,
) -> Vec<Check> {
    Vec::new()
}
