//! What changed between two scans of the same skin.
//!
//! The scans are laid on each other by the skin between the scars; the gate decides whether they may be compared; then every place that
//! shows a scar in one of them is measured in both, within one foot that holds what either takes for the scar and both show, so that
//! chance in one scan cannot choose what is measured.

mod gate;
mod noise;
mod places;
mod scar_change;
mod settings;
mod totals;

pub use gate::{Check, CheckCode};
pub use scar_change::{Geometry, ScarChange};
pub use settings::{CompareSettings, SurfaceMdc95};

use crate::SurfaceError;
use crate::register::{Registration, Relief, register, register_at, register_mirrored, register_scaled};
use crate::scars::{Hair, Scar, Survey};
use gate::Laid;
use rayon::prelude::*;
use relief_estimate::{MetricChange, Verdict};
use relief_grid::{HeightMap, Mask};

/// What two scans say together.
#[derive(Debug, Clone, PartialEq)]
pub struct SurfaceComparison {
    /// Every check of the gate.
    pub checks: Vec<Check>,
    /// How the scan after lies on the scan before; `None` when they could not be laid on each other.
    pub registration: Option<Registration>,
    /// Each metric over all scars, `scar_volume` in mm3, `scar_depth` in mm and `scar_area` in mm2; empty when refused, or without scars.
    pub changes: Vec<MetricChange>,
    /// Each place with a scar; empty when refused.
    pub scars: Vec<ScarChange>,
    /// That of the scars' total volume.
    pub verdict: Verdict,
    /// What weakens the result, one sentence each.
    pub warnings: Vec<String>,
    /// The relief of the scans before and after, for pictures.
    pub reliefs: [Relief; 2],
}

impl SurfaceComparison {
    /// Whether every check passed.
    pub fn comparable(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// Compares two scans. Pitches may differ; lengths are true, so nothing is scaled.
///
/// # Errors
/// [`SurfaceError::TooFewCells`] when a scan is smaller than a scar with skin around it.
pub fn compare(
    before: &HeightMap,
    after: &HeightMap,
    settings: &CompareSettings,
) -> Result<SurfaceComparison, SurfaceError> {
    let (first, second) = rayon::join(
        || Survey::of(before, &settings.scars),
        || Survey::of(after, &settings.scars),
    );
    let (first, second) = (first?, second?);
    let laid = lay(&first, &second);
    let noise = [before, after].map(noise::noise_um);
    let mut comparison = SurfaceComparison {
        checks: gate::checks(&laid, noise),
        registration: match laid {
            Laid::AsItIs(registration) => registration,
            Laid::Mirrored(_) | Laid::Scaled(_) => None,
        },
        changes: Vec::new(),
        scars: Vec::new(),
        verdict: Verdict::NotComparable,
        warnings: Vec::new(),
        reliefs: [first.relief, second.relief],
    };
    let Some(registration) = comparison.registration.filter(|_| comparison.comparable()) else {
        return Ok(comparison);
    };
    let reliefs = &comparison.reliefs;
    let pair = Pair {
        maps: [before, after],
        reliefs,
        shown: reliefs.each_ref().map(Relief::shown),
        scars: [&first.scars, &second.scars],
        hair: [&first.hair, &second.hair],
        motion: registration.motion,
    };
    let places = places::places(&first.scars, &second.scars, &registration.motion);
    let all = places.len();
    let scars: Vec<ScarChange> = places
        .par_iter()
        .map(|place| scar_change::measure(&pair, place, settings))
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect();
    comparison.changes = totals::totals(&scars, settings);
    let together = |scar: ScarChange| scar.off_together(settings.off_together);
    comparison.scars = scars.into_iter().map(together).collect();
    comparison.verdict = comparison
        .changes
        .first()
        .map_or(Verdict::NoDetectableChange, |volume| volume.change.verdict);
    comparison.warnings = warnings(comparison.scars.len(), all);
    Ok(comparison)
}

/// Lays one scan on the other; where the skin does not agree, as its mirror image, and at other scales.
fn lay(before: &Survey, after: &Survey) -> Laid {
    let reliefs = [&before.relief, &after.relief];
    let as_it_is = register(reliefs[0], reliefs[1]);
    let same = |found: &Registration| gate::is_same_skin(found);
    if let Some(found) = as_it_is.filter(same) {
        if gate::is_true_to_scale(&found) {
            return Laid::AsItIs(as_it_is);
        }
        // The skin tells whether it is larger, or whether the scans lie on each other nowhere exactly.
        let better = |scaled: &Registration| gate::is_clearly_better(scaled, &found);
        return match register_at(reliefs, found.scale).filter(better) {
            Some(found) => Laid::Scaled(found),
            None => Laid::AsItIs(None),
        };
    }
    if let Some(found) = register_mirrored(reliefs[0], reliefs[1]).filter(same) {
        return Laid::Mirrored(found);
    }
    let centres = [before, after].map(|survey| {
        let mut scars: Vec<&Scar> = survey.scars.iter().collect();
        scars.sort_by(|a, b| b.volume_mm3.value.total_cmp(&a.volume_mm3.value));
        scars.iter().map(|scar| scar.centre_mm).collect::<Vec<[f64; 2]>>()
    });
    match register_scaled(reliefs, [&centres[0], &centres[1]]).filter(same) {
        Some(found) => Laid::Scaled(found),
        None => Laid::AsItIs(as_it_is),
    }
}

/// Two scans that lie on each other, with their scars.
struct Pair<'a> {
    maps: [&'a HeightMap; 2],
    reliefs: &'a [Relief; 2],
    /// Where each shows skin, in its relief's cells.
    shown: [Mask; 2],
    scars: [&'a [Scar]; 2],
    hair: [&'a Hair; 2],
    motion: crate::register::Motion,
}

impl Pair<'_> {
    /// Whether both scans show a place, given in each.
    fn both_show(&self, at_mm: [[f64; 2]; 2]) -> bool {
        [0, 1]
            .iter()
            .all(|side| self.reliefs[*side].is_in(&self.shown[*side], at_mm[*side]))
    }
}

fn warnings(measured: usize, all: usize) -> Vec<String> {
    let mut warnings = Vec::new();
    if measured == 0 {
        warnings.push("no scars were found that both scans show".to_owned());
    }
    if measured < all {
        warnings.push(format!(
            "{} of {all} scars lie where one of the scans does not show enough skin, and do not count",
            all - measured
        ));
    }
    warnings
}
