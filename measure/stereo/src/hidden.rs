//! What relief hides of the lamps.
//!
//! A wall that turns away from a lamp or lies in another wall's shadow shows less of its slope than it has, so that deep and narrow scars come out too shallow. Heights that were found tell which lamps a
//! pixel does not see: these lose weight, and what they miss of Lambert's law is put back, as the heights predict it. Where many lamps are seen they alone tell the slope; at the bottom of a deep pit, which
//! none reaches, the slope stays what it was.

use crate::lamps::{Depth, Lamps, sight};
use crate::reflectance::entering;
use crate::set::{View, dot, norm};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// One lamp at one pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hidden {
    /// The share of the lamp that is seen, from 0 to 1; none from behind.
    pub(crate) visible: f32,
    /// What is missing of Lambert's law, for an albedo of one: what shadows take; below zero on a wall that looks away, for which the law has a negative number and the picture none.
    pub(crate) missing: f32,
}

/// What skin at `depth` hides of each lamp.
pub(crate) fn hidden(lamps: &Lamps, view: &View, depth: &Depth, valid: &Mask) -> Vec<Raster<Hidden>> {
    let points = Points { depth, view };
    let normals = Raster::from_fn(depth.width(), depth.height(), |x, y| points.normal(x, y, valid));
    let towards = lamps.middle();
    (0..lamps.count())
        .into_par_iter()
        .map(|lamp| {
            let lit = lit(depth, valid, towards[lamp], view.mm_per_px());
            Raster::from_fn(depth.width(), depth.height(), |x, y| {
                let ray = lamps.ray(lamp, x, y, depth[(x, y)]);
                let cosine = dot(normals[(x, y)].map(f64::from), ray.toward);
                let visible = if cosine > 0.0 { lit[(x, y)] } else { 0.0 };
                let missing = match 1.0 - f64::from(visible) {
                    0.0 => 0.0,
                    share => share * ray.brightness * cosine * entering(cosine),
                };
                Hidden {
                    visible,
                    missing: missing as f32,
                }
            })
        })
        .collect()
}

struct Points<'a> {
    depth: &'a Depth,
    view: &'a View,
}

impl Points<'_> {
    fn at(&self, x: usize, y: usize) -> [f64; 3] {
        let depth = self.depth[(x, y)];
        match self.view {
            View::Orthographic { mm_per_px } => [x as f64 * mm_per_px, y as f64 * mm_per_px, depth],
            View::Perspective(_) => sight(self.view, x as f64, y as f64).map(|v| depth * v),
        }
    }

    /// The normal from both neighbours along each axis, or from one where the other was not measured.
    fn normal(&self, x: usize, y: usize, valid: &Mask) -> [f32; 3] {
        if !valid.get(x, y) {
            return [0.0, 0.0, -1.0];
        }
        let between = |a: [f64; 3], b: [f64; 3]| -> [f64; 3] { std::array::from_fn(|i| b[i] - a[i]) };
        let seen = |x: usize, y: usize| x < valid.width() && y < valid.height() && valid.get(x, y);
        let (left, right) = (
            if x > 0 && seen(x - 1, y) { x - 1 } else { x },
            if seen(x + 1, y) { x + 1 } else { x },
        );
        let (above, below) = (
            if y > 0 && seen(x, y - 1) { y - 1 } else { y },
            if seen(x, y + 1) { y + 1 } else { y },
        );
        let along = between(self.at(left, y), self.at(right, y));
        let down = between(self.at(x, above), self.at(x, below));
        let cross = [
            along[1] * down[2] - along[2] * down[1],
            along[2] * down[0] - along[0] * down[2],
            along[0] * down[1] - along[1] * down[0],
        ];
        let length = norm(cross);
        if length > 0.0 {
            // Along a row, then down a column: their product points into the scene.
            cross.map(|v| (-v / length) as f32)
        } else {
            [0.0, 0.0, -1.0]
        }
    }
}

/// Over so many mm of height the edge of a shadow fades: half of a pixel's share at usual angles.
const PENUMBRA_MM: f64 = 0.02;

