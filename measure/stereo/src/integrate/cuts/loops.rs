//! Loops over four neighbouring cells, and the tears that those tell which do not close.
//!
//! A jump shows where it changes: a path that crosses it at two places comes back at another height, and what the steps of a loop on its line sum to is how much it changes from one side of the loop to the
//! other. Loops beside the line close. So a tear is a string of loops that touch and do not close in the same sense; noise changes its sense from loop to loop.

use super::super::Steps;
use super::deviation;
use crate::surface::OTHERWISE_OFF;
use relief_grid::components::{Component, Connectivity, components};
use relief_grid::{Mask, Raster, morphology};

/// Loops that are off by more standard deviations are suspect.
const SUSPECT: f32 = 4.0;
/// The standard deviation of a loop's smoothed sum, for slopes whose errors have a deviation of one and nothing to do with each other.
const SUM_PER_SLOPE: f32 = 0.4;
/// The jump must change by so many pixels' widths along a string of loops, half a millimetre at the working pitch. Walls of pits whose slopes shadows spoil make eight on most rendered skin; what makes more does not settle.
const LEAST_JUMP_PX: f32 = 10.0;
/// A tear goes on beyond its suspect loops where the jump stays the same or ends in noise: so far steps may be cut.
const REACH_PX: f64 = 10.0;
/// Around that so much skin tells how the two sides of a tear go together, past its ends.
const MARGIN_PX: usize = 30;

/// Loops around four neighbouring cells, each at the cell of its upper left.
pub(super) struct Loops {
    /// What the steps around sum to, in means with the loops around, as a slope of level skin that is as wrong by its angle.
    sums: Raster<f32>,
    /// Whether all steps around were measured.
    whole: Mask,
    /// How much more an error of an angle changes slopes than on level skin.
    steep: Raster<f32>,
}

impl Loops {
    pub(super) fn of(steps: &Steps) -> Self {
        let (width, height) = (steps.right.width(), steps.right.height());
        let whole = Mask::from_fn(width, height, |x, y| {
            let weights = |x: usize, y: usize| {
                [
                    steps.right_weight[(x, y)],
                    steps.right_weight[(x, y + 1)],
                    steps.down_weight[(x, y)],
                    steps.down_weight[(x + 1, y)],
                ]
            };
            x + 1 < width && y + 1 < height && weights(x, y).iter().all(|weight| *weight > 0.0)
        });
        let around = |x: usize, y: usize| {
            let around = [
                steps.right[(x, y)],
                steps.down[(x + 1, y)],
                steps.right[(x, y + 1)],
                steps.down[(x, y)],
            ];
            around.map(|step| (step / steps.unit) as f32)
        };
        let of_whole = |other: f32, rule: fn([f32; 4]) -> f32| {
            Raster::from_fn(width, height, |x, y| {
                if whole.get(x, y) {
                    rule(around(x, y))
                } else {
                    other
                }
            })
        };
        let steep = of_whole(1.0, |[above, right, below, left]| {
            1.0 + 0.25 * ((above + below).powi(2) + (left + right).powi(2))
        });
        let mut sums = smoothed(&of_whole(0.0, |[above, right, below, left]| {
            above + right - below - left
        }));
        for (sum, steep) in sums.data_mut().iter_mut().zip(steep.data()) {
            *sum /= steep;
        }
        Self { sums, whole, steep }
    }

    /// The loops within a window.
    pub(super) fn within(&self, window: &Window) -> Self {
        Self {
            sums: window.of(&self.sums),
            whole: Mask::from(window.of(self.whole.raster())),
            steep: window.of(&self.steep),
        }
    }

    /// The tears that loops tell, with a window around each; `None` when there are none.
    pub(super) fn tears(&self) -> Option<(Tears, Vec<Window>)> {
        let (width, height) = (self.sums.width(), self.sums.height());
        let off = deviation(&self.sums, |x, y| self.whole.get(x, y)).max(SUM_PER_SLOPE * OTHERWISE_OFF);
        let mut lines = Mask::filled(width, height, false);
        // Noise changes its sign from loop to loop, a jump does not.
        for sign in [1.0, -1.0] {
            let suspect = Mask::from_fn(width, height, |x, y| sign * self.sums[(x, y)] > SUSPECT * off);
            lines = lines.or(&self.jumping(&suspect));
        }
        let open = |x: usize, y: usize| match (self.whole.get(x, y), lines.get(x, y)) {
            (false, _) => f32::INFINITY,
            (true, true) => self.sums[(x, y)].abs() / off / SUSPECT,
            (true, false) => 0.0,
        };
        if lines.count() == 0 {
            return None;
        }
        let near = components(&morphology::dilate(&lines, REACH_PX), Connectivity::Eight);
        let windows = near
            .list
            .iter()
            .map(|tear| Window::around(tear, [width, height]))
            .collect();
        let tears = Tears {
            open: Raster::from_fn(width, height, open),
            near: near.labels,
        };
        Some((tears, windows))
    }

