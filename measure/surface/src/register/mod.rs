//! Laying one scan onto another: turned and shifted, never scaled, so that the skin between the scars lies on itself.

mod agreement;
mod bands;
mod correlation;
mod fine;
mod motion;
mod relief;
mod search;

pub use motion::Motion;
pub use relief::Relief;

use agreement::Agreement;
use bands::Bands;
use rayon::prelude::*;

/// So many of the best rough places are looked at closely: a constellation of scars may fit in two.
const LOOKED_AT: usize = 4;

/// How well a scan lies on another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Registration {
    /// Where it lies.
    pub motion: Motion,
    /// The share of the scan before that the scan after shows too, 0 to 1.
    pub overlap: f64,
    /// Correlation of the fine relief of the skin between scars, −1 to 1: skin agrees with itself and with no other.
    pub skin_correlation: f64,
    /// Correlation of the scars' relief, −1 to 1.
    pub scar_correlation: f64,
    /// Standard error of the place, in mm.
    pub place_error_mm: f64,
    /// Robust standard deviation of the difference of both reliefs between scars, in mm.
    pub residual_mm: f64,
}

/// Lays `after` onto `before`; `None` when they share too little anywhere.
pub(crate) fn register(before: &Relief, after: &Relief) -> Option<Registration> {
    let rough = search::search(before, after, LOOKED_AT);
    let bands = Bands::of(before, after);
    let fine = rough.into_par_iter().filter_map(|(_, motion)| {
        let (motion, place_error_mm) = fine::refine(&bands, motion)?;
        let agreement = Agreement::of(&bands, &motion)?;
        Some(Registration {
            motion,
            overlap: agreement.overlap,
            skin_correlation: agreement.skin,
            scar_correlation: agreement.scars,
            place_error_mm,
            residual_mm: agreement.residual_mm,
        })
    });
    let fine: Vec<Registration> = fine.collect();
    fine.into_iter().max_by(|a, b| score(a).total_cmp(&score(b)))
}

/// Whether the scan after lies on the scan before when it is mirrored, and how well.
pub(crate) fn register_mirrored(before: &Relief, after: &Relief) -> Option<Registration> {
    register(before, &after.mirrored())
}

fn score(found: &Registration) -> f64 {
    found.skin_correlation + found.scar_correlation
}
