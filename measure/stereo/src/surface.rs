//! From normals to the steps between neighbouring pixels, and from what they sum to back to millimetres.

use crate::integrate::Steps;
use crate::lamps::{Depth, sight, turn};
use crate::set::{View, dot};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// Skin that turns away from the line of sight by more than this has no slope that can be trusted; its slope is taken at this angle.
const STEEPEST_DEG: f64 = 80.0;

/// What slopes are off by for other reasons than shine: 3 degrees.
pub(crate) const OTHERWISE_OFF: f32 = 0.05;

/// The steps that normals predict. A step counts by the inverse of its variance, in which `doubt` is the share of the light that shine leaves unknown: in a mole little light comes from within, shine
/// as ever, and slopes that lean all to one side would make a hollow of the skin beside it. In an orthographic view they are of the distance from the camera in mm; in a perspective view of its natural
/// logarithm, whose derivatives depend on the normal alone (Quéau, Durou & Aujol 2018, doi:10.1007/s10851-017-0773-x, section 2).
pub(crate) fn steps(normals: &Raster<[f32; 3]>, valid: &Mask, doubt: &Raster<f32>, view: &View) -> Steps {
    let (width, height) = (normals.width(), normals.height());
    let slopes = Raster::from_fn(width, height, |x, y| slope(normals[(x, y)], view, x, y));
    let both = |a: (usize, usize), b: (usize, usize)| {
        b.0 < width && b.1 < height && valid.get(a.0, a.1) && valid.get(b.0, b.1)
    };
    let mean = |a: (usize, usize), b: (usize, usize), axis: usize| {
        if both(a, b) {
            0.5 * (slopes[a][axis] + slopes[b][axis])
        } else {
            0.0
        }
    };
    let variance = |at: (usize, usize)| 1.0 + (doubt[at] / OTHERWISE_OFF).powi(2);
    let weight = |a: (usize, usize), b: (usize, usize)| {
        if both(a, b) {
            2.0 / (variance(a) + variance(b))
        } else {
            0.0
        }
    };
    Steps {
        right: Raster::from_fn(width, height, |x, y| mean((x, y), (x + 1, y), 0)),
        down: Raster::from_fn(width, height, |x, y| mean((x, y), (x, y + 1), 1)),
        right_weight: Raster::from_fn(width, height, |x, y| weight((x, y), (x + 1, y))),
        down_weight: Raster::from_fn(width, height, |x, y| weight((x, y), (x, y + 1))),
        unit: unit(view),
    }
}

/// How the distance, or its logarithm, changes from a pixel to the next, along a row and a column.
fn slope(normal: [f32; 3], view: &View, x: usize, y: usize) -> [f64; 2] {
    let n = normal.map(f64::from);
    let facing = dot(n, sight(view, x as f64, y as f64)).min(-STEEPEST_DEG.to_radians().cos());
    match view {
        View::Orthographic { mm_per_px } => [-n[0] / facing * mm_per_px, -n[1] / facing * mm_per_px],
        View::Perspective(_) => turn(view, x as f64, y as f64).map(|turned| -dot(n, turned) / facing),
    }
}

/// The step from a pixel to the next that a slope of one makes.
fn unit(view: &View) -> f64 {
    match view {
        View::Orthographic { mm_per_px } => *mm_per_px,
        View::Perspective(camera) => 1.0 / camera.fx,
    }
}

/// The distance from the camera in mm that the sum of steps stands for. The mean over the skin lies `farther_mm` behind the plane of height zero.
pub(crate) fn depth(sums: &Raster<f64>, valid: &Mask, view: &View, farther_mm: f64) -> Depth {
    let mean = mean(sums, valid);
    match view {
        View::Orthographic { .. } => sums.map(|sum| sum - mean),
        View::Perspective(camera) => sums.map(|sum| (camera.distance_mm + farther_mm) * (sum - mean).exp()),
    }
}

/// The distance of the plane of height zero.
pub(crate) fn plane_mm(view: &View) -> f64 {
    match view {
        View::Orthographic { .. } => 0.0,
        View::Perspective(camera) => camera.distance_mm,
    }
}

pub(crate) fn mean(values: &Raster<f64>, valid: &Mask) -> f64 {
    let width = values.width();
    let rows: Vec<(f64, usize)> = values
        .data()
        .par_chunks(width)
        .zip(valid.raster().data().par_chunks(width))
        .map(|(values, valid)| {
            values
                .iter()
                .zip(valid)
                .filter(|(_, valid)| **valid)
                .fold((0.0, 0), |(sum, count), (value, _)| (sum + value, count + 1))
        })
        .collect();
    let (sum, count) = rows
        .iter()
        .fold((0.0, 0), |(sum, count), row| (sum + row.0, count + row.1));
    sum / count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_that_is_as_much_in_doubt_as_others_are_off_counts_half() {
        let normals = Raster::filled(4, 2, [0.0, 0.0, -1.0]);
        let doubt = Raster::from_fn(4, 2, |x, _| if x < 2 { OTHERWISE_OFF } else { 0.0 });
        let view = View::Orthographic { mm_per_px: 0.1 };
        let steps = steps(&normals, &Mask::filled(4, 2, true), &doubt, &view);
        let along = [0, 1, 2].map(|x| steps.right_weight[(x, 0)]);
        assert_eq!(along, [0.5, 2.0 / 3.0, 1.0]);
        assert_eq!((steps.down_weight[(0, 0)], steps.down_weight[(3, 0)]), (0.5, 1.0));
    }
}
