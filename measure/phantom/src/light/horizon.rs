//! How far relief hides a lamp or the sky: the height field's horizon in one direction.

use crate::skin::texels::Texels;

/// Reach of a trace in mm: the shadow of a 1 mm wall under a lamp at 35°.
const REACH_MM: f64 = 1.5;

/// The steepest rise over run, above the form, from texel `(x, y)` in direction `(dx, dy)` (unit, skin axes).
///
/// At least 0 on a plane; steps grow with the distance, as far relief needs less detail.
pub(crate) fn rise(texels: &Texels, x: usize, y: usize, direction: [f64; 2]) -> f64 {
    let relief = &texels.height_mm;
    let pitch = texels.window.pitch_mm;
    let own = f64::from(relief[(x, y)]);
    let mut steepest = f64::NEG_INFINITY;
    let mut distance = 1.0;
    while distance * pitch < REACH_MM {
        let (at_x, at_y) = (
            x as f64 + distance * direction[0],
            y as f64 + distance * direction[1],
        );
        let Some(height) = bilinear(relief, at_x, at_y) else {
            break;
        };
        steepest = steepest.max((height - own) / (distance * pitch));
        distance += (0.15 * distance).max(1.0);
    }
    steepest
}

/// Share of the sky that relief leaves open above a texel, weighted by the cosine.
pub(crate) fn sky(texels: &Texels, x: usize, y: usize) -> f64 {
    const DIRECTIONS: usize = 6;
    let open: f64 = (0..DIRECTIONS)
        .map(|i| {
            let (sin, cos) = (std::f64::consts::TAU * i as f64 / DIRECTIONS as f64).sin_cos();
            let rise = rise(texels, x, y, [cos, sin]).max(0.0);
            // cos² of the horizon's angle.
            1.0 / (1.0 + rise * rise)
        })
        .sum();
    open / DIRECTIONS as f64
}

fn bilinear(raster: &relief_grid::Raster<f32>, x: f64, y: f64) -> Option<f64> {
    if x < 0.0 || y < 0.0 || x >= (raster.width() - 1) as f64 || y >= (raster.height() - 1) as f64 {
        return None;
    }
    let (x0, y0) = (x as usize, y as usize);
    let (fx, fy) = ((x - x0 as f64) as f32, (y - y0 as f64) as f32);
    let (upper, lower) = (raster.row(y0), raster.row(y0 + 1));
    let top = upper[x0] + fx * (upper[x0 + 1] - upper[x0]);
    let bottom = lower[x0] + fx * (lower[x0 + 1] - lower[x0]);
    Some(f64::from(top + fy * (bottom - top)))
}
