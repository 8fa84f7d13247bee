//! How far the autocorrelation reaches before it falls to a limit.

use super::{autocorrelation::Autocorrelation, spline::Spline};
use rayon::prelude::*;

/// Directions looked into, over half a turn: the other half is the same. A quarter of a degree, so that the longest reach of a lobe twenty
/// times as long as wide is missed by less than one in a thousand.
const RAYS: usize = 720;

/// Cells between two looks along a ray: a curve that was measured at whole cells does not dip and recover within half of one.
const STEP_CELLS: f64 = 0.5;

/// Halvings of the step in which the limit is crossed: 0.5 cells become 1e-6.
const HALVINGS: usize = 19;

/// The shortest and the longest way down to the limit, in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decay {
    /// `None` when a ray left the raster before any came down within the same distance.
    pub fastest_mm: Option<f64>,
    /// `None` when a ray left the raster.
    pub slowest_mm: Option<f64>,
}

/// Follow straight lines from lag nought, as ISO 25178-2 asks of the points of Str.
pub(super) fn decay(correlation: &Autocorrelation, pitch_mm: [f64; 2], limit: f64) -> Decay {
    let nought = correlation.nought.map(|nought| nought as f64);
    let spline = Spline::through(&correlation.values);
    let look = |ray: usize| {
        let (sin, cos) = (std::f64::consts::PI * ray as f64 / RAYS as f64).sin_cos();
        along(&spline, nought, [cos / pitch_mm[0], sin / pitch_mm[1]], limit)
    };
    let ways: Vec<Result<f64, f64>> = (0..RAYS).into_par_iter().map(look).collect();
    let (mut fastest, mut slowest, mut left) = (f64::INFINITY, 0.0f64, f64::INFINITY);
    for way in ways {
        match way {
            Ok(mm) => (fastest, slowest) = (fastest.min(mm), slowest.max(mm)),
            Err(mm) => left = left.min(mm),
        }
    }
    Decay {
        fastest_mm: (fastest <= left && fastest.is_finite()).then_some(fastest),
        slowest_mm: left.is_infinite().then_some(slowest),
    }
}

/// The way in mm to where the correlation first falls under `limit`, or to where the raster ends before.
fn along(spline: &Spline, nought: [f64; 2], cells_per_mm: [f64; 2], limit: f64) -> Result<f64, f64> {
    let place = |mm: f64| [0, 1].map(|axis| nought[axis] + mm * cells_per_mm[axis]);
    let at = |mm: f64| spline.at(place(mm));
    let step = STEP_CELLS / cells_per_mm[0].hypot(cells_per_mm[1]);
    let mut mm = 0.0;
    loop {
        if spline.is_at_least(limit, place(mm + step)) {
            mm += step;
            continue;
        }
        match at(mm + step) {
            None => return Err(mm),
            Some(value) if value < limit => break,
            Some(_) => mm += step,
        }
    }
    let mut width = step;
    for _ in 0..HALVINGS {
        width /= 2.0;
        if at(mm + width).is_some_and(|value| value >= limit) {
            mm += width;
        }
    }
    Ok(mm)
}
