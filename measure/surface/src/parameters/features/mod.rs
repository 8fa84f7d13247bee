//! Feature parameters of ISO 25178-2: hills, dales, their peaks and pits, after Wolf pruning.

mod codes;
mod link;
mod measure;
mod prune;
mod regions;

use super::{Parameter, UM, present};
use crate::SurfaceError;
use codes::{Code, codes};
use measure::{Region, curvature_per_mm, measure};
use prune::prune;
use rayon::prelude::*;
use regions::{Sense, regions, saddles};
use relief_grid::HeightMap;

/// The pruning of ISO 25178-2 where nothing else is said, as a share of Sz.
pub const DEFAULT_PRUNING: Pruning = Pruning::ShareOfSz(0.05);

/// Peaks (pits) that S5p (S5v) averages over.
const FIVE: usize = 5;

/// The least height of a hill over its highest saddle, and the least depth of a dale under its lowest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pruning {
    /// In mm. What skin needs: the deepest scar does not decide what counts as a pore.
    HeightMm(f64),
    /// As a share of Sz, the difference between the highest and the lowest cell.
    ShareOfSz(f64),
}

/// Hills and dales of a map, and the pruning that left them. `None` is what the map has too little of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FeatureParameters {
    /// The height that a hill or dale must at least have to count.
    pub pruning_mm: f64,
    /// Density of peaks: hills per measured area.
    pub spd_per_mm2: f64,
    /// Density of pits: dales per measured area.
    pub svd_per_mm2: f64,
    /// Arithmetic mean curvature of the peaks that have measured neighbours. `None` when no peak has.
    pub spc_per_mm: Option<f64>,
    /// Ten-point height S5p + S5v.
    pub s10z_mm: Option<f64>,
    /// Five-point peak height: mean height of the five highest peaks over the mean of the map. `None` with fewer than five.
    pub s5p_mm: Option<f64>,
    /// Five-point pit depth: mean depth of the five lowest pits under the mean of the map, positive. `None` with fewer than five.
    pub s5v_mm: Option<f64>,
    /// Mean area of closed dales, seen from above. `None` when every dale is open.
    pub sda_mm2: Option<f64>,
    /// Mean area of closed hills.
    pub sha_mm2: Option<f64>,
    /// Mean volume of closed dales under their lowest saddle: what each would hold before it runs over.
    pub sdv_mm3: Option<f64>,
    /// Mean volume of closed hills over their highest saddle.
    pub shv_mm3: Option<f64>,
}

impl FeatureParameters {
    pub(super) fn named(&self) -> Vec<Parameter> {
        present([
            ("Spd", Some(self.spd_per_mm2), 1.0, "1/mm2"),
            ("Svd", Some(self.svd_per_mm2), 1.0, "1/mm2"),
            ("Spc", self.spc_per_mm, 1.0, "1/mm"),
            ("S10z", self.s10z_mm, UM, "um"),
            ("S5p", self.s5p_mm, UM, "um"),
            ("S5v", self.s5v_mm, UM, "um"),
            ("Sda", self.sda_mm2, 1.0, "mm2"),
            ("Sha", self.sha_mm2, 1.0, "mm2"),
            ("Sdv", self.sdv_mm3, 1.0, "mm3"),
            ("Shv", self.shv_mm3, 1.0, "mm3"),
        ])
    }
}

