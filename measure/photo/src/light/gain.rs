//! What a small turn of the light does to the contrast of scars, read from the skin around them.
//!
//! On a surface whose normal tilts by `g`, matt light from the direction `t` (its tangent over its cosine) gives
//! ln I = const − g·t. A scar's walls have a `g` of their own, so that their contrast grows with |t|: light that
//! grazes more shows every scar stronger. The round cheek has a `g` that runs across the picture, so that its
//! brightness runs with a slope of |t| over its radius. When the face tilts by 3° under lamps at 40°, both change by a
//! tenth; and the slope tells by how much, without any scar.

use super::{SlowChange, slow_change};
use crate::blocks::Block;
use crate::scars::shade;
use relief_grid::Pitch;

/// How much of the slope's change the scars' contrast follows. A matt wall follows it wholly; a pit that is dark
/// because little light finds its way out, not at all. Real scars lie between and nobody knows where: the middle, and
/// a standard uncertainty as of any value in between (GUM, JCGM 100:2008, clause 4.3.7).
const SHARE: f64 = 0.5;
const SHARE_SD: f64 = 0.288_675;

/// Slope, ln per centimetre, under which the skin is too flat or the light too frontal to be a measure of itself; half
/// of what a cheek of 8 cm radius shows at 45°.
const LEAST_SLOPE_PER_CM: f64 = 0.06;

/// Linear light that stands for black, whose logarithm is none.
const DARKEST: f64 = 1e-4;

/// How much stronger the after picture shows the same scars, because its light grazes more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LightGain {
    /// ln of the factor by which after's scar contrasts are too strong; zero without a slope to tell it.
    pub ln_gain: f64,
    /// Standard uncertainty of `ln_gain`.
    pub ln_gain_sd: f64,
}

impl LightGain {
    /// No change of light.
    pub const NONE: Self = Self {
        ln_gain: 0.0,
        ln_gain_sd: 0.0,
    };

    /// The factor that brings contrasts of the after picture to the light of the before picture.
    pub fn correction(&self) -> f64 {
        (-self.ln_gain).exp()
    }
}

/// The gain from block means of linear light before (`mean[0..3]`) and after (`mean[3..6]`). [`LightGain::NONE`] with too
/// few blocks.
pub fn light_gain(blocks: &[Block<6>], pitch: Pitch) -> LightGain {
    let ln = |value: f64| value.max(DARKEST).ln();
    let shading = |b: &Block<6>, from: usize| shade(ln(b.mean[from]), ln(b.mean[from + 1]));
    let slope = |of: &dyn Fn(&Block<6>) -> f64| {
        let lit: Vec<Block<1>> = blocks.iter().map(|b| with_mean(b, of(b))).collect();
        slow_change(&lit, pitch).map(|SlowChange { slope_per_cm, .. }| slope_per_cm)
    };
    let slopes = slope(&|b| shading(b, 0))
        .zip(slope(&|b| shading(b, 3)))
        .zip(slope(&|b| shading(b, 3) - shading(b, 0)));
    let Some(((before, after), change)) = slopes else {
        return LightGain::NONE;
    };
    let along = [before[0] + after[0], before[1] + after[1]];
    let size = along[0].hypot(along[1]);
    if size == 0.0 {
        return LightGain::NONE;
    }
    let steeper = (change[0] * along[0] + change[1] * along[1]) / size;
    let relative = steeper / (0.5 * size).max(LEAST_SLOPE_PER_CM);
    LightGain {
        ln_gain: SHARE * relative,
        ln_gain_sd: SHARE_SD * relative.abs(),
    }
}

fn with_mean(block: &Block<6>, mean: f64) -> Block<1> {
    Block {
        x: block.x,
        y: block.y,
        cells: block.cells,
        mean: [mean],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cheek of 8 cm radius under matt light of tangents `before` and `after`, one block each 2 mm of 0.1 mm pixels.
    fn cheek(before: f64, after: f64) -> Vec<Block<6>> {
        (0..400)
            .map(|i| {
                let (x, y) = (f64::from(i % 20) * 20.0, f64::from(i / 20) * 20.0);
                let light = |tangent: f64| 0.3 * (0.0125 * tangent * 0.1 * x).exp();
                let (b, a) = (light(before), 0.8 * light(after));
                Block {
                    x,
                    y,
                    cells: 400,
                    mean: [b, b, b, a, a, a],
                }
            })
            .collect()
    }

    #[test]
    fn light_that_grazes_more_is_taken_back_by_half_whatever_the_exposure() {
        let gain = light_gain(&cheek(1.0, 1.1), Pitch::from_mm_per_px(0.1).unwrap());
        // The mean slope is 5 % over the first.
        assert!((gain.ln_gain - 0.5 * 0.1 / 1.05).abs() < 1e-3, "{gain:?}");
        assert!((gain.ln_gain_sd / gain.ln_gain - 0.577).abs() < 1e-2, "{gain:?}");
        let back = light_gain(&cheek(1.1, 1.0), Pitch::from_mm_per_px(0.1).unwrap());
        assert!((back.ln_gain + gain.ln_gain).abs() < 1e-6, "{back:?}");
        assert!((gain.correction() * back.correction() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_same_light_has_no_gain_and_flat_skin_hardly_any() {
        let same = light_gain(&cheek(1.0, 1.0), Pitch::from_mm_per_px(0.1).unwrap());
        assert!(same.ln_gain.abs() < 1e-9, "{same:?}");
        let frontal = light_gain(&cheek(0.05, 0.06), Pitch::from_mm_per_px(0.1).unwrap());
        assert!(frontal.ln_gain.abs() < 0.02, "{frontal:?}");
        assert_eq!(
            light_gain(&cheek(1.0, 1.1)[..5], Pitch::from_mm_per_px(0.1).unwrap()),
            LightGain::NONE
        );
    }
}
