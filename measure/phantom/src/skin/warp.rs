//! How a smile moves the skin: a smooth stretch in the plane.

use crate::random::Dice;

/// The reach of one pull, in mm (one standard deviation of a bell).
const REACH_MM: f64 = 18.0;

/// Skin points moved along the face: `x = m + Σ pull(m)`, with m where the point lies at rest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Warp(Vec<Pull>);

#[derive(Debug, Clone)]
struct Pull {
    centre_mm: [f64; 2],
    shift_mm: [f64; 2],
}

impl Warp {
    /// The skin at rest.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// A smile: two pulls whose greatest local stretch is about `stretch` (0.1 = 10 %).
    pub(crate) fn smile(dice: &mut Dice, stretch: f64) -> Self {
        // A bell's steepest slope is e^−½ of its height over its reach.
        let shift = stretch * REACH_MM * 0.5f64.exp();
        let turn = dice.turn();
        Self(
            [-1.0, 1.0]
                .map(|side| Pull {
                    centre_mm: [side * dice.between(10.0, 16.0), side * dice.within(10.0)],
                    shift_mm: [side * shift * turn.cos(), side * shift * turn.sin()],
                })
                .to_vec(),
        )
    }

    /// Whether the skin is at rest.
    pub(crate) fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the skin point `m` lies now.
    pub(crate) fn moved(&self, m: [f64; 2]) -> [f64; 2] {
        let mut at = m;
        for pull in &self.0 {
            let (dx, dy) = (m[0] - pull.centre_mm[0], m[1] - pull.centre_mm[1]);
            let weight = (-(dx * dx + dy * dy) / (2.0 * REACH_MM * REACH_MM)).exp();
            at[0] += weight * pull.shift_mm[0];
            at[1] += weight * pull.shift_mm[1];
        }
        at
    }

    /// Which skin point lies at `x` now. Converges as stretches stay well under 100 %.
    pub(crate) fn rest(&self, x: [f64; 2]) -> [f64; 2] {
        /// Stretches of up to 20 % leave 0.4¹⁶ of the first error: nothing.
        const ROUNDS: usize = 16;
        if self.is_none() {
            return x;
        }
        (0..ROUNDS).fold(x, |m, _| {
            let at = self.moved(m);
            [m[0] + x[0] - at[0], m[1] + x[1] - at[1]]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rest_undoes_moved() {
        let warp = Warp::smile(&mut Dice::new(5, "smile"), 0.15);
        for m in [[0.0, 0.0], [12.0, 3.0], [-30.0, 22.0]] {
            let back = warp.rest(warp.moved(m));
            assert!((back[0] - m[0]).hypot(back[1] - m[1]) < 1e-6, "{m:?} {back:?}");
        }
    }
}