/// The feature parameters of a map whose form is removed.
///
/// Each cell runs to the highest of its eight neighbours, and so to the peak of its hill; for dales to the lowest. Cells of one height
/// are ordered row by row, so a plateau has one peak. Then hills lower than the pruning over their highest saddle join the hill
/// behind it (Wolf pruning, ISO 25178-2 and ISO 16610-85), and dales likewise. Every cell belongs to one hill and to one
/// dale; cells are squares of pitch × pitch, and nothing is interpolated.
///
/// Cells that were not measured belong to no region and bound like the edge of the map. A region that touches either is open: its
/// peak counts in the densities, curvatures and heights, but not its area and volume, which go on where nothing was seen.
///
/// # Errors
/// When nothing was measured, or the pruning is negative or no number.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// use relief_surface::parameters::features::{Pruning, features};
/// let egg_crate = Raster::from_fn(80, 80, |x, y| {
///     let wave = |i: usize| (std::f64::consts::TAU * (i as f64 + 0.5) / 20.0).sin();
///     0.1 * wave(x) * wave(y)
/// });
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let map = HeightMap::from_nan(egg_crate, pitch, pitch, ScaleSource::File);
/// let features = features(&map, Pruning::HeightMm(0.02))?;
/// // Two hills in each square of 20 × 20 cells, which is 1 mm².
/// assert!((features.spd_per_mm2 - 2.0).abs() < 1e-9);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
pub fn features(map: &HeightMap, pruning: Pruning) -> Result<FeatureParameters, SurfaceError> {
    let summary = summary(map)?;
    let pruning_mm = limit_mm(pruning, &summary)?;
    let codes = codes(map);
    let (hills, dales) = rayon::join(
        || cut(map, Sense::Hills, &codes.hills, pruning_mm),
        || cut(map, Sense::Dales, &codes.dales, pruning_mm),
    );
    let cell_mm2 = map.pitch_x().mm_per_px() * map.pitch_y().mm_per_px();
    let area_mm2 = summary.measured as f64 * cell_mm2;
    let heights = map.heights_mm().data();
    let five = |regions: &[Region], sense: Sense| {
        let over_mean = |region: &Region| sense.level(heights[region.peak] - summary.mean_mm);
        mean_of_five_highest(regions.iter().map(over_mean).collect())
    };
    let (s5p_mm, s5v_mm) = (five(&hills, Sense::Hills), five(&dales, Sense::Dales));
    let closed = |regions: &[Region], of: fn(&Region) -> f64| {
        mean(regions.iter().filter(|region| !region.open).map(of)).map(|mean| mean * cell_mm2)
    };
    let cells = |region: &Region| region.cells as f64;
    Ok(FeatureParameters {
        pruning_mm,
        spd_per_mm2: hills.len() as f64 / area_mm2,
        svd_per_mm2: dales.len() as f64 / area_mm2,
        spc_per_mm: mean(hills.iter().filter_map(|hill| curvature_per_mm(map, hill.peak))),
        s10z_mm: s5p_mm.zip(s5v_mm).map(|(peaks, pits)| peaks + pits),
        s5p_mm,
        s5v_mm,
        sda_mm2: closed(&dales, cells),
        sha_mm2: closed(&hills, cells),
        sdv_mm3: closed(&dales, |dale| dale.beyond_saddle_mm),
        shv_mm3: closed(&hills, |hill| hill.beyond_saddle_mm),
    })
}

/// Cut the map into hills or dales, prune and measure them.
fn cut(map: &HeightMap, sense: Sense, codes: &[Code], pruning_mm: f64) -> Vec<Region> {
    let regions = regions(codes, map.width());
    let heights = map.heights_mm().data();
    let rank = |&peak: &u32| sense.rank(heights[peak as usize], peak);
    let peaks: Vec<_> = regions.peaks.iter().map(rank).collect();
    let saddles = saddles(map, sense, codes, &regions.labels);
    let pruned = prune(&peaks, &saddles, pruning_mm);
    drop(saddles);
    measure(map, sense, codes, &regions, &pruned)
}

struct Summary {
    measured: usize,
    mean_mm: f64,
    lowest_mm: f64,
    highest_mm: f64,
}

/// Sums are taken per row, then in row order.
fn summary(map: &HeightMap) -> Result<Summary, SurfaceError> {
    let row = |y: usize| {
        let cells = map.heights_mm().row(y).iter().zip(map.valid().raster().row(y));
        let measured = cells.filter(|(_, valid)| **valid).map(|(height, _)| *height);
        measured.fold(
            (0, 0.0, f64::INFINITY, f64::NEG_INFINITY),
            |(n, sum, low, high), height| (n + 1, sum + height, height.min(low), height.max(high)),
        )
    };
    let rows: Vec<(usize, f64, f64, f64)> = (0..map.height()).into_par_iter().map(row).collect();
    let (measured, sum, lowest_mm, highest_mm) = rows
        .into_iter()
        .fold((0, 0.0, f64::INFINITY, f64::NEG_INFINITY), |a, row| {
            (a.0 + row.0, a.1 + row.1, a.2.min(row.2), a.3.max(row.3))
        });
    if measured == 0 {
        return Err(SurfaceError::TooFewCells {
            purpose: "hills and dales",
            measured,
            needed: 1,
        });
    }
    Ok(Summary {
        measured,
        mean_mm: sum / measured as f64,
        lowest_mm,
        highest_mm,
    })
}

fn limit_mm(pruning: Pruning, summary: &Summary) -> Result<f64, SurfaceError> {
    let (name, value, limit_mm) = match pruning {
        Pruning::HeightMm(height) => ("pruning in mm", height, height),
        Pruning::ShareOfSz(share) => (
            "pruning as a share of Sz",
            share,
            share * (summary.highest_mm - summary.lowest_mm),
        ),
    };
    if value.is_finite() && value >= 0.0 {
        return Ok(limit_mm);
    }
    Err(SurfaceError::Setting {
        name,
        value,
        limit: "it must be nought or more",
    })
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0usize, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / count as f64)
}

fn mean_of_five_highest(mut heights: Vec<f64>) -> Option<f64> {
    heights.sort_unstable_by(|a, b| b.total_cmp(a));
    mean(heights.get(..FIVE)?.iter().copied())
}

#[cfg(test)]
mod tests;
