//! How far two scans agree that lie on each other.

use super::bands::Bands;
use super::correlation::Sums;
use super::motion::Motion;
use crate::robust;

/// See [`Registration`](super::Registration).
pub(super) struct Agreement {
    pub(super) overlap: f64,
    pub(super) skin: f64,
    pub(super) scars: f64,
    pub(super) residual_mm: f64,
}

impl Agreement {
    pub(super) fn of(bands: &Bands<'_>, motion: &Motion) -> Option<Self> {
        let (before, after) = (bands.before, bands.after);
        let (fixed, moving) = (&bands.finest.fixed, &bands.finest.moving);
        let [fixed_scars, moving_scars] = &bands.smooth;
        let (mut skin, mut scars) = (Sums::default(), Sums::default());
        let mut differences = Vec::new();
        let (mut known, mut shared) = (0.0, 0.0);
        for y in 0..before.valid.height() {
            for x in (0..before.valid.width()).filter(|x| before.valid.get(*x, y)) {
                known += 1.0;
                let to = motion.to_after(before.at_mm(x, y));
                let (Some(b), Some(deep_b)) = (moving.at(to), moving_scars.at(to)) else {
                    continue;
                };
                shared += 1.0;
                if before.scars.get(x, y) || after.is_scar(to) {
                    scars.add(f64::from(fixed_scars.depth_mm[(x, y)]), deep_b);
                } else {
                    let a = f64::from(fixed.depth_mm[(x, y)]);
                    skin.add(a, b);
                    differences.push((a - b).abs());
                }
            }
        }
        (!differences.is_empty()).then_some(())?;
        Some(Self {
            overlap: shared / known,
            // Nought where there is nothing to correlate.
            skin: skin.correlation().unwrap_or(0.0),
            scars: scars.correlation().unwrap_or(0.0),
            residual_mm: robust::sigma_of_sizes(&mut differences),
        })
    }
}
