//! How far two scans agree that lie on each other.

use super::motion::Motion;
use super::relief::Relief;

/// Smoothing before reliefs are held against each other: noise of single cells goes, furrows stay.
const SMOOTH_MM: f64 = 0.15;
/// What is slower than this is form, on which the same skin may differ, and is taken off.
const SLOW_MM: f64 = 0.8;
const MAD_TO_SIGMA: f64 = 1.4826;

/// See [`Registration`](super::Registration).
pub(super) struct Agreement {
    pub(super) overlap: f64,
    pub(super) skin: f64,
    pub(super) scars: f64,
    pub(super) residual_mm: f64,
}

/// Sums for a correlation.
#[derive(Default)]
struct Sums([f64; 6]);

impl Sums {
    fn add(&mut self, a: f64, b: f64) {
        for (sum, term) in self.0.iter_mut().zip([1.0, a, b, a * a, b * b, a * b]) {
            *sum += term;
        }
    }

    /// Nought where there is nothing to correlate.
    fn correlation(&self) -> f64 {
        let [n, a, b, aa, bb, ab] = self.0;
        let spread = (aa - a * a / n) * (bb - b * b / n);
        if n > 2.0 && spread > 0.0 {
            (ab - a * b / n) / spread.sqrt()
        } else {
            0.0
        }
    }
}

impl Agreement {
    pub(super) fn of(before: &Relief, after: &Relief, motion: &Motion) -> Option<Self> {
        let (fixed, moving) = (before.band(SMOOTH_MM, SLOW_MM), after.band(SMOOTH_MM, SLOW_MM));
        let (fixed_scars, moving_scars) = (before.smoothed(SMOOTH_MM), after.smoothed(SMOOTH_MM));
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
        let middle = differences.len() / 2;
        let (_, median, _) = differences.select_nth_unstable_by(middle, f64::total_cmp);
        Some(Self {
            overlap: shared / known,
            skin: skin.correlation(),
            scars: scars.correlation(),
            residual_mm: MAD_TO_SIGMA * *median,
        })
    }
}
