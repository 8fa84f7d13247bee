//! Feature parameters (ISO 25178-2, clause 6 of the edition of 2012): hills and dales, the small ones pruned.

use super::{Parameter, UM};
use relief_grid::components::Connectivity;
use relief_grid::watershed::{Basin, Watershed, watershed};
use relief_grid::{HeightMap, Mask};

/// So many peaks and pits make S10z.
const TEN_POINTS: usize = 5;

/// Hills, dales and their significant peaks and pits.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// Peaks per mm².
    pub spd_per_mm2: f64,
    /// Arithmetic mean curvature of the peaks, 1/mm; `None` without a peak whose neighbours were measured.
    pub spc_per_mm: Option<f64>,
    /// Mean height of the five highest peaks above the mean; `None` with fewer.
    pub s5p_mm: Option<f64>,
    /// Mean depth of the five deepest pits below the mean, positive; `None` with fewer.
    pub s5v_mm: Option<f64>,
    /// Mean area of the closed dales.
    pub sda_mm2: Option<f64>,
    /// Mean area of the closed hills.
    pub sha_mm2: Option<f64>,
    /// Mean volume of the closed dales below their lowest pass.
    pub sdv_mm3: Option<f64>,
    /// Mean volume of the closed hills above their highest pass.
    pub shv_mm3: Option<f64>,
}

/// What hills are to a surface, dales are to its negative.
struct Half {
    regions: usize,
    /// Heights of the peaks above the mean, falling.
    peaks_mm: Vec<f64>,
    mean_area_mm2: Option<f64>,
    mean_volume_mm3: Option<f64>,
    curvature: Option<f64>,
}

impl Features {
    /// Of the measured cells, with hills and dales pruned (Wolf) that rise less than `prune_mm` above their pass. Neighbours are all eight. A
    /// region that touches the border or a cell that was not measured is open and counts for the number of peaks, not for areas and
    /// volumes.
    pub fn of(map: &HeightMap, prune_mm: f64) -> Self {
        let measured = map.valid().count().max(1) as f64;
        let cell_mm2 = map.pitch_x().mm_per_px() * map.pitch_y().mm_per_px();
        let cells = map.heights_mm().data().iter().zip(map.valid().raster().data());
        let mean = cells
            .filter(|(_, measured)| **measured)
            .map(|(height, _)| *height)
            .sum::<f64>()
            / measured;
        let (hills, dales) = rayon::join(
            || Half::of(map, mean, -1.0, prune_mm),
            || Half::of(map, mean, 1.0, prune_mm),
        );
        Self {
            spd_per_mm2: hills.regions as f64 / (measured * cell_mm2),
            spc_per_mm: hills.curvature,
            s5p_mm: five(&hills.peaks_mm),
            s5v_mm: five(&dales.peaks_mm),
            sda_mm2: dales.mean_area_mm2,
            sha_mm2: hills.mean_area_mm2,
            sdv_mm3: dales.mean_volume_mm3,
            shv_mm3: hills.mean_volume_mm3,
        }
    }

    pub(super) fn named(&self) -> Vec<Parameter> {
        let s10z = self.s5p_mm.zip(self.s5v_mm).map(|(peaks, pits)| peaks + pits);
        let all = [
            ("Spd", Some(self.spd_per_mm2), 1.0, "1/mm2"),
            ("Spc", self.spc_per_mm, 1.0, "1/mm"),
            ("S10z", s10z, UM, "um"),
            ("S5p", self.s5p_mm, UM, "um"),
            ("S5v", self.s5v_mm, UM, "um"),
            ("Sda", self.sda_mm2, 1.0, "mm2"),
            ("Sha", self.sha_mm2, 1.0, "mm2"),
            ("Sdv", self.sdv_mm3, 1.0, "mm3"),
            ("Shv", self.shv_mm3, 1.0, "mm3"),
        ];
        let named = all.into_iter().filter_map(|(name, value, factor, unit)| {
            Some(Parameter {
                name,
                value: factor * value?,
                unit,
            })
        });
        named.collect()
    }
}

