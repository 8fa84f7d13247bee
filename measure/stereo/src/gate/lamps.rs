//! What lamps must fulfil beside the pictures.

use crate::agreement::Compared;
use crate::axes::{Contradiction, Mistaken};
use crate::check::{Check, CheckCode};

/// Path-traced skin leaves 3 to 5 %; two lamps that were swapped leave more than 15 %.
const MOST_RESIDUAL: f64 = 0.09;
/// Lamps that single pictures have farther off are somewhere else, or other pictures' lamps: what is found of them is no longer sure. With five degrees depths come out right to a tenth.
const MOST_OFF_DEG: f64 = 6.0;
/// Lamps that may lean so much more or less make all depths doubtful by twice that share.
const MOST_SLOPES_OFF: f64 = 0.2;
/// Slopes that are noise alone fit no reading better than another: 1. Skin's own slopes, read in the right axes, stay well below.
const MOST_AGAINST_SURFACE: f64 = 1.2;

/// The check of where single lamps stand, as pictures have it.
pub(crate) fn lamps_elsewhere(off_rad: f64) -> Check {
    let measured = off_rad.to_degrees();
    Check {
        code: CheckCode::Lights,
        quantity: "how far single lamps stand from where they were told",
        measured,
        limit: MOST_OFF_DEG,
        unit: "deg",
        message: format!(
            "the pictures have single lamps {measured:.1}° from where they were told to stand: check that each file stands with its own lamp, or measure again where the lamps are, with a ball in the picture, say"
        ),
        passed: measured <= MOST_OFF_DEG,
    }
}

/// The check that something tells how far lamps lean.
pub(super) fn lean_unknown(slopes_off: f64) -> Check {
    Check {
        code: CheckCode::Lights,
        quantity: "share by which all slopes may be off, for how far the lamps lean is not known",
        measured: slopes_off,
        limit: MOST_SLOPES_OFF,
        unit: "1",
        message: "nothing tells how far the lamps lean, so that deep scars under lamps that lean little and shallow ones under lamps that lean much look the same (the bas-relief ambiguity): \
                  measure how far the lamps are from the card and say it as lamp_distance_mm, or lay a ball into the picture"
            .to_owned(),
        passed: slopes_off <= MOST_SLOPES_OFF,
    }
}

pub(super) fn contradiction(compared: &[Vec<Compared>]) -> Check {
    let measured = compared
        .iter()
        .flatten()
        .map(|frame| frame.residual)
        .fold(0.0, f64::max);
    Check {
        code: CheckCode::Lights,
        quantity: "share of a picture's brightness that the others do not predict",
        measured,
        limit: MOST_RESIDUAL,
        unit: "1",
        message: "the pictures contradict the directions of the lamps: check that each file stands with its own lamp, the axes (x right, y down, z into the scene), and that neither camera nor head moved by much".to_owned(),
        passed: measured <= MOST_RESIDUAL,
    }
}

/// The check that lamps are written down in the pictures' axes.
pub(crate) fn axes(found: Option<Contradiction>) -> Option<Check> {
    let Contradiction { against_best, best } = found?;
    let how = match best {
        Mistaken::Mirrored => "one axis pointed the other way",
        Mistaken::Exchanged => "x and y were exchanged",
        Mistaken::Turned => "x and y were turned by a quarter",
    };
    Some(Check {
        code: CheckCode::Lights,
        quantity: "slopes of no surface, over those if the lamps' axes were mistaken",
        measured: against_best,
        limit: MOST_AGAINST_SURFACE,
        unit: "1",
        message: format!(
            "the relief fits together better if {how} in the directions of the lamps: x points right in the picture, y down, z into the scene"
        ),
        passed: against_best <= MOST_AGAINST_SURFACE,
    })
}
