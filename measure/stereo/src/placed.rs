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
use std::ops::Range;

/// Blocks of so many pixels a side tell it, among which motion hardly counts.
const BLOCK: usize = 12;
/// Lamps and normals are found by turns; after so many rounds lamps move by less than a hundredth of a degree.
const ROUNDS: usize = 40;
/// With fewer lamps one that stands elsewhere is not told from one that is brighter.
const LEAST_LAMPS: usize = 6;
/// Beside what the skin tells, lamps are moved as if one more block told nothing and they were off by this much, in radians: it keeps single steps from running away.
const STEADY_OFF: f64 = 0.05;
/// The left and the right half of the skin tell where lamps are one by one. Where they differ by more than this share of how far lamps are off, skin is too flat to tell, or something else than lamps is told.
const MOST_APART: f64 = 0.5;
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
    let Some((there, off_rad)) = there else {
        return Placed {
            lamps,
            found,
            known,
            off_rad: None,
        };
    };
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

/// Directions to the lamps, times how much brighter they are than was thought, and how far single ones stand from where they were told; `None` when the skin tells none.
fn elsewhere(light: &Light, lamps: &Lamps, found: &[Found]) -> Option<(Vec<Vector3<f64>>, f64)> {
    let blocks = light.blocks(BLOCK).moved(found, 1.0 / BLOCK as f64);
    let depth = Raster::filled(blocks.skin.width(), blocks.skin.height(), plane_mm(&blocks.view));
    let matt = mixture(&blocks, &lamps.seen_by(blocks.view), &depth);
    let told = lamps.middle();
    let middle = middle(&blocks);
    let [left, right] = shares(&blocks, matt, middle);
    let apart = [&left, &right].map(|half| explained(&told, half));
    let whole = explained(&told, &[left, right].concat())?;
    let [Some(left), Some(right)] = apart else {
        return None;
    };
    let between = |a: &Vector3<f64>, b: &Vector3<f64>| a.angle(b).powi(2);
    let off = |squares: f64| (squares / (2 * told.len() - IN_COMMON) as f64).sqrt();
    let off_rad = off(whole
        .iter()
        .zip(&told)
        .map(|(there, told)| between(there, &Vector3::from(*told)))
        .sum());
    let halves_off = off(left
        .iter()
        .zip(&right)
        .map(|(left, right)| 0.25 * between(left, right))
        .sum());
    (halves_off <= LEAST_OFF.max(MOST_APART * off_rad)).then_some((whole, off_rad))
}

/// The column of blocks with as much skin at its left as at its right.
fn middle(blocks: &Light) -> usize {
    let width = blocks.skin.width();
    let columns: Vec<usize> = (0..width)
        .map(|x| {
            (0..blocks.skin.height())
                .filter(|y| blocks.skin.get(x, *y))
                .count()
        })
        .collect();
    let (all, mut left) = (columns.iter().sum::<usize>(), 0);
    let at = columns.iter().position(|column| {
        left += column;
        2 * left >= all
    });
    at.map_or(width, |at| at + 1)
}

/// Lamps for which Lambert's law leaves least of these blocks.
fn explained(told: &[[f64; 3]], shares: &[Vec<f64>]) -> Option<Vec<Vector3<f64>>> {
    let mut rows = MatrixXx3::from_fn(told.len(), |lamp, axis| told[lamp][axis]);
    for _ in 0..ROUNDS {
        rows += step(&rows, shares)?;
    }
    let there: Vec<Vector3<f64>> = rows.row_iter().map(|row| row.transpose()).collect();
    let is_sound = |there: &Vector3<f64>| there.norm().is_normal() && there.z < 0.0;
    there.iter().all(is_sound).then_some(there)
}

/// The brightness of each block under all lamps, as shares of its mean: of those at the left of a column, and of the others.
fn shares(blocks: &Light, matt: Mixture, middle: usize) -> [Vec<Vec<f64>>; 2] {
    let frames = blocks.mixed_as(matt);
    [0..middle, middle..blocks.skin.width()].map(|columns| shares_in(blocks, &frames, columns))
}

fn shares_in(blocks: &Light, frames: &[Raster<f32>], columns: Range<usize>) -> Vec<Vec<f64>> {
    let cells = (0..blocks.skin.height()).flat_map(|y| columns.clone().map(move |x| (x, y)));
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
    let steady = Matrix3::identity() * (left / weights / (STEADY_OFF * STEADY_OFF));
    Some(products * (squares + steady).try_inverse()?)
}

#[cfg(test)]
mod tests;
