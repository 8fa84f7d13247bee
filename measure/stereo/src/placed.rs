//! Where distant lamps stand, as the pictures have it.
//!
//! A lamp is rarely quite where it was written down: a hand holds it, a ball's outline is off by a pixel, a ring is not square to the view. What Lambert's law then leaves of the lamp's picture goes with
//! the skin's own slopes, because `s − l · b = (l' − l) · b` for a lamp that stands at `l'`: a regression of what is left on the normals tells how far it stands elsewhere. What all lamps have in common, a ring
//! that is wider than it was said to be or tilted as a whole, leaves nothing (Belhumeur, Kriegman & Yuille 1999, doi:10.1023/A:1008154927611). It stays as it was told, and makes all slopes too
//! steep or too gentle; how far single lamps are off tells how far that may be.

use crate::align::Found;
use crate::lamps::Lamps;
use crate::light::Light;
use crate::matt::{Mixture, mixture};
use crate::set;
use crate::surface::plane_mm;
use nalgebra::{DVectorView, Matrix3, MatrixXx3, Vector3};
use relief_grid::Raster;

/// Blocks of so many pixels a side tell it, among which motion hardly counts.
const BLOCK: usize = 12;
/// Lamps and normals are found by turns; after so many rounds lamps move by less than a hundredth of a degree.
const ROUNDS: usize = 40;
/// With fewer lamps one that stands elsewhere is not told from one that is brighter.
const LEAST_LAMPS: usize = 6;
/// How far lamps are expected to stand from where they were told, in radians: three degrees. Skin that is too flat to tell more leaves them where they are.
const EXPECTED_OFF: f64 = 0.05;
/// Lamps that single pictures have so near to where they were told stay there, in radians: so far shadows and shine move them, too.
const LEAST_OFF: f64 = 0.025;
/// Intensities that pictures have by so little off stay, too, as a share: twice what shadows and shine make of them.
const LEAST_BRIGHTER: f64 = 0.015;
/// What is left beyond this share of a block's brightness is a shadow or a highlight, and counts less.
const OUTLIER: f64 = 0.05;
/// Of the numbers that tell directions so many are what all lamps may have in common, if nobody knows how bright they are.
const IN_COMMON: usize = 8;

/// Lamps as pictures have them.
pub(crate) struct Placed {
    pub(crate) lamps: Lamps,
    /// What is known of each frame, with intensities that belong to these lamps.
    pub(crate) found: Vec<Found>,
    /// Whether intensities are what they were told to be.
    pub(crate) known: bool,
    /// How far single lamps stand from where they were told, in radians: a standard deviation along each of two directions. `None` where nothing tells it.
    pub(crate) off_rad: Option<f64>,
}

/// Moves lamps to where the pictures have them, with intensities that belong to them; what pictures agree with stays as it was told. Near lamps stay, and so do few.
pub(crate) fn placed(light: &Light, lamps: Lamps, mut found: Vec<Found>, known: bool) -> Placed {
    let told_apart = !lamps.are_near() && lamps.count() >= LEAST_LAMPS;
    let there = told_apart.then(|| elsewhere(light, &lamps, &found)).flatten();
    let Some(there) = there else {
        return Placed {
            lamps,
            found,
            known,
            off_rad: None,
        };
    };
    let told = lamps.middle();
    let off = there.iter().zip(&told);
    let squares: f64 = off
        .map(|(there, told)| there.angle(&Vector3::from(*told)).powi(2))
        .sum();
    let off_rad = (squares / (2 * told.len() - IN_COMMON) as f64).sqrt();
    let moved = off_rad > LEAST_OFF;
    let mean = there.iter().map(|there| there.norm()).sum::<f64>() / there.len() as f64;
    let is_as_told = |there: &Vector3<f64>| (there.norm() / mean - 1.0).abs() < LEAST_BRIGHTER;
    let known = known && !moved && there.iter().all(is_as_told);
    if !known {
        for (found, there) in found.iter_mut().zip(&there) {
            found.intensity *= there.norm() / mean;
        }
    }
    let there = there.iter().map(|there| set::Light::Distant((*there).into()));
    Placed {
        lamps: if moved { lamps.moved_to(there) } else { lamps },
        found,
        known,
        off_rad: Some(off_rad),
    }
}

