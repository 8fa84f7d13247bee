//! Roughly how a scan lies on another: every turn and shift within limits is tried on a coarse grid.

use super::correlation::Sums;
use super::motion::Motion;
use super::relief::{Relief, Smoothed};
use rayon::prelude::*;

/// How far a scan may be turned.
const MOST_TURN_DEG: f64 = 18.0;
/// A step of the turn: 0.8 mm at 30 mm from the centre, less than the width of a rolling scar.
const TURN_STEP_DEG: f64 = 1.5;
/// How far it may be shifted.
const MOST_SHIFT_MM: f64 = 14.0;
/// The coarse grid's cells, at least.
const CELL_MM: f64 = 0.5;
/// On large scans cells are larger, so that there are no more than these.
const MOST_CELLS: f64 = 12_000.0;
/// A step of the shift, in cells.
const SHIFT_STEP: usize = 2;
/// Places that share less of the scan before are not tried.
const LEAST_SHARED: f64 = 0.25;

/// The fine registration brings places together that lie closer: they are one.
const APART_MM: f64 = 3.0;

/// The best of all that are tried and lie apart, with their correlations, the best first.
pub(super) fn search(before: &Relief, after: &Relief, best: usize) -> Vec<(f64, Motion)> {
    let size = before.size_mm();
    let cell = CELL_MM.max((size[0] * size[1] / MOST_CELLS).sqrt());
    let (smooth_before, smooth_after) = (before.smoothed(cell), after.smoothed(cell));
    let grid = Grid::of(before, cell);
    let fixed = grid.read(&smooth_before, 0, |at| at);
    let margin = (MOST_SHIFT_MM / cell).ceil() as usize;
    let turns = (MOST_TURN_DEG / TURN_STEP_DEG) as i32;
    // Both scans' middles are laid on each other first.
    let (from, to) = (before.centre_mm(), after.centre_mm());
    let apart = [to[0] - from[0], to[1] - from[1]];
    let mut found: Vec<(f64, Motion)> = (-turns..=turns)
        .into_par_iter()
        .flat_map_iter(|turn| {
            let motion = Motion {
                rotation_rad: (f64::from(turn) * TURN_STEP_DEG).to_radians(),
                shift_mm: apart,
                centre_mm: from,
            };
            let moving = grid.read(&smooth_after, margin, |at| motion.to_after(at));
            let steps = (0..=2 * margin).step_by(SHIFT_STEP);
            let mut best_of_turn: Option<(f64, Motion)> = None;
            for (dx, dy) in steps.clone().flat_map(|dy| steps.clone().map(move |dx| (dx, dy))) {
                let Some(score) = correlation(&fixed, &moving, dx, dy) else {
                    continue;
                };
                if best_of_turn.is_none_or(|(best, _)| score > best) {
                    // The grid was moved before it was turned.
                    let moved = [dx, dy].map(|by| (by as f64 - margin as f64) * cell);
                    let at = motion.to_after([from[0] + moved[0], from[1] + moved[1]]);
                    let shift_mm = [at[0] - from[0], at[1] - from[1]];
                    best_of_turn = Some((score, Motion { shift_mm, ..motion }));
                }
            }
            best_of_turn
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let corners = corners_mm(before);
    let mut distinct: Vec<(f64, Motion)> = Vec::new();
    for (score, motion) in found {
        let apart =
            |(_, other): &(f64, Motion)| corners.iter().any(|at| apart_mm(&motion, other, *at) >= APART_MM);
        if distinct.iter().all(apart) {
            distinct.push((score, motion));
        }
        if distinct.len() == best {
            break;
        }
    }
    distinct
}

/// The corners of the box around what was measured.
fn corners_mm(relief: &Relief) -> Vec<[f64; 2]> {
    let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for y in 0..relief.valid.height() {
        for x in (0..relief.valid.width()).filter(|x| relief.valid.get(*x, y)) {
            let at = relief.at_mm(x, y);
            for axis in 0..2 {
                least[axis] = least[axis].min(at[axis]);
                most[axis] = most[axis].max(at[axis]);
            }
        }
    }
    vec![least, [most[0], least[1]], most, [least[0], most[1]]]
}

/// How far apart two motions lay a place.
fn apart_mm(one: &Motion, other: &Motion, at: [f64; 2]) -> f64 {
    let (a, b) = (one.to_after(at), other.to_after(at));
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Places of the scan before, a coarse cell apart.
struct Grid {
    width: usize,
    height: usize,
    first_mm: [f64; 2],
    cell_mm: f64,
}

/// Depths on a grid, row by row; NaN where nothing was measured.
struct Read {
    width: usize,
    height: usize,
    depth_mm: Vec<f32>,
}

impl Grid {
    fn of(before: &Relief, cell_mm: f64) -> Self {
        let size = before.size_mm();
        Self {
            width: (size[0] / cell_mm) as usize + 1,
            height: (size[1] / cell_mm) as usize + 1,
            first_mm: before.origin_mm,
            cell_mm,
        }
    }

    /// Reads a relief at the grid's places, moved, with so many cells more on each side.
    fn read(&self, smooth: &Smoothed<'_>, margin: usize, motion: impl Fn([f64; 2]) -> [f64; 2]) -> Read {
        let (width, height) = (self.width + 2 * margin, self.height + 2 * margin);
        let along = |axis: usize, at: usize| self.first_mm[axis] + (at as f64 - margin as f64) * self.cell_mm;
        let depth_mm = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| {
                smooth
                    .at(motion([along(0, x), along(1, y)]))
                    .map_or(f32::NAN, |depth| depth as f32)
            })
            .collect();
        Read {
            width,
            height,
            depth_mm,
        }
    }
}

/// The correlation of what both measured, with the second shifted by so many cells; `None` when they share too little.
fn correlation(fixed: &Read, moving: &Read, dx: usize, dy: usize) -> Option<f64> {
    let mut sums = Sums::default();
    let mut known = 0.0;
    for y in 0..fixed.height {
        let a = &fixed.depth_mm[y * fixed.width..(y + 1) * fixed.width];
        let from = (y + dy) * moving.width + dx;
        let b = &moving.depth_mm[from..from + fixed.width];
        // In single precision within a row: this is the innermost loop of the search.
        let mut row = [0.0f32; 6];
        for (&a, &b) in a.iter().zip(b) {
            let both = !(a.is_nan() || b.is_nan());
            let (one, a, b) = if both { (1.0, a, b) } else { (0.0, 0.0, 0.0) };
            for (sum, term) in row.iter_mut().zip([one, a, b, a * a, b * b, a * b]) {
                *sum += term;
            }
        }
        known += a.iter().filter(|a| !a.is_nan()).count() as f64;
        for (sum, row) in sums.0.iter_mut().zip(row) {
            *sum += f64::from(row);
        }
    }
    (sums.count() >= LEAST_SHARED * known).then(|| sums.correlation())?
}
