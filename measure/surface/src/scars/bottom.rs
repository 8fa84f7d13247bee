//! The depth at a scar's bottom. A single deepest cell would be the depth and the luck of the noise.

use super::cells::{centre, for_cells};
use super::depth::Extent;
use super::quadratic::Quadratic;
use super::reference::Reference;
use super::scattered::Scattered;
use super::window::Window;
use relief_grid::Mask;
use std::f64::consts::PI;

/// The bottom is what is deeper than this share of the deepest place.
const BOTTOM_SHARE: f64 = 0.87;
/// At least this many cells' distance, so that a quadratic has more cells than terms.
const LEAST_BOTTOM_CELLS: f64 = 2.0;
/// Micro-relief is alike over this length: the texture of facial skin has furrows 0.2 to 0.5 mm apart.
pub(super) const ALIKE_MM: f64 = 0.3;
/// What a quadratic misses at the bottom, as a share of a depth.
const BOTTOM_MISS: f64 = 0.02;
/// Likewise of a scar that comes to a point, which may be rounded or not: a quadratic through the last part of a cone stands 4/15 of that part below
/// its tip. Drawing the tip from the walls instead reads rounded ones too deep by as much.
const POINT_MISS: f64 = 4.0 / 15.0 * (1.0 - BOTTOM_SHARE);
/// Of a cone a fifth of the area within a tenth of its depth is deeper than this share, of a bowl 0.3, of the narrowest boxcar a half.
const POINTED_AT_SHARE: f64 = 0.6;
const POINTED_AREA_SHARE: f64 = 0.38;
/// Ice picks are narrower than 2 mm; wider scars have bottoms that a quadratic follows.
const WIDEST_POINT_MM: f64 = 2.0;

/// The greatest depth along the reference's normal, with its standard error.
pub(super) fn depth(window: &Window, reference: &Reference, found: &Extent) -> (f64, f64) {
    let bottom = found.part_below(BOTTOM_SHARE);
    let radius = (bottom.count() as f64 * window.cell_mm2() / PI).sqrt();
    let wide = radius > LEAST_BOTTOM_CELLS * window.mean_pitch_mm();
    let middle = if wide {
        centre(&bottom)
    } else {
        found.pit.map(|at| at as f64)
    };
    let middle = [0, 1].map(|axis| (middle[axis] - window.pit[axis]) * window.pitch_mm[axis]);
    let cosine = reference.cosine(middle);
    let fitted = floor(window, reference, &bottom, middle, radius);
    let vertical = fitted.unwrap_or(found.depth_mm / cosine);
    let alike = 1.0 + PI * radius * radius / (ALIKE_MM * ALIKE_MM);
    let noise = reference.sigma_mm() / alike.sqrt();
    let base = reference.standard_error(&Quadratic::powers(middle));
    let depth = vertical * cosine;
    let miss = if is_pointed(window, found) {
        POINT_MISS
    } else {
        BOTTOM_MISS
    };
    (depth, (noise.hypot(base) * cosine).hypot(miss * depth))
}

fn is_pointed(window: &Window, found: &Extent) -> bool {
    let outline = found.outline.count() as f64;
    let width_mm = 2.0 * (outline * window.cell_mm2() / PI).sqrt();
    let deep = found.part_below(POINTED_AT_SHARE).count() as f64;
    width_mm < WIDEST_POINT_MM && deep < POINTED_AREA_SHARE * outline
}

/// The vertical depth by a robust quadratic through what is nearly as deep as the deepest place.
fn floor(
    window: &Window,
    reference: &Reference,
    bottom: &Mask,
    middle: [f64; 2],
    radius: f64,
) -> Option<f64> {
    let least = LEAST_BOTTOM_CELLS * window.mean_pitch_mm();
    let mut cells = Scattered::default();
    for_cells(&window.valid, |x, y| {
        let at = window.at_mm(x, y);
        let from = [at[0] - middle[0], at[1] - middle[1]];
        if bottom.get(x, y) || from[0].hypot(from[1]) <= least {
            cells.push(from, reference.height_mm(at) - window.heights_mm[(x, y)]);
        }
    });
    Some(top(&Quadratic::fit(&cells)?, 0.5 * radius))
}

/// The greatest value of a quadratic within `reach` of its centre; that at the centre when it has no top there.
fn top(fit: &Quadratic, reach: f64) -> f64 {
    let t = &fit.terms;
    let determinant = 4.0 * t[3] * t[5] - t[4] * t[4];
    let at = [
        (t[4] * t[2] - 2.0 * t[5] * t[1]) / determinant,
        (t[4] * t[1] - 2.0 * t[3] * t[2]) / determinant,
    ];
    let is_top = determinant > 0.0 && t[3] < 0.0 && at[0].hypot(at[1]) <= reach;
    if is_top { fit.at(at) } else { t[0] }
}