impl Placed {
    /// The share by which all slopes may be too steep or too gentle, because all lamps together may lean more or less than they were told to: a standard uncertainty. Lamps lean by as much too far
    /// on average as single ones are off, over the root of their number, and slopes go with the tangent of how far they lean.
    pub(crate) fn slopes_off(&self) -> f64 {
        let middle = self.lamps.middle();
        let count = middle.len() as f64;
        let lean = middle
            .iter()
            .map(|toward| toward[0].hypot(toward[1]).atan2(-toward[2]))
            .sum::<f64>()
            / count;
        let off_rad = self.off_rad.unwrap_or(0.0);
        off_rad / count.sqrt() * 2.0 / (2.0 * lean).sin().max(f64::MIN_POSITIVE)
    }
}

/// Directions to the lamps, times how much brighter they are than was thought; `None` when the skin tells none.
fn elsewhere(light: &Light, lamps: &Lamps, found: &[Found]) -> Option<Vec<Vector3<f64>>> {
    let blocks = light.blocks(BLOCK).moved(found, 1.0 / BLOCK as f64);
    let depth = Raster::filled(blocks.skin.width(), blocks.skin.height(), plane_mm(&blocks.view));
    let matt = mixture(&blocks, &lamps.seen_by(blocks.view), &depth);
    let shares = shares(&blocks, matt);
    let told = lamps.middle();
    let mut rows = MatrixXx3::from_fn(told.len(), |lamp, axis| told[lamp][axis]);
    for _ in 0..ROUNDS {
        rows += step(&rows, &shares)?;
    }
    let there: Vec<Vector3<f64>> = rows.row_iter().map(|row| row.transpose()).collect();
    let is_sound = |there: &Vector3<f64>| there.norm().is_normal() && there.z < 0.0;
    there.iter().all(is_sound).then_some(there)
}

/// The brightness of each block under all lamps, as shares of its mean.
fn shares(blocks: &Light, matt: Mixture) -> Vec<Vec<f64>> {
    let frames = blocks.mixed_as(matt);
    let cells = (0..blocks.skin.height()).flat_map(|y| (0..blocks.skin.width()).map(move |x| (x, y)));
    let whole = cells
        .filter(|(x, y)| blocks.skin.get(*x, *y) && blocks.usable.iter().all(|usable| usable.get(*x, *y)));
    let lit = whole.filter_map(|at| {
        let light: Vec<f64> = frames.iter().map(|frame| f64::from(frame[at])).collect();
        let mean = light.iter().sum::<f64>() / light.len() as f64;
        (mean > 0.0).then(|| light.into_iter().map(|light| light / mean).collect())
    });
    lit.collect()
}