    /// Those parts of the `suspect` loops along which the jump changes enough.
    fn jumping(&self, suspect: &Mask) -> Mask {
        let parts = components(suspect, Connectivity::Eight);
        let mut jumps = vec![0.0; parts.list.len() + 1];
        for (label, sum) in parts.labels.data().iter().zip(self.sums.data()) {
            jumps[*label as usize] += sum.abs();
        }
        // What is no part of any.
        jumps[0] = 0.0;
        Mask::from_fn(suspect.width(), suspect.height(), |x, y| {
            jumps[parts.labels[(x, y)] as usize] > LEAST_JUMP_PX
        })
    }

    /// How much more an error of an angle changes the slope of a step than on level skin.
    pub(super) fn steep(&self, at: (usize, usize), axis: usize) -> f32 {
        beside(&self.steep, at, axis).fold(1.0, f32::max)
    }
}

/// Where a surface is torn.
pub(super) struct Tears {
    /// How far loops along tears do not close, one for what is just suspect; zero elsewhere, infinite for loops that were not measured.
    open: Raster<f32>,
    /// All that may be part of a tear, by its number; zero elsewhere.
    near: Raster<u32>,
}

impl Tears {
    /// How far a step is suspect, at least one when it is: a tear runs across it from one loop to the other.
    pub(super) fn suspect(&self, at: (usize, usize), axis: usize) -> f32 {
        let least = beside(&self.open, at, axis).fold(f32::INFINITY, f32::min);
        if least.is_finite() { least } else { 0.0 }
    }

    /// Whether a tear may run beside a cell.
    pub(super) fn may_cut(&self, (x, y): (usize, usize)) -> bool {
        self.near[(x, y)] > 0
    }

    /// What is known of a window's own tear; others are left alone in it.
    pub(super) fn within(&self, window: &Window) -> Self {
        let near = window.of(&self.near);
        let near = near.map(|tear| u32::from(*tear == window.tear));
        let mut open = window.of(&self.open);
        for (open, near) in open.data_mut().iter_mut().zip(near.data()) {
            if *near == 0 && open.is_finite() {
                *open = 0.0;
            }
        }
        Self { open, near }
    }

    /// Writes what was found in a window around its own tear to where it lies.
    pub(super) fn write(&self, window: &Window, to: &mut Raster<f32>, from: &Raster<f32>) {
        for y in 0..from.height() {
            for x in 0..from.width() {
                let at = (window.left + x, window.top + y);
                if self.near[at] == window.tear {
                    to[at] = from[(x, y)];
                }
            }
        }
    }

    /// How far heights moved where they moved farthest near the tear.
    pub(super) fn moved(&self, before: &Raster<f64>, after: &Raster<f64>) -> f64 {
        let heights = before.data().iter().zip(after.data());
        let near = self
            .near
            .data()
            .iter()
            .zip(heights)
            .filter(|(tear, _)| **tear > 0);
        near.fold(0.0, |most, (_, (before, after))| {
            f64::max(most, (after - before).abs())
        })
    }
}

/// A rectangle of cells around a tear.
#[derive(Debug)]
pub(super) struct Window {
    tear: u32,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Window {
    fn around(tear: &Component, [width, height]: [usize; 2]) -> Self {
        Self {
            tear: tear.label,
            left: tear.x.start.saturating_sub(MARGIN_PX),
            top: tear.y.start.saturating_sub(MARGIN_PX),
            right: (tear.x.end + MARGIN_PX).min(width),
            bottom: (tear.y.end + MARGIN_PX).min(height),
        }
    }

    /// What lies in it.
    pub(super) fn of<P: Copy + Send + Sync>(&self, whole: &Raster<P>) -> Raster<P> {
        Raster::from_fn(self.right - self.left, self.bottom - self.top, |x, y| {
            whole[(self.left + x, self.top + y)]
        })
    }
}

/// The loops on both sides of the step from a cell to the right or down.
fn beside(of: &Raster<f32>, (x, y): (usize, usize), axis: usize) -> impl Iterator<Item = f32> {
    let (x, y) = (x as isize, y as isize);
    let other = if axis == 0 {
        of.get(x, y - 1)
    } else {
        of.get(x - 1, y)
    };
    [of.get(x, y), other].into_iter().flatten().copied()
}

/// Means with the neighbours, a cell beside counting half.
fn smoothed(values: &Raster<f32>) -> Raster<f32> {
    let (width, height) = (values.width(), values.height());
    let along = Raster::from_fn(width, height, |x, y| {
        let row = values.row(y);
        0.25 * (row[x.saturating_sub(1)] + row[(x + 1).min(width - 1)]) + 0.5 * row[x]
    });
    Raster::from_fn(width, height, |x, y| {
        0.25 * (along[(x, y.saturating_sub(1))] + along[(x, (y + 1).min(height - 1))]) + 0.5 * along[(x, y)]
    })
}
