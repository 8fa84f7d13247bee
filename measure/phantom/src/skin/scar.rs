//! Atrophic acne scars of the three types, in the sizes of the literature.
//!
//! Ice pick: narrower than 2 mm, a deep V. Boxcar: 1.5 to 4 mm, flat floor and steep walls. Rolling: 4 mm and
//! wider, gentle (Jacob, Dover & Kaminer 2001, doi:10.1067/mjd.2001.113451).

use super::PATCH_HALF_MM;
use crate::random::Dice;
use serde::{Deserialize, Serialize};
use std::f64::consts::{PI, TAU};

/// Type of an atrophic acne scar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScarType {
    /// A narrow, deep V.
    IcePick,
    /// A flat floor with steep walls.
    Boxcar,
    /// A wide, gentle hollow.
    Rolling,
}

/// Width of a boxcar's wall at first sight, in mm.
const WALL_MM: f64 = 0.35;
/// How much a wall widens as the scar fills up: by half when the scar is gone.
const WALL_SOFTENING: f64 = 0.5;

/// One scar: an uneven ellipse with a profile.
#[derive(Debug, Clone)]
pub(crate) struct Scar {
    pub(crate) kind: ScarType,
    pub(crate) centre_mm: [f64; 2],
    /// Half axes of the outline.
    pub(crate) half_mm: [f64; 2],
    pub(crate) turn_rad: f64,
    pub(crate) depth_mm: f64,
    /// Outline as a factor on the ellipse: `1 + Σ aₖ cos(kθ + φₖ)`, k = 2, 3, 5.
    uneven: [(f64, f64); 3],
    /// Blood above that of the skin around.
    pub(crate) redness: f64,
}

impl Scar {
    fn new(dice: &mut Dice, kind: ScarType, centre_mm: [f64; 2]) -> Self {
        let (width, depth) = match kind {
            ScarType::IcePick => (dice.between(0.6, 1.8), dice.between(0.5, 1.3)),
            ScarType::Boxcar => (dice.between(1.7, 4.0), dice.between(0.25, 0.65)),
            ScarType::Rolling => (dice.between(4.0, 7.5), dice.between(0.25, 0.6)),
        };
        let (uneven_by, redness) = match kind {
            ScarType::IcePick => (0.05, dice.between(0.05, 0.35)),
            ScarType::Boxcar => (0.08, dice.between(0.0, 0.22)),
            ScarType::Rolling => (0.06, dice.between(0.0, 0.15)),
        };
        let stretch = dice.between(1.0, 1.3);
        Self {
            kind,
            centre_mm,
            half_mm: [0.5 * width * stretch.sqrt(), 0.5 * width / stretch.sqrt()],
            turn_rad: dice.turn(),
            // A narrow opening cannot be much deeper than wide and still be seen as a V.
            depth_mm: depth.min(0.75 * width),
            uneven: [1.0, 0.7, 0.3].map(|share| (dice.within(share * uneven_by), dice.turn())),
            redness,
        }
    }

    /// Distance from the centre as a share of the outline's in that direction.
    pub(crate) fn share(&self, x_mm: f64, y_mm: f64) -> f64 {
        let (sin, cos) = self.turn_rad.sin_cos();
        let (dx, dy) = (x_mm - self.centre_mm[0], y_mm - self.centre_mm[1]);
        let (u, v) = (
            (cos * dx + sin * dy) / self.half_mm[0],
            (cos * dy - sin * dx) / self.half_mm[1],
        );
        u.hypot(v) / self.outline_factor(v.atan2(u))
    }

    fn outline_factor(&self, angle: f64) -> f64 {
        let waves = self.uneven.iter().zip([2.0, 3.0, 5.0]);
        1.0 + waves
            .map(|(&(a, phase), k)| a * (k * angle + phase).cos())
            .sum::<f64>()
    }

    /// Depth in mm at a [`share`](Self::share), with all depths multiplied by `depth_factor`.
    pub(crate) fn depth_at(&self, share: f64, depth_factor: f64) -> f64 {
        if share >= 1.0 {
            return 0.0;
        }
        let profile = match self.kind {
            // A V whose tip and brim are rounded: the sine of a straight fall.
            ScarType::IcePick => {
                let fall = 1.0 - share;
                0.6 * fall + 0.4 * (0.5 - 0.5 * (PI * fall).cos())
            }
            ScarType::Boxcar => smooth((1.0 - share) / self.wall_share(depth_factor)),
            ScarType::Rolling => 0.5 + 0.5 * (PI * share).cos(),
        };
        self.depth_mm * depth_factor * profile
    }

