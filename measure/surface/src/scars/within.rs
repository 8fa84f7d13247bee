//! A scar measured where another scan saw it, so that before and after are measured on the same skin.

use super::bottom::depth;
use super::depth::{Extent, extent};
use super::hair::Hair;
use super::measure::volume;
use super::reference::Reference;
use super::window::Window;
use relief_estimate::Estimate;
use relief_grid::HeightMap;

/// What a scan shows within a given foot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Within {
    /// The greatest depth; nought or less where nothing is deeper than the skin around.
    pub(crate) depth_mm: Estimate,
    pub(crate) volume_mm3: Estimate,
    /// Where at least a tenth of the depth is left; nought where there is no depth.
    pub(crate) area_mm2: f64,
}

/// Measures what lies within a foot, given by places in mm, against the skin around it that belongs to no other scar; `hair` is the map's. `None` when
/// it lies outside of the map, or too little of the skin around was measured.
pub(crate) fn measure_within(
    map: &HeightMap,
    spans_mm: [[f64; 2]; 2],
    is_foot: impl Fn([f64; 2]) -> bool + Sync,
    is_other: impl Fn([f64; 2]) -> bool + Sync,
    hair: &Hair,
) -> Option<Within> {
    let pitch = [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()];
    let size = [map.width(), map.height()];
    let mut spans = [[0; 2]; 2];
    for axis in 0..2 {
        let last = (size[axis] - 1) as f64;
        let cells = spans_mm[axis].map(|mm| (mm / pitch[axis]).round());
        if cells[1] < 0.0 || cells[0] > last {
            return None;
        }
        spans[axis] = cells.map(|cell| cell.clamp(0.0, last) as usize);
    }
    let place = |x: usize, y: usize| [x as f64 * pitch[0], y as f64 * pitch[1]];
    let window = Window::showing(
        map,
        spans,
        |x, y| is_foot(place(x, y)),
        |x, y| is_other(place(x, y)),
        |x, y| hair.covers_cell(x, y),
    );
    let foot = window.seed.clone();
    (foot.and(&window.valid).count() > 0).then_some(())?;
    let reference = Reference::fit(&window, &foot)?;
    let found = extent(&window, &reference, &foot);
    let smooth = found.as_ref().map(|found: &Extent| &found.smooth_mm);
    let (volume_mm3, volume_error) = volume(&window, &reference, &foot, smooth);
    let (depth_mm, depth_error, area_mm2) =
        found.as_ref().map_or((0.0, reference.sigma_mm(), 0.0), |found| {
            let (depth_mm, error) = depth(&window, &reference, found);
            (
                depth_mm,
                error,
                found.outline.and(&foot).count() as f64 * window.cell_mm2(),
            )
        });
    Some(Within {
        depth_mm: Estimate::from_standard_error(depth_mm, depth_error).ok()?,
        volume_mm3: Estimate::from_standard_error(volume_mm3, volume_error).ok()?,
        area_mm2,
    })
}
