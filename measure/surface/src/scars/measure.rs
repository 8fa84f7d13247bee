//! The geometry of one scar.

use super::bottom::{ALIKE_MM, depth};
use super::cells::{centre, for_cells};
use super::depth::{Extent, extent};
use super::footprint::Footprint;
use super::outline::border_cells;
use super::quadratic::Quadratic;
use super::reference::Reference;
use super::scar::Scar;
use super::settings::ScarSettings;
use super::shape::{Shape, ellipse_mm, type_of};
use super::undulation::Undulation;
use super::window::Window;
use nalgebra::Vector6;
use relief_estimate::Estimate;
use relief_grid::{Mask, Raster};
use std::f64::consts::PI;

/// Rounds of reference, outline and again.
const ROUNDS: usize = 5;
/// A depression that has less than this share of the least depth or width after the first round does not gain the rest in the others, and is left out at
/// once: most candidates are pores.
const HOPELESS: f64 = 0.5;
/// What is not known of where a foot ends, as a share of a volume.
const FOOT_SHARE: f64 = 0.015;
/// How far levels move an outline, as a share of an area: a tenth of the depth is measured with the depth's own uncertainty.
const OUTLINE_MISS: f64 = 0.02;
/// The wall is what lies between these shares of the depth.
const WALL_SHARES: [f64; 2] = [0.2, 0.8];

/// A scar of which more than this share of the border is where the map ends or was not measured is left out.
const MOST_CUT: f64 = 0.05;

/// Measures what a window shows; `None` when it is no depression, seen closely.
pub(super) fn measure(window: &Window, undulation: &Undulation, settings: &ScarSettings) -> Option<Scar> {
    let mut reference = Reference::fit(window, &window.seed)?;
    let mut found = extent(window, &reference, &window.seed)?;
    let width_mm = ellipse_mm(&found.outline, window.pitch_mm)[0];
    if found.depth_mm < HOPELESS * settings.least_depth_mm || width_mm < HOPELESS * settings.least_width_mm {
        return None;
    }
    for _ in 1..ROUNDS {
        reference = Reference::fit(window, &found.foot)?;
        let next = extent(window, &reference, &found.foot)?;
        let settled = next.foot == found.foot;
        found = next;
        if settled {
            break;
        }
    }
    if is_cut(&found) {
        return None;
    }
    let cell_mm2 = window.cell_mm2();
    let (depth_mm, depth_error) = depth(window, &reference, &found);
    let (volume_mm3, volume_error) = volume(window, &reference, &found.foot, Some(&found.smooth_mm));
    let foot_mm2 = found.foot.count() as f64 * cell_mm2;
    let [mean_mm, middle_mm] = undulation.errors_mm((foot_mm2 / PI).sqrt());
    let (depth_error, volume_error) = (depth_error.max(middle_mm), volume_error.max(mean_mm * foot_mm2));
    let cosine = reference.cosine(window.at_mm(found.pit[0], found.pit[1]));
    let area_mm2 = found.outline.count() as f64 * cell_mm2 / cosine;
    let [width_mm, length_mm] = ellipse_mm(&found.outline, window.pitch_mm);
    let edge = edge_error_mm(window, &reference, &found);
    let slope = wall_slope_deg(window, &found);
    let shape = Shape {
        width_mm,
        fill: fill(window, &reference, &found, depth_mm / cosine),
        slope_deg: slope,
    };
    let (scar_type, confidence) = type_of(&shape);
    let centre = centre(&found.outline);
    let on_map = |[x, y]: [f64; 2]| {
        [
            (x + window.first[0] as f64) * window.pitch_mm[0],
            (y + window.first[1] as f64) * window.pitch_mm[1],
        ]
    };
    let outline: Vec<[f64; 2]> = border_cells(&found.outline).into_iter().map(on_map).collect();
    let footprint = |mask: Mask| Footprint {
        first: window.first,
        pitch_mm: window.pitch_mm,
        mask,
    };
    let estimate = |value: f64, error: f64| Estimate::from_standard_error(value, error).ok();
    let perimeter = PI * (width_mm + length_mm) / 2.0;
    Some(Scar {
        scar_type,
        confidence,
        centre_mm: on_map(centre),
        outline_mm: outline,
        depth_mm: estimate(depth_mm, depth_error)?,
        width_mm: estimate(width_mm, 2.0 * edge)?,
        length_mm: estimate(length_mm, 2.0 * edge)?,
        area_mm2: estimate(area_mm2, (perimeter * edge).hypot(OUTLINE_MISS * area_mm2))?,
        volume_mm3: estimate(volume_mm3, volume_error)?,
        wall_slope_deg: estimate(slope, slope_error_deg(slope, depth_mm, depth_error))?,
        outline: footprint(found.outline),
        foot: footprint(found.foot),
    })
}