    /// Width of a boxcar's wall as a share of its half width.
    fn wall_share(&self, depth_factor: f64) -> f64 {
        let softened = WALL_MM * (1.0 + WALL_SOFTENING * (1.0 - depth_factor).max(0.0));
        (softened / self.half_mm[1]).min(0.6)
    }

    /// The outline as a closed polygon of skin points.
    pub(crate) fn outline_mm(&self, corners: usize) -> Vec<[f64; 2]> {
        let (sin, cos) = self.turn_rad.sin_cos();
        (0..corners)
            .map(|i| {
                let angle = TAU * i as f64 / corners as f64;
                let factor = self.outline_factor(angle);
                let (u, v) = (
                    factor * self.half_mm[0] * angle.cos(),
                    factor * self.half_mm[1] * angle.sin(),
                );
                [
                    self.centre_mm[0] + cos * u - sin * v,
                    self.centre_mm[1] + sin * u + cos * v,
                ]
            })
            .collect()
    }

    /// No part of the scar lies further than this from its centre.
    pub(crate) fn reach_mm(&self) -> f64 {
        let bulge = 1.0 + self.uneven.iter().map(|(a, _)| a.abs()).sum::<f64>();
        self.half_mm[0] * bulge
    }
}

/// 0 below 0, 1 above 1, level at both ends.
pub(crate) fn smooth(t: f64) -> f64 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 10 to 25 scars on the patch, none touching another. Large ones are placed first.
pub(crate) fn scatter(dice: &mut Dice) -> Vec<Scar> {
    /// Clear skin between two scars, in mm.
    const GAP_MM: f64 = 0.8;
    /// A crowded patch gives up a scar after so many tries.
    const TRIES: usize = 200;
    let counts = [
        (ScarType::Rolling, dice.whole(2, 5)),
        (ScarType::Boxcar, dice.whole(4, 9)),
        (ScarType::IcePick, dice.whole(4, 11)),
    ];
    let mut scars: Vec<Scar> = Vec::new();
    for (kind, count) in counts {
        for _ in 0..count {
            for _ in 0..TRIES {
                let edge = 4.0;
                let centre = PATCH_HALF_MM.map(|half| dice.within(half - edge));
                let scar = Scar::new(dice, kind, centre);
                let apart = |other: &Scar| {
                    let (dx, dy) = (centre[0] - other.centre_mm[0], centre[1] - other.centre_mm[1]);
                    dx.hypot(dy) > scar.reach_mm() + other.reach_mm() + GAP_MM
                };
                if scars.iter().all(apart) {
                    scars.push(scar);
                    break;
                }
            }
        }
    }
    scars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_scales_and_sizes_are_those_of_the_literature() {
        for seed in 0..20 {
            let scars = scatter(&mut Dice::new(seed, "scars"));
            assert!((10..=25).contains(&scars.len()), "{}", scars.len());
            for scar in scars {
                let width = 2.0 * scar.half_mm[1];
                let (low, high) = match scar.kind {
                    ScarType::IcePick => (0.5, 2.0),
                    ScarType::Boxcar => (1.4, 4.0),
                    ScarType::Rolling => (3.4, 8.0),
                };
                assert!((low..high).contains(&width), "{:?} {width}", scar.kind);
                assert!((scar.depth_at(0.0, 1.0) - scar.depth_mm).abs() < 1e-9);
                assert!((scar.depth_at(0.0, 0.7) / scar.depth_mm - 0.7).abs() < 1e-9);
                assert_eq!(scar.depth_at(1.0, 1.0), 0.0);
            }
        }
    }

    #[test]
    fn the_outline_lies_at_share_one() {
        let scars = scatter(&mut Dice::new(9, "scars"));
        for scar in &scars {
            for [x, y] in scar.outline_mm(24) {
                assert!((scar.share(x, y) - 1.0).abs() < 1e-9);
            }
        }
    }
}
