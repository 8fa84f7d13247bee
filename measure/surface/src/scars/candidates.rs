//! Where scars may be: depressions of the reduced map that are deep and wide enough.

use super::base::Depths;
use super::reduced::Reduced;
use super::settings::ScarSettings;
use relief_grid::components::Connectivity;
use relief_grid::watershed::watershed;
use relief_grid::{Mask, Raster, filter};

/// Smoothing before depressions are looked for: less than half of the narrowest scar's width.
const SMOOTH_MM: f64 = 0.12;
/// A depression reaches to where this many robust standard deviations of the skin are left of its depth, and never deeper than
/// [`SHALLOW_SHARE`] of it.
const FLOOR_SIGMAS: f64 = 2.0;
/// Never less than this.
const LEAST_FLOOR_MM: f64 = 0.03;
/// Two depressions are two when the pass between them is this much shallower than the shallower of them.
const PASS_MM: f64 = 0.05;
/// What remains of a depression's depth at the edge of its half.
const HALF: f32 = 0.5;
/// A depression is looked at when it has this share of the least depth on the reduced map, which flattens narrow ones.
const SEEN_SHARE: f64 = 0.5;
/// Longer than this many times its width it is a furrow.
const MOST_ELONGATED: f64 = 4.5;

/// A depression of the reduced map.
pub(super) struct Candidate {
    /// Its cells in [`Candidates::labels`].
    pub(super) label: u32,
    /// Blocks: first and last column, first and last row.
    pub(super) columns: [usize; 2],
    pub(super) rows: [usize; 2],
    /// The deepest block.
    pub(super) pit: [usize; 2],
}

/// All of them, with the blocks of each.
pub(super) struct Candidates {
    pub(super) found: Vec<Candidate>,
    /// Nought where there is none.
    pub(super) labels: Raster<u32>,
    /// The map's cells in a block along x and along y.
    pub(super) block: [usize; 2],
}

/// What is counted of each basin.
#[derive(Clone)]
struct Extent {
    columns: [usize; 2],
    rows: [usize; 2],
    /// Blocks deeper than half: count, and sums of x, y, x², y² and xy.
    half: [f64; 6],
}

pub(super) fn candidates(reduced: &Reduced, depths: &Depths, settings: &ScarSettings) -> Candidates {
    let pitch = reduced.mean_pitch_mm();
    let (smooth, _) = filter::gaussian_masked(&depths.depth_mm, &reduced.valid, SMOOTH_MM / pitch);
    let floor = (FLOOR_SIGMAS * depths.sigma_mm).max(LEAST_FLOOR_MM) as f32;
    let below = Mask::from_fn(smooth.width(), smooth.height(), |x, y| {
        reduced.valid.get(x, y) && smooth[(x, y)] > floor
    });
    let basins = watershed(
        &smooth.map(|depth| -depth),
        &below,
        Connectivity::Eight,
        PASS_MM as f32,
    );
    let blank = Extent {
        columns: [usize::MAX, 0],
        rows: [usize::MAX, 0],
        half: [0.0; 6],
    };
    let mut extents = vec![blank; basins.basins.len()];
    for y in 0..smooth.height() {
        for (x, label) in basins
            .labels
            .row(y)
            .iter()
            .enumerate()
            .filter(|(_, label)| **label > 0)
        {
            let at = *label as usize - 1;
            let deepest = -basins.basins[at].pit_height;
            extents[at].add([x, y], smooth[(x, y)] > HALF * deepest);
        }
    }
    let deep_enough = (SEEN_SHARE * settings.least_depth_mm) as f32;
    let mut labels = basins.labels;
    let mut found = Vec::new();
    let mut kept = vec![0; extents.len()];
    for (basin, extent) in basins.basins.iter().zip(&extents) {
        let shape = extent.half_axes_mm(reduced.pitch_mm);
        let furrow = shape[1] > MOST_ELONGATED * shape[0];
        if -basin.pit_height < deep_enough || furrow {
            continue;
        }
        let label = found.len() as u32 + 1;
        kept[basin.label as usize - 1] = label;
        found.push(Candidate {
            label,
            columns: extent.columns,
            rows: extent.rows,
            pit: [basin.pit.0, basin.pit.1],
        });
    }
    for label in labels.data_mut().iter_mut().filter(|label| **label > 0) {
        *label = kept[*label as usize - 1];
    }
    Candidates {
        found,
        labels,
        block: reduced.block,
    }
}

impl Extent {
    fn add(&mut self, [x, y]: [usize; 2], half: bool) {
        self.columns = [self.columns[0].min(x), self.columns[1].max(x)];
        self.rows = [self.rows[0].min(y), self.rows[1].max(y)];
        if half {
            let (x, y) = (x as f64, y as f64);
            for (sum, term) in self.half.iter_mut().zip([1.0, x, y, x * x, y * y, x * y]) {
                *sum += term;
            }
        }
    }

    /// Half axes of the ellipse with the half's second moments, the shorter first. One block counts as one block wide.
    fn half_axes_mm(&self, pitch_mm: [f64; 2]) -> [f64; 2] {
        let [n, x, y, xx, yy, xy] = self.half;
        if n == 0.0 {
            return [0.0; 2];
        }
        let (mx, my) = (x / n, y / n);
        // A block's own second moment is a twelfth.
        let vx = (xx / n - mx * mx + 1.0 / 12.0) * pitch_mm[0].powi(2);
        let vy = (yy / n - my * my + 1.0 / 12.0) * pitch_mm[1].powi(2);
        let vxy = (xy / n - mx * my) * pitch_mm[0] * pitch_mm[1];
        let mean = 0.5 * (vx + vy);
        let apart = (0.25 * (vx - vy).powi(2) + vxy * vxy).sqrt();
        [mean - apart, mean + apart].map(|variance| 2.0 * variance.max(0.0).sqrt())
    }
}
