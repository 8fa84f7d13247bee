//! What the regions that are left measure.

use super::{
    codes::Code,
    prune::Pruned,
    regions::{Regions, Sense},
};
use relief_grid::HeightMap;

/// One hill or dale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    /// Its highest (lowest) cell.
    pub peak: usize,
    /// Its cells.
    pub cells: usize,
    /// Whether it touches the edge of the map or of what was measured.
    pub open: bool,
    /// The sum over its cells of what stands over its highest saddle (hangs under its lowest).
    pub beyond_saddle_mm: f64,
}

/// The regions that are left, in the order in which their first cells come.
pub(super) fn measure(
    map: &HeightMap,
    sense: Sense,
    codes: &[Code],
    regions: &Regions,
    pruned: &Pruned,
) -> Vec<Region> {
    let mut place = vec![u32::MAX; regions.peaks.len()];
    let mut list: Vec<Region> = Vec::new();
    let mut levels: Vec<f64> = Vec::new();
    for (region, &keeper) in pruned.keeper.iter().enumerate() {
        let keeper = keeper as usize;
        if place[keeper] == u32::MAX {
            place[keeper] = list.len() as u32;
            // Without a neighbour there is no saddle to measure from, and the region is open.
            levels.push(pruned.spill[keeper].unwrap_or(f64::INFINITY));
            list.push(Region {
                peak: regions.peaks[keeper] as usize,
                cells: 0,
                open: false,
                beyond_saddle_mm: 0.0,
            });
        }
        place[region] = place[keeper];
    }
    let mut end = 0;
    // Most cells lie beside one of their own region: so sums wait for memory once for several.
    for run in regions.labels.chunk_by(|label, next| label == next) {
        let cells = end..end + run.len();
        end = cells.end;
        let Some(label) = run[0].checked_sub(1) else {
            continue;
        };
        let at = place[label as usize] as usize;
        let beyond = |height: &f64| (sense.level(*height) - levels[at]).max(0.0);
        let region = &mut list[at];
        region.cells += run.len();
        region.open |= codes[cells.clone()].iter().any(|code| code.is_edge());
        region.beyond_saddle_mm += map.heights_mm().data()[cells].iter().map(beyond).sum::<f64>();
    }
    list
}

/// The mean curvature at a peak, from the second differences along rows and columns, positive where it bends away from the
/// air; `None` where one of the four cells beside it was not measured.
pub(super) fn curvature_per_mm(map: &HeightMap, peak: usize) -> Option<f64> {
    let (x, y) = (peak % map.width(), peak / map.width());
    if x == 0 || y == 0 || x + 1 == map.width() || y + 1 == map.height() {
        return None;
    }
    let here = map.height_mm(x, y)?;
    let bend = |before: f64, after: f64, pitch: f64| (before - 2.0 * here + after) / (pitch * pitch);
    let along_x = bend(
        map.height_mm(x - 1, y)?,
        map.height_mm(x + 1, y)?,
        map.pitch_x().mm_per_px(),
    );
    let along_y = bend(
        map.height_mm(x, y - 1)?,
        map.height_mm(x, y + 1)?,
        map.pitch_y().mm_per_px(),
    );
    Some(-0.5 * (along_x + along_y))
}
