//! The core of the material ratio curve.

use super::super::rows::LANES;
use super::depths::{Depths, sum};
use relief_grid::vectorised;

/// Of the secant that leads to Sk, along the curve.
const SECANT: f64 = 0.4;

/// The core of the curve and what stands out of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Core {
    /// Height of the core, Sk.
    pub sk_mm: f64,
    /// Reduced height of the peaks above it, Spk.
    pub spk_mm: f64,
    /// Reduced depth of the valleys below it, Svk.
    pub svk_mm: f64,
    /// Material ratio at its upper end, as a share.
    pub smrk1: f64,
    /// At its lower end.
    pub smrk2: f64,
}

impl Core {
    /// Of all secants over 40 % of the curve the flattest tells the section through which a line is fitted by least squares; where that meets 0 and
    /// 100 % the core ends. Peaks and valleys beyond are triangles of their own areas (ISO 13565-2, which ISO 25178-2 takes over).
    pub(super) fn of(depths: &Depths) -> Self {
        let count = depths.count();
        let span = ((SECANT * count as f64).round() as usize).clamp(1, count - 1);
        let flattest = flattest(depths.steps(), span);
        let (level, slope) = line(&depths.steps()[flattest..=flattest + span]);
        // The line at the ratios 0 and 1, which lie half a cell beyond the first and the last.
        let upper = level - slope * (flattest as f64 + 0.5);
        let lower = upper + slope * count as f64;
        let share = |cells: usize| cells as f64 / count as f64;
        let (smrk1, smrk2) = (share(depths.above(upper)), share(depths.not_below(lower)));
        let triangle = |area_mm: f64, base: f64| if base > 0.0 { 2.0 * area_mm / base } else { 0.0 };
        Self {
            sk_mm: (lower - upper) * depths.step_mm(),
            spk_mm: triangle(depths.material_mm(upper), smrk1),
            svk_mm: triangle(depths.void_mm(lower), 1.0 - smrk2),
            smrk1,
            smrk2,
        }
    }
}

/// Where the secant over `span` cells falls least; the first of several.
fn flattest(steps: &[u32], span: usize) -> usize {
    let drops = || steps.iter().zip(&steps[span..]).map(|(from, to)| to - from);
    let least = vectorised(
        #[inline(always)]
        || drops().min(),
    );
    drops().position(|drop| Some(drop) == least).unwrap_or(0)
}

/// The straight line of least squares through values one apart: at the first of them, and its slope.
fn line(steps: &[u32]) -> (f64, f64) {
    let count = steps.len() as f64;
    let middle = 0.5 * (count - 1.0);
    let mean = sum(steps) as f64 / count;
    let products = vectorised(
        #[inline(always)]
        || products(steps, middle, mean),
    );
    let squares = count * (count * count - 1.0) / 12.0;
    let slope = products / squares;
    (mean - slope * middle, slope)
}

/// The sum of places times values, both about their means.
#[inline(always)]
fn products(steps: &[u32], middle: f64, mean: f64) -> f64 {
    let (groups, rest) = steps.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for (group, values) in groups.iter().enumerate() {
        let first = (group * LANES) as f64 - middle;
        for (lane, value) in values.iter().enumerate() {
            lanes[lane] += (first + lane as f64) * (f64::from(*value) - mean);
        }
    }
    let first = (groups.len() * LANES) as f64 - middle;
    let rest = rest.iter().enumerate();
    let rest = rest.map(|(at, value)| (first + at as f64) * (f64::from(*value) - mean));
    lanes.iter().sum::<f64>() + rest.sum::<f64>()
}
