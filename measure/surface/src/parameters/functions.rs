//! Functions and volumes of the areal material ratio curve (ISO 25178-2, clauses 4.4 and 5 of the edition of 2012).

use super::{Parameter, UM};
use crate::SurfaceError;
use rayon::prelude::*;
use relief_grid::HeightMap;

/// Of the secant that leads to Sk, along the curve.
const SECANT: f64 = 0.4;
/// Material ratios between which Sxp is taken.
const SXP: [f64; 2] = [0.025, 0.5];
/// Material ratios that part peaks, core and valleys in the volume parameters.
const VOLUMES: [f64; 2] = [0.1, 0.8];
/// Fewer cells have no curve.
const LEAST_CELLS: usize = 10;

/// The areal material ratio curve, exactly: every measured height, the highest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Functions {
    /// Heights about their mean in mm, falling.
    falling_mm: Vec<f64>,
    /// Its core.
    core: Core,
}

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

impl Functions {
    /// The curve of the measured cells.
    ///
    /// # Errors
    /// [`SurfaceError::TooFewCells`] with fewer than 10.
    pub fn of(map: &HeightMap) -> Result<Self, SurfaceError> {
        let cells = map
            .heights_mm()
            .data()
            .par_iter()
            .zip(map.valid().raster().data());
        let mut falling_mm: Vec<f64> = cells
            .filter(|(_, measured)| **measured)
            .map(|(height, _)| *height)
            .collect();
        if falling_mm.len() < LEAST_CELLS {
            return Err(SurfaceError::TooFewCells {
                purpose: "a material ratio curve",
                measured: falling_mm.len(),
                needed: LEAST_CELLS,
            });
        }
        falling_mm.par_sort_unstable_by(|a, b| b.total_cmp(a));
        let mean = falling_mm.iter().sum::<f64>() / falling_mm.len() as f64;
        falling_mm.iter_mut().for_each(|height| *height -= mean);
        let core = Core::of(&falling_mm);
        Ok(Self { falling_mm, core })
    }

    /// The height at which a share `ratio` of the surface is material, Smc(mr), above the mean.
    pub fn smc_mm(&self, ratio: f64) -> f64 {
        height_at(&self.falling_mm, ratio)
    }

    /// The share of the surface that is material at a height above the mean, Smr(c).
    pub fn smr(&self, height_mm: f64) -> f64 {
        let above = self.falling_mm.partition_point(|height| *height >= height_mm);
        above as f64 / self.falling_mm.len() as f64
    }

    /// The volume of material above Smc(`ratio`) per area, Vm(mr).
    pub fn vm_mm(&self, ratio: f64) -> f64 {
        let level = self.smc_mm(ratio);
        let above = self.falling_mm.iter().take_while(|height| **height > level);
        above.map(|height| height - level).sum::<f64>() / self.falling_mm.len() as f64
    }

    /// The volume of void below Smc(`ratio`) per area, Vv(mr).
    pub fn vv_mm(&self, ratio: f64) -> f64 {
        let level = self.smc_mm(ratio);
        let below = self.falling_mm.iter().rev().take_while(|height| **height < level);
        below.map(|height| level - height).sum::<f64>() / self.falling_mm.len() as f64
    }

    /// The core of the curve.
    pub const fn core(&self) -> Core {
        self.core
    }

    pub(super) fn named(&self) -> Vec<Parameter> {
        let um = |name, mm: f64| Parameter {
            name,
            value: UM * mm,
            unit: "um",
        };
        let percent = |name, share: f64| Parameter {
            name,
            value: 100.0 * share,
            unit: "%",
        };
        let volume = |name, mm: f64| Parameter {
            name,
            value: UM * mm,
            unit: "um3/um2",
        };
        let [peak, valley] = VOLUMES;
        let (vmp, vm, vvv, vv) = (
            self.vm_mm(peak),
            self.vm_mm(valley),
            self.vv_mm(valley),
            self.vv_mm(peak),
        );
        vec![
            um("Sk", self.core.sk_mm),
            um("Spk", self.core.spk_mm),
            um("Svk", self.core.svk_mm),
            percent("Smrk1", self.core.smrk1),
            percent("Smrk2", self.core.smrk2),
            um("Sxp", self.smc_mm(SXP[0]) - self.smc_mm(SXP[1])),
            volume("Vmp", vmp),
            volume("Vmc", vm - vmp),
            volume("Vvv", vvv),
            volume("Vvc", vv - vvv),
            volume("Vm", vmp),
            volume("Vv", vv),
        ]
    }
}

/// The curve at a material ratio, between the two heights beside it.
fn height_at(falling: &[f64], ratio: f64) -> f64 {
    let last = (falling.len() - 1) as f64;
    let at = (ratio * falling.len() as f64 - 0.5).clamp(0.0, last);
    let first = at as usize;
    let next = (first + 1).min(falling.len() - 1);
    falling[first] + (at - first as f64) * (falling[next] - falling[first])
}

impl Core {
    /// Of all secants over 40 % of the curve the flattest tells the section through which a line is fitted by least squares; where that meets 0 and
    /// 100 % the core ends. Peaks and valleys beyond are triangles of their own areas (ISO 13565-2, which ISO 25178-2 takes over).
    fn of(falling: &[f64]) -> Self {
        let count = falling.len();
        let span = ((SECANT * count as f64).round() as usize).clamp(1, count - 1);
        let drop = |from: usize| falling[from] - falling[from + span];
        let flattest = (0..count - span)
            .into_par_iter()
            .min_by(|a, b| drop(*a).total_cmp(&drop(*b)).then(a.cmp(b)))
            .unwrap_or(0);
        let (level, slope) = line(&falling[flattest..=flattest + span]);
        // The line at the ratios 0 and 1, which lie half a cell beyond the first and the last.
        let upper = level - slope * (flattest as f64 + 0.5);
        let lower = upper + slope * count as f64;
        let above = falling.partition_point(|height| *height > upper);
        let below = falling.partition_point(|height| *height >= lower);
        let (smrk1, smrk2) = (above as f64 / count as f64, below as f64 / count as f64);
        let peaks = falling[..above].iter().map(|height| height - upper).sum::<f64>() / count as f64;
        let valleys = falling[below..].iter().map(|height| lower - height).sum::<f64>() / count as f64;
        let triangle = |area: f64, base: f64| if base > 0.0 { 2.0 * area / base } else { 0.0 };
        Self {
            sk_mm: upper - lower,
            spk_mm: triangle(peaks, smrk1),
            svk_mm: triangle(valleys, 1.0 - smrk2),
            smrk1,
            smrk2,
        }
    }
}

/// The straight line of least squares through values one apart: at the first of them, and its slope.
fn line(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let middle = 0.5 * (count - 1.0);
    let mean = values.iter().sum::<f64>() / count;
    let products = values
        .iter()
        .enumerate()
        .map(|(at, value)| (at as f64 - middle) * (value - mean));
    let squares = count * (count * count - 1.0) / 12.0;
    let slope = products.sum::<f64>() / squares;
    (mean - slope * middle, slope)
}
