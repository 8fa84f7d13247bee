//! How far two scans agree that lie on each other.

use super::bands::Bands;
use super::correlation::Sums;
use super::fine::Fitted;
use crate::robust;
use relief_grid::Mask;
use relief_grid::components::{Connectivity, components};

/// See [`Registration`](super::Registration).
pub(super) struct Agreement {
    pub(super) overlap: f64,
    pub(super) skin: f64,
    pub(super) skin_mm2: f64,
    pub(super) scars: f64,
    pub(super) scars_met: usize,
    pub(super) residual_mm: f64,
}

impl Agreement {
    pub(super) fn of(bands: &Bands<'_>, fitted: Fitted) -> Option<Self> {
        let (before, after) = (bands.before, bands.after);
        let [fixed_scars, moving_scars] = &bands.smooth;
        let (mut skin, mut scars) = (Sums::default(), Sums::default());
        let mut differences = Vec::new();
        let (mut known, mut shared) = (0.0, 0.0);
        let mut met = Mask::filled(before.valid.width(), before.valid.height(), false);
        for y in 0..before.valid.height() {
            for x in (0..before.valid.width()).filter(|x| before.valid.get(*x, y)) {
                known += 1.0;
                let (to, _) = fitted.to_after(before.at_mm(x, y));
                let Some(deep_b) = moving_scars.at(to) else {
                    continue;
                };
                shared += 1.0;
                let scar = [before.scars.get(x, y), after.is_scar(to)];
                met.set(x, y, scar == [true; 2]);
                if scar.contains(&true) {
                    scars.add(f64::from(fixed_scars.depth_mm[(x, y)]), deep_b);
                } else if let Some([a, b]) = bands.skin([x, y], to) {
                    skin.add(a, b);
                    differences.push(a - b);
                }
            }
        }
        (!differences.is_empty()).then_some(())?;
        Some(Self {
            overlap: shared / known,
            // Nought where there is nothing to correlate.
            skin: skin.correlation().unwrap_or(0.0),
            skin_mm2: skin.count() * before.pitch_mm[0] * before.pitch_mm[1],
            scars: scars.correlation().unwrap_or(0.0),
            scars_met: components(&met, Connectivity::Eight).list.len(),
            residual_mm: robust::sigma(differences),
        })
    }
}