/// How much of a distant lamp each pixel sees past the relief between, from 0 to 1. One sweep from the lamp's side carries the height of the shadow along: it sinks by the
/// light's slope from pixel to pixel and is lifted by what stands in the light.
fn lit(depth: &Depth, valid: &Mask, toward: [f64; 3], mm_per_px: f64) -> Raster<f32> {
    let (width, height) = (depth.width(), depth.height());
    let along = toward[0].hypot(toward[1]);
    let mut lit = Raster::filled(width, height, 1.0f32);
    if along < 1e-6 {
        return lit;
    }
    let by_rows = toward[1].abs() >= toward[0].abs();
    let (main, side) = if by_rows {
        (toward[1], toward[0])
    } else {
        (toward[0], toward[1])
    };
    let (lines, cells) = if by_rows { (height, width) } else { (width, height) };
    let lean = side / main.abs();
    let drop_mm = -toward[2] / along * mm_per_px * (1.0 + lean * lean).sqrt();
    let at = |line: usize, cell: usize| if by_rows { (cell, line) } else { (line, cell) };
    let mut shadow = vec![f64::NEG_INFINITY; cells];
    for step in 0..lines {
        let line = if main > 0.0 { lines - 1 - step } else { step };
        let carried: Vec<f64> = (0..cells)
            .map(|cell| between(&shadow, cell as f64 + lean) - drop_mm)
            .collect();
        for (cell, carried) in carried.into_iter().enumerate() {
            let at = at(line, cell);
            if !valid.get(at.0, at.1) {
                shadow[cell] = carried;
                continue;
            }
            let here = -depth[at];
            let clear = ((here - carried) / PENUMBRA_MM + 0.5).clamp(0.0, 1.0);
            lit[at] = clear as f32;
            shadow[cell] = here.max(carried);
        }
    }
    lit
}

/// A line of heights between its cells; nothing stands beyond its ends.
fn between(line: &[f64], at: f64) -> f64 {
    let below = at.floor();
    if below < 0.0 || below + 1.0 >= line.len() as f64 {
        return f64::NEG_INFINITY;
    }
    let (share, i) = (at - below, below as usize);
    let (a, b) = (line[i], line[i + 1]);
    // Nothing on one side only: the other side counts.
    if a.is_finite() && b.is_finite() {
        a + share * (b - a)
    } else {
        a.max(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_throws_a_shadow_as_long_as_its_height_over_the_lights_slope() {
        // A wall of 1 mm at x = 40 (nearer to the camera: less depth), light from the right at 45°.
        let depth = Raster::from_fn(100, 60, |x, _| if x == 40 { -1.0 } else { 0.0 });
        let valid = Mask::filled(100, 60, true);
        let slant = std::f64::consts::FRAC_1_SQRT_2;
        let lit_row = lit(&depth, &valid, [slant, 0.0, -slant], 0.1);
        let dark: Vec<usize> = (0..100).filter(|x| lit_row[(*x, 30)] < 0.5).collect();
        assert_eq!((dark.first(), dark.last()), (Some(&31), Some(&39)));
        let aslant = lit(&depth, &valid, [0.5, 0.5, -slant], 0.1);
        let dark = (0..100).filter(|x| aslant[(*x, 20)] < 0.5).count();
        // Along x the light comes by half of √½ to √½ of slope: the shadow is shorter by √2.
        assert!((6..=7).contains(&dark), "{dark}");
    }

    #[test]
    fn level_skin_hides_nothing_and_a_wall_that_looks_away_all_of_a_lamp() {
        let view = View::Orthographic { mm_per_px: 0.1 };
        let lamps = Lamps::new([crate::Light::Distant([0.6, 0.0, -0.8])], view);
        let seen = |depth: Depth| hidden(&lamps, &view, &depth, &Mask::filled(20, 20, true))[0][(10, 10)];
        let level = seen(Raster::filled(20, 20, 0.0));
        assert_eq!((level.visible, level.missing), (1.0, 0.0));
        // Rising to the right at 60°, from where the lamp shines at 53° above: its cosine is 0.6 (−sin 60°) + 0.8 cos 60° = −0.12.
        let wall = seen(Raster::from_fn(20, 20, |x, _| -0.1 * 3f64.sqrt() * x as f64));
        assert_eq!(wall.visible, 0.0);
        let law = -0.119_615 * entering(0.0);
        assert!((f64::from(wall.missing) - law).abs() < 1e-5, "{wall:?} {law}");
    }
}