fn five(falling: &[f64]) -> Option<f64> {
    let five = falling.get(..TEN_POINTS)?;
    Some(five.iter().sum::<f64>() / TEN_POINTS as f64)
}

impl Half {
    /// The basins of the surface times `sign`: dales for 1, hills for −1.
    fn of(map: &HeightMap, mean: f64, sign: f64, prune_mm: f64) -> Self {
        let heights = map.heights_mm().map(|height| (sign * (height - mean)) as f32);
        let found = watershed(&heights, map.valid(), Connectivity::Eight, prune_mm as f32);
        let open = open(&found, map.valid());
        let height = |x: usize, y: usize| sign * (map.heights_mm()[(x, y)] - mean);
        let mut volumes = vec![0.0; found.basins.len()];
        for y in 0..map.height() {
            for (x, label) in found
                .labels
                .row(y)
                .iter()
                .enumerate()
                .filter(|(_, label)| **label > 0)
            {
                let at = *label as usize - 1;
                if let Some(spill) = found.basins[at].spill_height {
                    volumes[at] += (f64::from(spill) - height(x, y)).max(0.0);
                }
            }
        }
        let cell_mm2 = map.pitch_x().mm_per_px() * map.pitch_y().mm_per_px();
        let closed: Vec<usize> = (0..found.basins.len())
            .filter(|at| !open[*at] && found.basins[*at].spill_height.is_some())
            .collect();
        let mean_of = |of: &dyn Fn(usize) -> f64| {
            let sum: f64 = closed.iter().map(|at| of(*at)).sum();
            (!closed.is_empty()).then(|| sum / closed.len() as f64)
        };
        let mut peaks_mm: Vec<f64> = found
            .basins
            .iter()
            .map(|basin| -height(basin.pit.0, basin.pit.1))
            .collect();
        peaks_mm.sort_by(|a, b| b.total_cmp(a));
        let curvatures: Vec<f64> = found
            .basins
            .iter()
            .filter_map(|basin| curvature(map, sign, basin))
            .collect();
        Self {
            regions: found.basins.len(),
            peaks_mm,
            mean_area_mm2: mean_of(&|at| found.basins[at].area_px as f64 * cell_mm2),
            mean_volume_mm3: mean_of(&|at| volumes[at] * cell_mm2),
            curvature: (!curvatures.is_empty())
                .then(|| curvatures.iter().sum::<f64>() / curvatures.len() as f64),
        }
    }
}

/// Which basins touch the border or a cell that was not measured.
fn open(found: &Watershed, valid: &Mask) -> Vec<bool> {
    let mut open = vec![false; found.basins.len()];
    for y in 0..valid.height() {
        for (x, label) in found
            .labels
            .row(y)
            .iter()
            .enumerate()
            .filter(|(_, label)| **label > 0)
        {
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            let mut around = around.map(|(dx, dy)| valid.raster().get(x as isize + dx, y as isize + dy));
            open[*label as usize - 1] |= around.any(|measured| measured != Some(&true));
        }
    }
    open
}

/// Half the sum of both curvatures at a pit, positive for a hollow; `None` at a border.
fn curvature(map: &HeightMap, sign: f64, basin: &Basin) -> Option<f64> {
    let (x, y) = basin.pit;
    let at = |dx: isize, dy: isize| {
        let (x, y) = (x.checked_add_signed(dx)?, y.checked_add_signed(dy)?);
        (x < map.width() && y < map.height()).then_some(())?;
        map.height_mm(x, y)
    };
    let bend = |before: f64, here: f64, next: f64, pitch: f64| (before - 2.0 * here + next) / (pitch * pitch);
    let here = at(0, 0)?;
    let along = bend(at(-1, 0)?, here, at(1, 0)?, map.pitch_x().mm_per_px());
    let down = bend(at(0, -1)?, here, at(0, 1)?, map.pitch_y().mm_per_px());
    Some(sign * 0.5 * (along + down))
}
