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
    /// How much skin it is of, in mm²: that both scans show between scars, away from where either ends.
    pub skin_mm2: f64,
    /// Correlation of the scars' relief, −1 to 1.
    pub scar_correlation: f64,
    /// How many scars of both lie on each other.
    pub scars_met: usize,
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
        let near = common(before, after, &motion);
        let near = Bands::of(&near[0], &near[1]);
        let motion = refine(&near, near.rounds(), motion, Sought::Motion)?.motion;
        let fitted = refine(&bands, bands.finer(), motion, Sought::Motion)?;
        Some((fitted, Agreement::of(&bands, fitted)?))
    });
    let fine: Vec<(Fitted, Agreement)> = fine.collect();
    let score = |agreement: &Agreement| agreement.skin + agreement.scars;
    let best = fine
        .into_iter()
        .max_by(|(_, a), (_, b)| score(a).total_cmp(&score(b)));
    let (fitted, agreement) = best?;
    Some(Registration {
        motion: fitted.motion,
        overlap: agreement.overlap,
        skin_correlation: agreement.skin,
        skin_mm2: agreement.skin_mm2,
        scar_correlation: agreement.scars,
        scars_met: agreement.scars_met,
        place_error_mm: fitted.place_error_mm,
        residual_mm: agreement.residual_mm,
        scale: scale(&bands, fitted.motion, &agreement),
    })
}

/// Both reliefs with the skin alone that both show when they lie so: where one ends and the other goes on, its slower waves are others, which leads a narrow piece
/// astray.
fn common(before: &Relief, after: &Relief, motion: &Motion) -> [Relief; 2] {
    [
        before.only(|at| after.is_in(&after.valid, motion.to_after(at))),
        after.only(|at| before.is_in(&before.valid, motion.to_before(at))),
    ]
}

/// How many times larger the scan after shows the skin. Where the skin agrees no better at the scale that all bands find, it is that of the finer bands
/// alone: of a narrow piece little is known beside its edges at 4 mm of smoothing, and the coarsest band can lead anywhere.
fn scale(bands: &Bands<'_>, motion: Motion, as_it_is: &Agreement) -> f64 {
    let free = refine(bands, bands.rounds(), motion, Sought::MotionAndScale);
    let is_better =
        |free: &Fitted| Agreement::of(bands, *free).is_some_and(|found| found.skin > as_it_is.skin);
    free.filter(is_better)
        .or_else(|| refine(bands, bands.finer(), motion, Sought::MotionAndScale))
        .map_or(1.0, |fitted| fitted.scale)
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
