//! How skin answers to the angles of light: what enters, and what its surface reflects.
//!
//! Light that enters and is scattered comes out alike into all directions, as Lambert's law has it, but less of it enters where it grazes: Fresnel's transmittance of a
//! refractive index of 1.4. The surface reflects the rest, around the mirror direction, the wider the rougher it is on a scale that no picture shows: the lobe of Trowbridge and Reitz
//! (GGX; Walter et al. 2007, doi:10.2312/EGWR/EGSR07/195-206). Gloss is a few percent of skin's brightness, but changes five times as fast with the slope: left in, slopes would come out too steep where
//! they are gentle, and too gentle where they are steep.

mod explain;
mod find;

use crate::set::norm;
use std::sync::LazyLock;

pub(crate) use explain::Seen;
pub(crate) use find::{farther_mm, find};

/// Refractive index of skin's outermost layer against air (Ding et al. 2006, doi:10.1088/0031-9155/51/6/008: 1.40 to 1.45 in visible light).
const REFRACTIVE_INDEX: f64 = 1.4;
/// Below this cosine light that enters is not told from the skin's own glow: it is treated as at this angle.
const LEAST_COSINE: f64 = 0.1;

/// Normals that shine is computed from are off by about so much at one pixel: four degrees.
const NORMALS_OFF_RAD: f64 = 0.07;

/// Shine of the skin's surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gloss {
    /// Width of the lobe: GGX's α, about 0.3 for skin.
    pub roughness: f64,
    /// Brightness of the lobe relative to the lamp: multiplies `D / 4`, in the pictures' linear light.
    pub strength: f64,
}

impl Gloss {
    /// No shine.
    pub const NONE: Self = Self {
        roughness: 1.0,
        strength: 0.0,
    };

    /// What the surface reflects to the camera, for the cosine of the angle between normal and the bisector of lamp and camera.
    pub(crate) fn light(&self, half_cosine: f64) -> f64 {
        self.strength * lobe(half_cosine, self.roughness)
    }

    /// How unsure shine is that was computed from normals: at the lobe's flank it changes by `2 / α` of itself per radian.
    pub(crate) fn unsure(&self, shine: f32) -> f32 {
        (2.0 * NORMALS_OFF_RAD / self.roughness) as f32 * shine
    }
}

/// A quarter of GGX's distribution.
fn lobe(half_cosine: f64, roughness: f64) -> f64 {
    let square = roughness * roughness;
    let c = half_cosine.clamp(0.0, 1.0);
    0.25 * square / (std::f64::consts::PI * (c * c * (square - 1.0) + 1.0).powi(2))
}

/// Cells of the table of what enters: between them a straight line is off by less than 1e-6.
const ENTERING_CELLS: usize = 2048;

/// Share of light that enters, for cosines from the least to one.
static ENTERING: LazyLock<[f64; ENTERING_CELLS + 1]> = LazyLock::new(|| {
    std::array::from_fn(|cell| {
        let share = cell as f64 / ENTERING_CELLS as f64;
        transmittance(LEAST_COSINE + share * (1.0 - LEAST_COSINE)) / transmittance(1.0)
    })
});

/// Share of light that enters at an angle with this cosine, relative to light that falls straight; unpolarised.
pub(crate) fn entering(cosine: f64) -> f64 {
    let at =
        (cosine.clamp(LEAST_COSINE, 1.0) - LEAST_COSINE) * (ENTERING_CELLS as f64 / (1.0 - LEAST_COSINE));
    let cell = (at as usize).min(ENTERING_CELLS - 1);
    let [below, above] = [ENTERING[cell], ENTERING[cell + 1]];
    below + (at - cell as f64) * (above - below)
}

/// [`entering`] for pixels side by side, which no table serves.
#[inline(always)]
pub(crate) fn entered(cosine: f64) -> f64 {
    let reflected_straight = ((REFRACTIVE_INDEX - 1.0) / (REFRACTIVE_INDEX + 1.0)).powi(2);
    transmittance(cosine.clamp(LEAST_COSINE, 1.0)) / (1.0 - reflected_straight)
}

#[inline(always)]
fn transmittance(cosine: f64) -> f64 {
    let inside = (1.0 - (1.0 - cosine * cosine) / (REFRACTIVE_INDEX * REFRACTIVE_INDEX)).sqrt();
    let across = (cosine - REFRACTIVE_INDEX * inside) / (cosine + REFRACTIVE_INDEX * inside);
    let along = (REFRACTIVE_INDEX * cosine - inside) / (REFRACTIVE_INDEX * cosine + inside);
    1.0 - 0.5 * (across * across + along * along)
}

/// The bisector of the directions to lamp and camera.
pub(crate) fn bisector(toward: [f64; 3], to_camera: [f64; 3]) -> [f64; 3] {
    let sum: [f64; 3] = std::array::from_fn(|i| toward[i] + to_camera[i]);
    let length = norm(sum).max(f64::MIN_POSITIVE);
    sum.map(|v| v / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fresnel's equations for n = 1.4: at normal incidence (0.4 / 2.4)² is reflected; at Brewster's angle nothing of the light polarised along.
    #[test]
    fn fresnel_at_normal_incidence_and_at_brewsters_angle() {
        assert!((1.0 - transmittance(1.0) - (0.4f64 / 2.4).powi(2)).abs() < 1e-12);
        let brewster = 1.4f64.atan();
        let inside = brewster.sin() / 1.4;
        let across = (brewster.cos() - 1.4 * (1.0 - inside * inside).sqrt())
            / (brewster.cos() + 1.4 * (1.0 - inside * inside).sqrt());
        assert!((1.0 - transmittance(brewster.cos()) - 0.5 * across * across).abs() < 1e-12);
    }

    #[test]
    fn what_enters_is_fresnels_between_the_cells_of_its_table_too() {
        for i in 0..=20_000 {
            let cosine = f64::from(i) / 20_000.0;
            let exact = transmittance(cosine.max(LEAST_COSINE)) / transmittance(1.0);
            assert!((entering(cosine) - exact).abs() < 1e-6, "{cosine}");
        }
    }

    /// GGX is normalised: `∫ D cos = 1` over the hemisphere.
    #[test]
    fn the_lobe_sums_to_one_over_the_hemisphere() {
        for roughness in [0.2, 0.5] {
            let steps = 20_000;
            let sum: f64 = (0..steps)
                .map(|i| {
                    let angle = (f64::from(i) + 0.5) / f64::from(steps) * std::f64::consts::FRAC_PI_2;
                    let d = 4.0 * lobe(angle.cos(), roughness);
                    d * angle.cos() * angle.sin() * std::f64::consts::TAU * std::f64::consts::FRAC_PI_2
                        / f64::from(steps)
                })
                .sum();
            assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        }
    }
}
