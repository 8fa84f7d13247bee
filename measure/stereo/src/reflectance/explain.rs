//! The normal with which skin and its gloss explain a pixel's light.
//!
//! Taking gloss off by the normal that was found, and finding the normal again, comes to an end only where gloss changes less with the slope than the light from within. In dark skin it changes several times as fast: there each
//! round is farther off. Gauss's and Newton's way looks at both at once, and gloss tells the normal rather than hiding it.

use super::{Gloss, entering};
use crate::set::{dot, norm};
use nalgebra::{Matrix3, Vector3};

/// Rounds, of which the fourth changes normals of dark skin by less than a degree.
const ROUNDS: usize = 4;
/// Levenberg's damping: what it begins with, as a share of the equations' size, and what it is multiplied by after a round that came nearer, or did not.
const DAMPING: f64 = 1e-3;
const NEARER: f64 = 0.2;
const FARTHER: f64 = 10.0;

/// One pixel under all lamps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// Brightness under each lamp, beside that of the lamp.
    pub(crate) light: &'a [f64],
    /// Unit vectors to the lamps.
    pub(crate) toward: &'a [[f64; 3]],
    /// Bisectors of the directions to lamp and camera.
    pub(crate) half: &'a [[f64; 3]],
}

impl Gloss {
    /// From a normal times its albedo to one that explains the light no worse.
    pub(crate) fn explained(&self, seen: Seen<'_>, mut scaled: [f64; 3]) -> [f64; 3] {
        let mut here = self.left(seen, scaled);
        let mut damping = DAMPING;
        for _ in 0..ROUNDS {
            let Some(next) = self.next(seen, scaled, damping) else {
                break;
            };
            let there = self.left(seen, next);
            if there < here && next[2] < 0.0 {
                (scaled, here) = (next, there);
                damping *= NEARER;
            } else {
                damping *= FARTHER;
            }
        }
        scaled
    }

    /// The solution of the damped equations; `None` when the lamps do not tell it.
    fn next(&self, seen: Seen<'_>, scaled: [f64; 3], damping: f64) -> Option<[f64; 3]> {
        let albedo = norm(scaled);
        let normal = Vector3::from(scaled) / albedo;
        let (mut gram, mut right) = (Matrix3::zeros(), Vector3::zeros());
        for i in 0..seen.light.len() {
            let there = self.answer(seen, scaled, albedo, i);
            let across = Vector3::from(seen.half[i]) - normal * there.cosine;
            let slope = Vector3::from(seen.toward[i]) * there.enters
                + across * (self.slope(there.cosine, there.shine) / albedo);
            gram += slope * slope.transpose();
            right += slope * there.off;
        }
        let lift = Matrix3::identity() * (damping * gram.trace());
        let step = (gram + lift).cholesky()?.solve(&right);
        Some(std::array::from_fn(|i| scaled[i] + step[i]))
    }

    /// The sum of squares of what is not explained.
    fn left(&self, seen: Seen<'_>, scaled: [f64; 3]) -> f64 {
        let albedo = norm(scaled);
        (0..seen.light.len())
            .map(|i| self.answer(seen, scaled, albedo, i).off.powi(2))
            .sum()
    }

    /// What skin of this normal and albedo makes of one lamp.
    fn answer(&self, seen: Seen<'_>, scaled: [f64; 3], albedo: f64, i: usize) -> Answer {
        let lit = dot(scaled, seen.toward[i]);
        let enters = entering(lit / albedo);
        let cosine = dot(scaled, seen.half[i]) / albedo;
        let shine = self.light(cosine);
        Answer {
            enters,
            cosine,
            shine,
            off: seen.light[i] - lit.max(0.0) * enters - shine,
        }
    }

    /// How fast the light that the surface reflects, `shine`, changes with the cosine between normal and bisector.
    fn slope(&self, half_cosine: f64, shine: f64) -> f64 {
        let c = half_cosine.clamp(0.0, 1.0);
        let rest = 1.0 - self.roughness * self.roughness;
        shine * 4.0 * c * rest / (1.0 - c * c * rest)
    }
}

/// What skin makes of one lamp.
struct Answer {
    /// The share of light that enters.
    enters: f64,
    /// Between normal and bisector.
    cosine: f64,
    /// What the surface reflects.
    shine: f64,
    /// What is not explained.
    off: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflectance::bisector;

    /// Dark skin, which sends back a twentieth of the light, under a gloss that changes three times as fast with the slope.
    #[test]
    fn gloss_that_outshines_dark_skin_tells_the_normal_too() {
        let gloss = Gloss {
            roughness: 0.27,
            strength: 0.12,
        };
        let toward: Vec<[f64; 3]> = (0..8)
            .map(|i| (f64::from(i) * std::f64::consts::FRAC_PI_4).sin_cos())
            .map(|(sin, cos)| [0.7 * cos, 0.7 * sin, -0.51f64.sqrt()])
            .collect();
        let half: Vec<[f64; 3]> = toward.iter().map(|l| bisector(*l, [0.0, 0.0, -1.0])).collect();
        let there = Vector3::new(0.25, -0.1, -1.0).normalize() * 0.05;
        let of = |scaled: [f64; 3], i: usize| {
            let lit = dot(scaled, toward[i]);
            lit * entering(lit / norm(scaled)) + gloss.light(dot(scaled, half[i]) / norm(scaled))
        };
        let light: Vec<f64> = (0..8).map(|i| of(there.into(), i)).collect();
        let seen = Seen {
            light: &light,
            toward: &toward,
            half: &half,
        };
        let slope = |v: [f64; 3]| [v[0] / v[2], v[1] / v[2]];
        let found = slope(gloss.explained(seen, [0.0, 0.0, -0.05]));
        let off = (found[0] + 0.25).hypot(found[1] - 0.1);
        assert!(off < 0.01, "{found:?}");
    }

    #[test]
    fn the_lobes_slope_is_its_derivative() {
        let gloss = Gloss {
            roughness: 0.3,
            strength: 0.1,
        };
        for c in [0.7, 0.9, 0.98] {
            let step = 1e-6;
            let between = (gloss.light(c + step) - gloss.light(c - step)) / (2.0 * step);
            assert!((gloss.slope(c, gloss.light(c)) / between - 1.0).abs() < 1e-6);
        }
    }
}