/// The volume below the reference within the foot, with its standard error. Cells that were not measured take the smoothed depth of what
/// lies around them, where there is one. Depth along the normal times area along the skin is vertical depth times area in the map.
pub(super) fn volume(
    window: &Window,
    reference: &Reference,
    foot: &Mask,
    smooth_mm: Option<&Raster<f32>>,
) -> (f64, f64) {
    let (mut sum, mut powers, mut cells) = (0.0, Vector6::zeros(), 0.0);
    for_cells(foot, |x, y| {
        let at = window.at_mm(x, y);
        let depth = if window.valid.get(x, y) {
            reference.height_mm(at) - window.heights_mm[(x, y)]
        } else {
            smooth_mm.map_or(f64::NAN, |smooth_mm| f64::from(smooth_mm[(x, y)]))
        };
        if depth.is_finite() {
            sum += depth;
            powers += Quadratic::powers(at);
            cells += 1.0;
        }
    });
    let cell = window.cell_mm2();
    let base = reference.standard_error(&powers) * cell;
    let relief = reference.sigma_mm() * (cells * cell).sqrt() * ALIKE_MM;
    let volume = sum * cell;
    (volume, base.hypot(relief).hypot(FOOT_SHARE * volume))
}

/// How much of the room between the outline's level and the deepest place a scar takes, within its outline. What lies above the level does not
/// count: where micro-relief raises it the shape is still told.
fn fill(window: &Window, reference: &Reference, found: &Extent, deepest_mm: f64) -> f64 {
    let (mut sum, mut cells) = (0.0, 0.0);
    for_cells(&found.outline.and(&window.valid), |x, y| {
        sum += reference.height_mm(window.at_mm(x, y)) - window.heights_mm[(x, y)] - found.level_mm;
        cells += 1.0;
    });
    sum / (f64::max(cells, 1.0) * (deepest_mm - found.level_mm).max(f64::MIN_POSITIVE))
}

/// How far an outline may lie from where it is drawn: its height's uncertainty over the slope there, and half a cell.
fn edge_error_mm(window: &Window, reference: &Reference, found: &Extent) -> f64 {
    let slope = slope_at_edge(window, found).max(0.02);
    let height = reference.sigma_mm() / (found.outline.count() as f64).powf(0.25).max(1.0);
    (height / slope).hypot(0.5 * window.mean_pitch_mm())
}

fn slope_at_edge(window: &Window, found: &Extent) -> f64 {
    let deepest = f64::from(found.smooth_mm[(found.pit[0], found.pit[1])]);
    mean_slope(window, found, [0.05 * deepest, 0.2 * deepest])
}

/// The mean slope of the wall, in degrees.
fn wall_slope_deg(window: &Window, found: &Extent) -> f64 {
    let deepest = f64::from(found.smooth_mm[(found.pit[0], found.pit[1])]);
    mean_slope(window, found, WALL_SHARES.map(|share| share * deepest))
        .atan()
        .to_degrees()
}

/// A slope is as uncertain as the depth over the wall's width.
fn slope_error_deg(slope_deg: f64, depth_mm: f64, depth_error: f64) -> f64 {
    let tangent = slope_deg.to_radians().tan();
    let error = tangent * depth_error / depth_mm.max(f64::MIN_POSITIVE);
    (error / (1.0 + tangent * tangent)).to_degrees()
}

/// The mean length of the smoothed depth's gradient where it lies between two depths.
fn mean_slope(window: &Window, found: &Extent, [low, high]: [f64; 2]) -> f64 {
    let depth = |x: usize, y: usize| f64::from(found.smooth_mm[(x, y)]);
    let (mut sum, mut count) = (0.0, 0.0);
    for_cells(&found.foot, |x, y| {
        let inside = x > 0 && y > 0 && x + 1 < found.smooth_mm.width() && y + 1 < found.smooth_mm.height();
        if inside && depth(x, y) > low && depth(x, y) < high {
            let along = (depth(x + 1, y) - depth(x - 1, y)) / (2.0 * window.pitch_mm[0]);
            let down = (depth(x, y + 1) - depth(x, y - 1)) / (2.0 * window.pitch_mm[1]);
            if along.is_finite() && down.is_finite() {
                sum += along.hypot(down);
                count += 1.0;
            }
        }
    });
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Whether a part of the outline worth mentioning is where the map ends, or nothing was measured: what is cut off has no depth and no volume that
/// could be told.
fn is_cut(found: &Extent) -> bool {
    let outline = &found.outline;
    let (mut edge, mut cut) = (0.0, 0.0);
    for_cells(outline, |x, y| {
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            let (x, y) = (x as isize + dx, y as isize + dy);
            let known = found.smooth_mm.get(x, y).is_some_and(|depth| !depth.is_nan());
            edge += f64::from(u8::from(outline.raster().get(x, y) != Some(&true)));
            cut += f64::from(u8::from(!known));
        }
    });
    cut > MOST_CUT * edge
}
