//! Where the surface is torn: steps that slopes do not tell.
//!
//! A fold of skin hides its back, the edge of a nostril what is behind it, a thing that lies on skin its side: between two neighbouring pixels the surface jumps, and least squares would smear the jump over
//! millimetres on both sides. Steps are weighed by what the heights leave of them, with a loss that grows next to no more beyond what errors of slopes explain, round by round (Quéau, Durou & Aujol 2018,
//! doi:10.1007/s10851-017-0777-6, who compare such losses with others). Where rounds end hangs on where they begin: from plain least squares, which spreads a jump over all steps around, they would
//! find a line beside the tear's, or none. So they begin from the loops that tell where it runs: see [`loops`]. Each tear is looked at in a window of its own; only with what is cut there all heights are found again.
//!
//! A jump that is the same all along a closed line, as around a coin, contradicts no slopes, and no integration can see it.

mod loops;

use super::{Steps, integrate};
use crate::StereoError;
use crate::surface::OTHERWISE_OFF;
use loops::{Loops, Tears, Window};
use rayon::prelude::*;
use relief_grid::Raster;

/// Steps that are off by more standard deviations lose weight.
const SUSPECT: f32 = 4.0;
/// Weights fall by this power of how far a step is beyond that: by the square, tears take twice as many rounds, and pixels on their lines do not settle.
const POWER: i32 = 4;
/// Below this share of its weight a step is cut.
const CUT: f32 = 0.1;
/// What remains of a step that is cut: enough to give a part that is cut out all around the level that its edge makes likely.
const LEAST: f32 = 1e-6;
/// Rounds in which the loops count beside what heights leave.
const LED: usize = 3;
/// Tears of a millimetre are settled after four to seven rounds. What is not is none: where slopes contradict each other all over an area, as on the wall of a pit in shadow, no cut makes the rest agree, and it was seen to
/// invent scars.
const MOST_ROUNDS: usize = 8;
/// Heights that move by less than this share of a pixel's width are settled: a micrometre or two.
const SETTLED_PX: f64 = 0.03;
/// A median of absolute values as a standard deviation.
const DEVIATION_PER_MEDIAN: f32 = 1.4826;

/// Heights of a surface that may be torn.
pub(crate) struct Torn {
    pub(crate) heights: Raster<f64>,
    /// The share of the light that would have to be unknown at a pixel for its steps to count as little as they do; `None` when all count.
    pub(crate) doubt: Option<Raster<f32>>,
    /// Whether there were strings of loops that do not close, and no cut made the other steps agree.
    pub(crate) in_vain: bool,
}

/// For each step to the right and down a factor of its weight.
type Factors = [Raster<f32>; 2];

/// The heights that fit `steps` best, where a few steps may be nothing like what they are said to be. Without a tear these are the heights of [`integrate`] to the last bit.
///
/// # Errors
/// [`StereoError::NotSettled`] as for [`integrate`].
pub(crate) fn integrate_torn(steps: &Steps, near: Option<&Raster<f64>>) -> Result<Torn, StereoError> {
    let loops = Loops::of(steps);
    let Some((tears, windows)) = loops.tears() else {
        return whole(steps, near, false);
    };
    let found: Vec<Option<Factors>> = windows
        .par_iter()
        .map(|window| {
            settled(
                &steps.within(window),
                &loops.within(window),
                &tears.within(window),
            )
        })
        .collect();
    if found.iter().all(Option::is_none) {
        return whole(steps, near, true);
    }
    let all = Raster::filled(steps.right.width(), steps.right.height(), 1.0);
    let mut kept = [all.clone(), all];
    for (window, found) in windows.iter().zip(&found) {
        let Some(found) = found else { continue };
        for (to, from) in kept.iter_mut().zip(found) {
            tears.write(window, to, from);
        }
    }
    // Slopes of no surface at all, as of lamps that were exchanged, may be cut into more parts than the solver can settle.
    let Ok(heights) = integrate(&steps.weighed(&held(&kept)), near) else {
        return whole(steps, near, true);
    };
    Ok(Torn {
        heights,
        doubt: Some(doubt(&kept)),
        in_vain: false,
    })
}

/// How much the steps around one tear count; `None` where rounds do not settle.
fn settled(steps: &Steps, loops: &Loops, tears: &Tears) -> Option<Factors> {
    let suspects = told_by_loops(steps, tears);
    let mut heights = integrate(&steps.weighed(&held(&suspects)), None).ok()?;
    let mut kept = told_by_heights(steps, &heights, loops, tears);
    let mut led = true;
    for round in 1..MOST_ROUNDS {
        let factors = if led { product(&kept, &suspects) } else { kept };
        let next = integrate(&steps.weighed(&held(&factors)), Some(&heights)).ok()?;
        let is_settled = tears.moved(&heights, &next) < SETTLED_PX * steps.unit;
        heights = next;
        kept = told_by_heights(steps, &heights, loops, tears);
        if is_settled && !led {
            return Some(kept);
        }
        led = led && !is_settled && round + 1 < LED;
    }
    None
}

fn whole(steps: &Steps, near: Option<&Raster<f64>>, in_vain: bool) -> Result<Torn, StereoError> {
    Ok(Torn {
        heights: integrate(steps, near)?,
        doubt: None,
        in_vain,
    })
}

