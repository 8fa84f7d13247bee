//! Exactly how a scan lies on another: heights are laid onto heights (Gauss and Newton), robustly.

use super::bands::{Band, Bands};
use super::motion::Motion;
use super::relief::Relief;
use crate::robust;
use nalgebra::{Matrix3, Vector3};

/// Steps within a round.
const STEPS: usize = 12;
/// A smaller step ends a round.
const DONE_MM: f64 = 1e-4;
/// So many cells tell where a scan lies to a hundredth of a cell; of more, each second, third and so on takes part.
const ENOUGH_CELLS: f64 = 30_000.0;
/// Neighbours tell the same.
const LEAST_STRIDE: usize = 2;
/// So many of the cells that take part tell the same, at most: smoothing at 0.15 mm spreads each over 0.28 mm², which is seven of 0.2 mm.
const ALIKE_CELLS: f64 = 7.0;
/// What must be shared for a step.
const LEAST_CELLS: usize = 100;

/// The motion, improved, with the standard error of its shift in mm; `None` when the scans share too little there.
pub(super) fn refine(bands: &Bands<'_>, start: Motion) -> Option<(Motion, f64)> {
    let (before, after) = (bands.before, bands.after);
    let mut motion = start;
    let mut place_error_mm = f64::INFINITY;
    for Band {
        fixed,
        moving,
        fine_mm,
        with_scars,
    } in bands.rounds()
    {
        let step_mm = 0.5 * fine_mm;
        for _ in 0..STEPS {
            let mut terms = Vec::new();
            for (x, y) in cells(before) {
                if !before.valid.get(x, y) || (!with_scars && before.scars.get(x, y)) {
                    continue;
                }
                let at = before.at_mm(x, y);
                let to = motion.to_after(at);
                if !with_scars && after.is_scar(to) {
                    continue;
                }
                let near = |dx: f64, dy: f64| moving.at([to[0] + dx, to[1] + dy]);
                let (Some(here), Some(left), Some(right), Some(up), Some(down)) = (
                    near(0.0, 0.0),
                    near(-step_mm, 0.0),
                    near(step_mm, 0.0),
                    near(0.0, -step_mm),
                    near(0.0, step_mm),
                ) else {
                    continue;
                };
                let slope = [(right - left) / (2.0 * step_mm), (down - up) / (2.0 * step_mm)];
                let (sin, cos) = motion.rotation_rad.sin_cos();
                let (px, py) = (at[0] - motion.centre_mm[0], at[1] - motion.centre_mm[1]);
                let turn = slope[0] * (-sin * px - cos * py) + slope[1] * (cos * px - sin * py);
                let residual = here - f64::from(fixed.depth_mm[(x, y)]);
                terms.push((Vector3::new(turn, slope[0], slope[1]), residual));
            }
            if terms.len() < LEAST_CELLS {
                return None;
            }
            let (step, error) = solve(&terms)?;
            place_error_mm = error;
            motion.rotation_rad -= step[0];
            motion.shift_mm[0] -= step[1];
            motion.shift_mm[1] -= step[2];
            let reach = before.size_mm()[0].max(before.size_mm()[1]) / 2.0;
            if (step[0] * reach).abs().max(step[1].abs()).max(step[2].abs()) < DONE_MM {
                break;
            }
        }
    }
    Some((motion, place_error_mm))
}

/// The cells that take part.
fn cells(relief: &Relief) -> impl Iterator<Item = (usize, usize)> {
    let (width, height) = (relief.valid.width(), relief.valid.height());
    let stride = ((width * height) as f64 / ENOUGH_CELLS).sqrt().round() as usize;
    let stride = stride.max(LEAST_STRIDE);
    (0..height)
        .step_by(stride)
        .flat_map(move |y| (0..width).step_by(stride).map(move |x| (x, y)))
}

/// The robust least-squares step, and the standard error of the shift. A slow difference in height of both is no matter of place: the median is taken off.
fn solve(terms: &[(Vector3<f64>, f64)]) -> Option<(Vector3<f64>, f64)> {
    let mut residuals: Vec<f64> = terms.iter().map(|(_, residual)| *residual).collect();
    let middle = residuals.len() / 2;
    let median = *residuals.select_nth_unstable_by(middle, f64::total_cmp).1;
    let sigma = robust::sigma(terms.iter().map(|(_, residual)| residual - median));
    if sigma == 0.0 {
        return Some((Vector3::zeros(), 0.0));
    }
    let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
    for (slopes, residual) in terms {
        let weight = robust::tukey(residual - median, sigma);
        normal += weight * slopes * slopes.transpose();
        right += weight * (residual - median) * slopes;
    }
    let solved = normal.cholesky()?;
    let inverse = solved.inverse();
    let error = sigma * (ALIKE_CELLS * (inverse[(1, 1)] + inverse[(2, 2)])).sqrt();
    Some((solved.solve(&right), error))
}

impl Relief {
    /// Whether a place of the map belongs to a scar.
    pub(super) fn is_scar(&self, at_mm: [f64; 2]) -> bool {
        let [x, y] = self.cell(at_mm).map(f64::round);
        let inside = x >= 0.0 && y >= 0.0;
        inside
            && self
                .scars
                .raster()
                .get(x as isize, y as isize)
                .copied()
                .unwrap_or(false)
    }
}
