//! How deep the cells of a window lie below a reference, and the extent of the scar that follows.

use super::reference::Reference;
use super::window::Window;
use relief_grid::{Mask, Raster, filter, morphology};

/// Smoothing of depths before an outline is drawn, of narrow scars; nothing is measured on it.
const SMOOTH_MM: f64 = 0.08;
/// Of wide ones, a share of the radius.
const SMOOTH_SHARE: f64 = 0.06;
/// The outline runs where this share of the depth is left: less is lost in micro-relief, more cuts the foot of a gentle scar.
const OUTLINE_SHARE: f64 = 0.1;
/// The wall lies between these shares of the depth.
const WALL_SHARES: [f64; 2] = [0.2, 0.8];
/// How far the foot lies beyond the wall, in widths of the wall: 0.72 where the wall falls as a cosine does, and less for a straight one, where
/// a ring that begins too far out does no harm.
const FOOT_WALLS: f64 = 0.72;
/// The outline never lies within this many robust standard deviations of the smoothed skin.
const OUTLINE_SIGMAS: f64 = 2.0;
/// A scar's extent.
pub(super) struct Extent {
    /// Cells within the outline.
    pub(super) outline: Mask,
    /// The vertical depth at which the outline is drawn.
    pub(super) level_mm: f64,
    /// Cells within the foot, where the depth ends.
    pub(super) foot: Mask,
    /// The deepest smoothed cell.
    pub(super) pit: [usize; 2],
    /// Its smoothed depth along the reference's normal.
    pub(super) depth_mm: f64,
    /// Cells that may belong to the scar.
    allowed: Mask,
    /// Vertical depths in mm below the reference, smoothed; NaN where too little was measured.
    pub(super) smooth_mm: Raster<f32>,
}

/// The extent below a reference, of a scar that has about these cells; `None` when nothing is left below it.
pub(super) fn extent(window: &Window, reference: &Reference, about: &Mask) -> Option<Extent> {
    let depth_mm = reference.depths_mm(window);
    let pitch = window.mean_pitch_mm();
    let radius_mm = (about.count() as f64 * window.cell_mm2() / std::f64::consts::PI).sqrt();
    let sigma_mm = SMOOTH_MM.max(SMOOTH_SHARE * radius_mm);
    let (smooth_mm, known) = filter::gaussian_masked(&depth_mm, &window.valid, sigma_mm / pitch);
    let allowed = window.reach.and(&known);
    let deepest = deepest(&smooth_mm, &window.seed.and(&known))?;
    let deepest_mm = f64::from(smooth_mm[(deepest[0], deepest[1])]);
    let least = OUTLINE_SIGMAS * reference.spread_of(&smooth_mm);
    let at =
        |share: f64, least: f64| part_below(&smooth_mm, &allowed, deepest, (share * deepest_mm).max(least));
    let level_mm = (OUTLINE_SHARE * deepest_mm).max(least);
    let outline = morphology::fill_holes(&at(OUTLINE_SHARE, least)?);
    let [brim, floor] = WALL_SHARES.map(|share| at(share, least));
    let brim = morphology::fill_holes(&brim?);
    let radius = |mask: &Mask| (mask.count() as f64 / std::f64::consts::PI).sqrt();
    let beyond = FOOT_WALLS * (radius(&brim) - floor.as_ref().map_or(0.0, radius));
    let foot = morphology::dilate(&brim, beyond)
        .and_not(&window.others)
        .or(&outline);
    Some(Extent {
        allowed,
        outline,
        level_mm,
        foot,
        pit: deepest,
        depth_mm: deepest_mm * reference.cosine(window.at_mm(deepest[0], deepest[1])),
        smooth_mm,
    })
}

fn deepest(depths: &Raster<f32>, within: &Mask) -> Option<[usize; 2]> {
    let cells = (0..depths.height()).flat_map(|y| (0..depths.width()).map(move |x| [x, y]));
    let allowed = cells.filter(|&[x, y]| within.get(x, y));
    let deepest = allowed.max_by(|a, b| depths[(a[0], a[1])].total_cmp(&depths[(b[0], b[1])]))?;
    (depths[(deepest[0], deepest[1])] > 0.0).then_some(deepest)
}

impl Extent {
    /// The connected cells around the pit that are deeper than a share of it; none where the pit itself is not.
    pub(super) fn part_below(&self, share: f64) -> Mask {
        let deepest_mm = f64::from(self.smooth_mm[(self.pit[0], self.pit[1])]);
        let part = part_below(&self.smooth_mm, &self.allowed, self.pit, share * deepest_mm);
        part.unwrap_or_else(|| Mask::filled(self.allowed.width(), self.allowed.height(), false))
    }
}

/// The connected cells around one that are deeper than a level.
fn part_below(depths: &Raster<f32>, allowed: &Mask, pit: [usize; 2], level_mm: f64) -> Option<Mask> {
    let (width, height) = (allowed.width(), allowed.height());
    let mut part = Mask::filled(width, height, false);
    let below = |x: usize, y: usize| allowed.get(x, y) && f64::from(depths[(x, y)]) > level_mm;
    if !below(pit[0], pit[1]) {
        return None;
    }
    let mut open = vec![pit];
    part.set(pit[0], pit[1], true);
    while let Some([x, y]) = open.pop() {
        let mut visit = |x: usize, y: usize| {
            if x < width && y < height && !part.get(x, y) && below(x, y) {
                part.set(x, y, true);
                open.push([x, y]);
            }
        };
        visit(x.wrapping_sub(1), y);
        visit(x + 1, y);
        visit(x, y.wrapping_sub(1));
        visit(x, y + 1);
    }
    Some(part)
}