/// How far lamps that are thought to stand at `rows` stand elsewhere; `None` when they tell no normals.
fn step(rows: &MatrixXx3<f64>, shares: &[Vec<f64>]) -> Option<MatrixXx3<f64>> {
    let inverse = (rows.transpose() * rows).try_inverse()?;
    let mut products = MatrixXx3::zeros(rows.nrows());
    let (mut squares, mut left, mut weights) = (Matrix3::zeros(), 0.0, 0.0);
    for light in shares {
        let light = DVectorView::from_slice(light, light.len());
        let scaled: Vector3<f64> = inverse * (rows.transpose() * light);
        let off = light - rows * scaled;
        let mean_square = off.norm_squared() / off.len() as f64;
        let weight = 1.0 / (1.0 + mean_square / (OUTLIER * OUTLIER));
        products += &off * scaled.transpose() * weight;
        squares += scaled * scaled.transpose() * weight;
        left += weight * mean_square;
        weights += weight;
    }
    // How far lamps are expected to be off counts as one more block.
    let expected = Matrix3::identity() * (left / weights / (EXPECTED_OFF * EXPECTED_OFF));
    Some(products * (squares + expected).try_inverse()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::{View, dot};
    use relief_grid::Mask;

    const LAMPS: usize = 8;
    const SIDE: usize = 360;

    /// A ring of lamps that lean so far from the camera's direction, each turned and leant further by so many degrees.
    fn ring(lean_deg: f64, off_deg: [[f64; 2]; LAMPS]) -> Vec<[f64; 3]> {
        let at = |(lamp, [turned, leant]): (usize, [f64; 2])| {
            let (turn, lean) = (45.0 * lamp as f64 + turned, lean_deg + leant);
            let ([sin, cos], flat) = (
                [turn.to_radians().sin(), turn.to_radians().cos()],
                lean.to_radians().sin(),
            );
            [flat * cos, flat * sin, -lean.to_radians().cos()]
        };
        off_deg.into_iter().enumerate().map(at).collect()
    }

    /// Wavy skin under lamps of these intensities.
    fn shown(lamps: &[[f64; 3]], intensities: [f64; LAMPS]) -> Light {
        let everywhere = Mask::filled(SIDE, SIDE, true);
        let frame = |(toward, intensity): (&[f64; 3], f64)| {
            Raster::from_fn(SIDE, SIDE, |x, y| {
                let (x, y) = (x as f64 / 40.0, y as f64 / 30.0);
                let slopes = [0.2 * x.sin() + 0.05 * y.cos(), 0.15 * (y + 0.3 * x).sin()];
                let length = (1.0 + slopes[0] * slopes[0] + slopes[1] * slopes[1]).sqrt();
                let normal = [-slopes[0], -slopes[1], -1.0].map(|v| v / length);
                let light = (intensity * dot(normal, *toward)) as f32;
                [0.5 * light, 0.3 * light, 0.2 * light]
            })
        };
        Light {
            colours: lamps.iter().zip(intensities).map(frame).collect(),
            usable: vec![everywhere.clone(); lamps.len()],
            skin: everywhere,
            view: View::Orthographic { mm_per_px: 0.05 },
        }
    }

    fn told(lamps: &[[f64; 3]]) -> Lamps {
        let lights = lamps.iter().map(|toward| set::Light::Distant(*toward));
        Lamps::new(lights, View::Orthographic { mm_per_px: 0.05 })
    }

    fn even() -> Vec<Found> {
        let still = Found {
            shift_px: [0.0; 2],
            intensity: 1.0,
        };
        vec![still; LAMPS]
    }

    /// Turned and leant by about three degrees each, and by none on average.
    const HELD: [[f64; 2]; LAMPS] = [
        [4.0, -2.0],
        [-3.0, 4.0],
        [5.0, 1.0],
        [-5.0, -4.0],
        [2.0, 3.0],
        [-4.0, -3.0],
        [3.0, 4.0],
        [-2.0, -3.0],
    ];

    #[test]
    fn lamps_that_a_hand_held_are_found_where_they_were() {
        let there = ring(45.0, HELD);
        let placed = placed(
            &shown(&there, [1.0; LAMPS]),
            told(&ring(45.0, [[0.0; 2]; LAMPS])),
            even(),
            true,
        );
        let off_deg = placed.off_rad.unwrap().to_degrees();
        // They are 2.9 off; half of the numbers are spare, so that it is told to a quarter.
        assert!((2.0..4.2).contains(&off_deg), "{off_deg}");
        // What all have in common stays: a turn or another lean, here of half a degree.
        for (found, there) in placed.lamps.middle().iter().zip(&there) {
            let away = dot(*found, *there).min(1.0).acos().to_degrees();
            assert!(away < 1.2, "{away}: {found:?} {there:?}");
        }
        let share = placed.slopes_off();
        assert!((share / (off_deg.to_radians() / 8f64.sqrt() * 2.0) - 1.0).abs() < 0.02);
    }

    #[test]
    fn a_ring_that_is_wider_than_it_was_told_to_be_leaves_nothing() {
        let placed = placed(
            &shown(&ring(50.0, [[0.0; 2]; LAMPS]), [1.0; LAMPS]),
            told(&ring(45.0, [[0.0; 2]; LAMPS])),
            even(),
            true,
        );
        assert!(placed.off_rad.unwrap() < 1e-3 && placed.known);
        let lean = placed.lamps.middle()[0][2];
        assert!((lean + 45f64.to_radians().cos()).abs() < 1e-9);
    }

    #[test]
    fn a_picture_that_is_brighter_than_it_was_told_to_be_is_told_from_a_lamp_elsewhere() {
        let lamps = ring(45.0, [[0.0; 2]; LAMPS]);
        let mut brighter = [1.0; LAMPS];
        brighter[3] = 1.1;
        let placed = placed(&shown(&lamps, brighter), told(&lamps), even(), true);
        assert!(placed.off_rad.unwrap() < LEAST_OFF && !placed.known);
        let ratio = placed.found[3].intensity / placed.found[0].intensity;
        assert!((ratio - 1.1).abs() < 0.06, "{ratio}");
    }

    #[test]
    fn few_lamps_and_near_ones_stay() {
        let few = ring(45.0, HELD)[..5].to_vec();
        let of_few = placed(&shown(&few, [1.0; LAMPS]), told(&few), even()[..5].to_vec(), true);
        assert!(of_few.off_rad.is_none() && of_few.known && of_few.slopes_off() == 0.0);
    }
}
