//! Laying one scan onto another: turned and shifted, so that the skin between the scars lies on itself. Lengths are true and are never scaled; that one scan
//! shows the same skin larger is found, so that it can be refused.

mod agreement;
mod bands;
mod constellation;
mod correlation;
mod fine;
mod motion;
mod relief;
mod search;

pub use motion::Motion;
pub use relief::Relief;

use agreement::Agreement;
use bands::Bands;
use fine::{Fitted, Sought, refine};
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
    /// How many times larger the scan after shows the skin: 1 where both lengths are true.
    pub scale: f64,
}

/// Lays `after` onto `before`; `None` when they share too little anywhere.
pub(crate) fn register(before: &Relief, after: &Relief) -> Option<Registration> {
    let rough = search::search(before, after, LOOKED_AT);
    let bands = Bands::of(before, after);
    let fine = rough.into_par_iter().filter_map(|(_, motion)| {
        let fitted = refine(&bands, motion, Sought::Motion)?;
        Some((fitted, Agreement::of(&bands, &fitted.motion)?))
    });
    let fine: Vec<(Fitted, Agreement)> = fine.collect();
    let score = |agreement: &Agreement| agreement.skin + agreement.scars;
    let best = fine
        .into_iter()
        .max_by(|(_, a), (_, b)| score(a).total_cmp(&score(b)));
    let (fitted, agreement) = best?;
    let scaled = refine(&bands, fitted.motion, Sought::MotionAndScale);
    Some(Registration {
        motion: fitted.motion,
        overlap: agreement.overlap,
        skin_correlation: agreement.skin,
        scar_correlation: agreement.scars,
        place_error_mm: fitted.place_error_mm,
        residual_mm: agreement.residual_mm,
        scale: scaled.map_or(1.0, |fitted| fitted.scale),
    })
}

/// Whether the scan after lies on the scan before when it is mirrored, and how well.
pub(crate) fn register_mirrored(before: &Relief, after: &Relief) -> Option<Registration> {
    register(before, &after.mirrored())
}

/// Lays the scan after onto the scan before at another scale, at which the scars' centres lie as they do before; `None` when they do so at none.
pub(crate) fn register_scaled(reliefs: [&Relief; 2], scars_mm: [&[[f64; 2]]; 2]) -> Option<Registration> {
    register_at(reliefs, constellation::scale(scars_mm)?)
}

/// Lays the scan after onto the scan before when all its lengths are divided by a scale.
pub(crate) fn register_at([before, after]: [&Relief; 2], scale: f64) -> Option<Registration> {
    let found = register(before, &after.scaled(1.0 / scale))?;
    Some(Registration {
        scale: scale * found.scale,
        ..found
    })
}
