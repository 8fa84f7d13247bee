//! How the light on the skin changed between two pictures, read from the slow shading of the skin itself.
//!
//! On a curved cheek the brightness runs with the direction of the light. Between two pictures of one skin in
//! one light the ratio of brightness is the same everywhere (exposure); when the lamp has moved, the ratio
//! runs across the skin. Pigment and scars are in both pictures and fall out of the ratio.

mod gain;
mod mirrored;
mod shadow_edge;
mod shadow_sides;

pub use gain::{LightGain, light_gain};
pub use mirrored::{added_shine, unevenness, white_share};
pub use shadow_edge::{ShadowEdge, shadow_edge};
pub use shadow_sides::ShadowSides;

use crate::blocks::Block;
use nalgebra::{Matrix3, Vector3};
use relief_grid::Pitch;

/// Rounds of reweighting of the plane through the log ratio.
const ROBUST_ROUNDS: usize = 5;

/// Departure, in natural logarithms, from which a block counts less: the spread of careful repeats.
const TYPICAL_DEPARTURE: f64 = 0.01;

/// Standard deviation of a Gaussian over its median absolute value.
const MAD_TO_SD: f64 = 1.4826;

/// The slow change of brightness from one picture to the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlowChange {
    /// How ln(after/before) of the shading runs across the skin, per centimetre, along x and y.
    pub slope_per_cm: [f64; 2],
    /// What the plane leaves: robust standard deviation over blocks, in natural logarithms. A hair or a patch of redness
    /// does not count; light that comes from the front in one picture does, for the cheek is round.
    pub unevenness: f64,
}

/// The slow change over blocks of `ln(after/before)` of the shading (see [`crate::scars::shading`]), which redness that
/// comes or goes does not move; `None` with fewer than twelve blocks.
pub fn slow_change(log_ratio: &[Block<1>], pitch: Pitch) -> Option<SlowChange> {
    const FEWEST: usize = 12;
    const MM_PER_CM: f64 = 10.0;
    if log_ratio.len() < FEWEST {
        return None;
    }
    let n = log_ratio.len() as f64;
    let centre = [
        log_ratio.iter().map(|b| b.x).sum::<f64>() / n,
        log_ratio.iter().map(|b| b.y).sum::<f64>() / n,
    ];
    let per_px = pitch.mm_per_px() / MM_PER_CM;
    let at = |b: &Block<1>| Vector3::new(1.0, (b.x - centre[0]) * per_px, (b.y - centre[1]) * per_px);
    let mut plane = Vector3::zeros();
    for round in 0..ROBUST_ROUNDS {
        let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
        for block in log_ratio {
            let basis = at(block);
            let error = (block.mean[0] - plane.dot(&basis)) / TYPICAL_DEPARTURE;
            let weight = if round == 0 {
                1.0
            } else {
                1.0 / (1.0 + error * error)
            };
            normal += weight * basis * basis.transpose();
            right += weight * block.mean[0] * basis;
        }
        plane = normal.cholesky()?.solve(&right);
    }
    let mut departures: Vec<f64> = log_ratio
        .iter()
        .map(|b| (b.mean[0] - plane.dot(&at(b))).abs())
        .collect();
    let middle = departures.len() / 2;
    let (_, median, _) = departures.select_nth_unstable_by(middle, f64::total_cmp);
    let unevenness = MAD_TO_SD * *median;
    Some(SlowChange {
        slope_per_cm: [plane[1], plane[2]],
        unevenness,
    })
}

/// How brightness runs over a cheek for each radian that the light leaves the skin's normal, per centimetre:
/// 1 / 8 cm, the curvature of a cheek (the samples of adult faces in the literature lie between 5 and 12 cm).
const CHEEK_CURVATURE_PER_CM: f64 = 0.125;

/// Degrees of turn for each unit of unevenness: over 6 cm of a cheek a turn by 30° leaves 0.05 beside its slope.
const UNEVENNESS_DEG: f64 = 200.0;

impl SlowChange {
    /// The turn of the light that would make this slope and unevenness on a cheek of 8 cm radius, in degrees. For flatter
    /// skin the true turn is larger, for rounder skin smaller.
    pub fn turn_deg(&self) -> f64 {
        let [x, y] = self.slope_per_cm;
        let slope = (x.hypot(y) / CHEEK_CURVATURE_PER_CM).atan().to_degrees();
        slope.hypot(UNEVENNESS_DEG * self.unevenness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(f: impl Fn(f64, f64) -> f64) -> Vec<Block<1>> {
        (0..100)
            .map(|i| {
                let (x, y) = (f64::from(i % 10) * 20.0, f64::from(i / 10) * 20.0);
                Block {
                    x,
                    y,
                    cells: 400,
                    mean: [f(x, y)],
                }
            })
            .collect()
    }

    #[test]
    fn exposure_alone_is_no_turn() {
        let change = slow_change(&field(|_, _| 0.2), Pitch::from_mm_per_px(0.1).unwrap()).unwrap();
        assert!(change.turn_deg() < 1e-9 && change.unevenness < 1e-9);
    }

    #[test]
    fn a_slope_is_per_centimetre_and_one_dark_block_does_not_make_it() {
        let change = slow_change(
            &field(|x, y| {
                if (x, y) == (180.0, 180.0) {
                    -2.0
                } else {
                    0.0005 * x
                }
            }),
            Pitch::from_mm_per_px(0.1).unwrap(),
        )
        .unwrap();
        assert!((change.slope_per_cm[0] - 0.05).abs() < 1e-3, "{change:?}");
    }

    #[test]
    fn too_little_skin_tells_nothing() {
        assert_eq!(
            slow_change(&field(|_, _| 0.0)[..5], Pitch::from_mm_per_px(0.1).unwrap()),
            None
        );
    }
}
