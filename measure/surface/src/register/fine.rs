//! Exactly how a scan lies on another: heights are laid onto heights (Gauss and Newton), robustly.

use super::bands::{Band, Bands};
use super::motion::Motion;
use super::relief::Relief;
use crate::robust;
use nalgebra::{Matrix4, Vector4};

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

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    /// A turn and a shift.
    Motion,
    /// And how many times larger the scan after shows the skin.
    MotionAndScale,
}

/// Where a scan lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fitted {
    pub(super) motion: Motion,
    /// How many times larger the scan after shows the skin.
    pub(super) scale: f64,
    /// Standard error of the shift.
    pub(super) place_error_mm: f64,
}

impl Fitted {
    /// Where a place of the scan before lies in the scan after, and how far it lies from what nothing stretches.
    pub(super) fn to_after(self, at: [f64; 2]) -> ([f64; 2], [f64; 2]) {
        let (to, middle) = (
            self.motion.to_after(at),
            self.motion.to_after(self.motion.centre_mm),
        );
        let arm = [0, 1].map(|axis| self.scale * (to[axis] - middle[axis]));
        ([0, 1].map(|axis| middle[axis] + arm[axis]), arm)
    }

    fn step_back(&mut self, step: &Vector4<f64>) {
        self.motion.rotation_rad -= step[0];
        self.motion.shift_mm[0] -= step[1];
        self.motion.shift_mm[1] -= step[2];
        self.scale *= 1.0 - step[3];
    }
}

/// The motion, improved in each of some bands; `None` when the scans share too little there.
pub(super) fn refine<'a>(
    bands: &Bands<'a>,
    rounds: impl Iterator<Item = &'a Band<'a>>,
    start: Motion,
    sought: Sought,
) -> Option<Fitted> {
    let mut fitted = Fitted {
        motion: start,
        scale: 1.0,
        place_error_mm: f64::INFINITY,
    };
    let size = bands.before.size_mm();
    let reach = size[0].max(size[1]) / 2.0;
    for band in rounds {
        for _ in 0..STEPS {
            let terms = terms(bands, band, &fitted);
            if terms.len() < LEAST_CELLS {
                return None;
            }
            let (step, error) = solve(&terms, sought)?;
            fitted.place_error_mm = error;
            fitted.step_back(&step);
            let turn = step[0].abs().max(step[3].abs());
            if (turn * reach).max(step[1].abs()).max(step[2].abs()) < DONE_MM {
                break;
            }
        }
    }
    Some(fitted)
}

/// For each cell that takes part by how much the difference of both heights grows with the turn, both shifts and the scale, and the difference.
fn terms(bands: &Bands<'_>, band: &Band<'_>, fitted: &Fitted) -> Vec<(Vector4<f64>, f64)> {
    let (before, after) = (bands.before, bands.after);
    let Band {
        fixed,
        moving,
        fine_mm,
        with_scars,
    } = band;
    let step_mm = 0.5 * fine_mm;
    let mut terms = Vec::new();
    for (x, y) in cells(before) {
        if !before.valid.get(x, y) || (!with_scars && before.scars.get(x, y)) {
            continue;
        }
        let (to, arm) = fitted.to_after(before.at_mm(x, y));
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
        let turn = arm[0] * slope[1] - arm[1] * slope[0];
        let stretch = arm[0] * slope[0] + arm[1] * slope[1];
        let residual = here - f64::from(fixed.depth_mm[(x, y)]);
        terms.push((Vector4::new(turn, slope[0], slope[1], stretch), residual));
    }
    terms
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
fn solve(terms: &[(Vector4<f64>, f64)], sought: Sought) -> Option<(Vector4<f64>, f64)> {
    let mut residuals: Vec<f64> = terms.iter().map(|(_, residual)| *residual).collect();
    let middle = residuals.len() / 2;
    let median = *residuals.select_nth_unstable_by(middle, f64::total_cmp).1;
    let sigma = robust::sigma(terms.iter().map(|(_, residual)| residual - median));
    if sigma == 0.0 {
        return Some((Vector4::zeros(), 0.0));
    }
    let (mut normal, mut right) = (Matrix4::zeros(), Vector4::zeros());
    for (slopes, residual) in terms {
        let weight = robust::tukey(residual - median, sigma);
        normal += weight * slopes * slopes.transpose();
        right += weight * (residual - median) * slopes;
    }
    if sought == Sought::Motion {
        normal.fill_row(3, 0.0);
        normal.fill_column(3, 0.0);
        normal[(3, 3)] = 1.0;
        right[3] = 0.0;
    }
    let solved = normal.cholesky()?;
    let inverse = solved.inverse();
    let error = sigma * (ALIKE_CELLS * (inverse[(1, 1)] + inverse[(2, 2)])).sqrt();
    Some((solved.solve(&right), error))
}

impl Relief {
    /// Whether a place of the map belongs to a scar.
    pub(super) fn is_scar(&self, at_mm: [f64; 2]) -> bool {
        self.is_in(&self.scars, at_mm)
    }
}