impl Steps {
    /// The steps within a window.
    fn within(&self, window: &Window) -> Self {
        Self {
            right: window.of(&self.right),
            down: window.of(&self.down),
            right_weight: window.of(&self.right_weight),
            down_weight: window.of(&self.down_weight),
            unit: self.unit,
        }
    }

    /// The same steps, which count as much less as `kept` says.
    fn weighed(&self, [right, down]: &Factors) -> Self {
        let weighed = |weight: &Raster<f32>, kept: &Raster<f32>| {
            both(weight, kept, |weight, kept| weight * kept.max(LEAST))
        };
        Self {
            right_weight: weighed(&self.right_weight, right),
            down_weight: weighed(&self.down_weight, down),
            ..self.clone()
        }
    }
}

/// How much each step counts by the loops that it is part of.
fn told_by_loops(steps: &Steps, tears: &Tears) -> Factors {
    [0, 1].map(|axis| {
        Raster::from_fn(steps.right.width(), steps.right.height(), |x, y| {
            factor(tears.suspect((x, y), axis))
        })
    })
}

/// How much each step counts by what `heights` leave of it.
fn told_by_heights(steps: &Steps, heights: &Raster<f64>, loops: &Loops, tears: &Tears) -> Factors {
    let (width, height) = (heights.width(), heights.height());
    let left = |axis: usize| {
        let (of, weights, along, down) = if axis == 0 {
            (&steps.right, &steps.right_weight, 1, 0)
        } else {
            (&steps.down, &steps.down_weight, 0, 1)
        };
        Raster::from_fn(width, height, |x, y| {
            let (to, weight) = ((x + along, y + down), weights[(x, y)]);
            if to.0 >= width || to.1 >= height || weight <= 0.0 {
                return 0.0;
            }
            let left = (heights[to] - heights[(x, y)] - of[(x, y)]) / steps.unit;
            left as f32 * weight.sqrt() / loops.steep((x, y), axis)
        })
    };
    let left = [left(0), left(1)];
    let off = deviation(&left[0], |x, y| steps.right_weight[(x, y)] > 0.0).max(OTHERWISE_OFF);
    left.map(|left| {
        Raster::from_fn(width, height, |x, y| {
            if tears.may_cut((x, y)) {
                factor(left[(x, y)].abs() / off / SUSPECT)
            } else {
                1.0
            }
        })
    })
}

/// How much a step counts that is `off`, from one on: the farther off, the less it pulls.
fn factor(off: f32) -> f32 {
    if off > 1.0 { off.powi(-POWER) } else { 1.0 }
}

/// A pixel that is cut off on all sides has no height of its own: the step that is off least holds it.
fn held(factors: &Factors) -> Factors {
    let (width, height) = (factors[0].width(), factors[0].height());
    // The most of the steps of a cell that is cut off, infinite for others.
    let most = Raster::from_fn(width, height, |x, y| {
        let most = around(factors, (x, y)).fold(0.0, f32::max);
        if most < CUT { most } else { f32::INFINITY }
    });
    [0, 1].map(|axis| {
        Raster::from_fn(width, height, |x, y| {
            let factor = factors[axis][(x, y)];
            let to = if axis == 0 {
                most.get(x as isize + 1, y as isize)
            } else {
                most.get(x as isize, y as isize + 1)
            };
            if factor >= most[(x, y)] || to.is_some_and(|to| factor >= *to) {
                1.0
            } else {
                factor
            }
        })
    })
}

/// The factors of the steps from and to a cell.
fn around([right, down]: &Factors, (x, y): (usize, usize)) -> impl Iterator<Item = f32> {
    let from = [
        (x + 1 < right.width()).then(|| right[(x, y)]),
        (y + 1 < down.height()).then(|| down[(x, y)]),
    ];
    let to = [
        x.checked_sub(1).map(|x| right[(x, y)]),
        y.checked_sub(1).map(|y| down[(x, y)]),
    ];
    from.into_iter().chain(to).flatten()
}

fn product(a: &Factors, b: &Factors) -> Factors {
    [0, 1].map(|axis| both(&a[axis], &b[axis], |a, b| a * b))
}

fn both(a: &Raster<f32>, b: &Raster<f32>, of: impl Fn(f32, f32) -> f32 + Sync) -> Raster<f32> {
    Raster::from_fn(a.width(), a.height(), |x, y| of(a[(x, y)], b[(x, y)]))
}

/// The standard deviation of most of the `counted` values.
fn deviation(values: &Raster<f32>, counted: impl Fn(usize, usize) -> bool) -> f32 {
    let mut off: Vec<f32> = Vec::new();
    for y in 0..values.height() {
        let row = values.row(y).iter().enumerate();
        off.extend(row.filter(|(x, _)| counted(*x, y)).map(|(_, value)| value.abs()));
    }
    if off.is_empty() {
        return 0.0;
    }
    let middle = off.len() / 2;
    DEVIATION_PER_MEDIAN * *off.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The doubt that makes the step of a pixel that counts least count as little as it does: see [`crate::surface::steps`]. No more than all of the light can be unknown.
fn doubt(factors: &Factors) -> Raster<f32> {
    Raster::from_fn(factors[0].width(), factors[0].height(), |x, y| {
        let least = around(factors, (x, y)).fold(1.0, f32::min);
        (OTHERWISE_OFF * (1.0 / least.max(LEAST) - 1.0).sqrt()).min(1.0)
    })
}

#[cfg(test)]
mod tests;
