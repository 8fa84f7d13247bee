//! What the skin's surface reflects of each lamp, from its normals.
//!
//! Normals come from light that shine is a part of. Where little else comes back, in a mole, they follow the highlights, and shine that is computed from them lies elsewhere than the shine that
//! is there: each round is farther off. Where shine outweighs that light several times more than it does elsewhere, the skin around tells which way the surface faces.

mod around;

use crate::lamps::{Depth, Lamps};
use crate::light::{Light, MIX};
use crate::normals::Facing;
use crate::reflectance::{Gloss, bisector};
use crate::set::{dot, norm};
use around::Around;
use rayon::prelude::*;
use relief_grid::Raster;

/// Normals are not followed where the doubt that shine leaves is so many times the skin's median: a mole sends back a fifth to a third of what the skin around does.
const MOLE: f64 = 3.0;
/// Pixels between those that tell the median, along x and along y.
const SPARSE: usize = 16;

/// The light that the surface reflects of each lamp.
pub(crate) fn shine(
    light: &Light,
    gloss: Gloss,
    normals: &Facing,
    lamps: &Lamps,
    depth: &Depth,
) -> Vec<Raster<f32>> {
    let (width, height) = (light.skin.width(), light.skin.height());
    let mut shine = vec![Raster::filled(width, height, 0.0f32); lamps.count()];
    if gloss.strength == 0.0 {
        return shine;
    }
    let around = Around::of(normals, light.view.mm_per_px());
    let pixel = |x: usize, y: usize| Pixel {
        light,
        gloss,
        lamps,
        at: (x, y),
        depth_mm: depth[(x, y)],
    };
    // The skin around faces alike all over a cell, so that one pixel of it tells how it shines.
    let of_around = Raster::from_fn(around.cells()[0], around.cells()[1], |x, y| {
        let (normal, mut shine) = (around.normal([x, y]), vec![0.0; lamps.count()]);
        let [middle_x, middle_y] = around.middle([x, y]);
        pixel(middle_x, middle_y).of(normal, &mut shine);
        (normal, shine)
    });
    let cell = |x: usize, y: usize| &of_around[around.cell(x, y)];
    let doubt = |x: usize, y: usize| pixel(x, y).doubt(&cell(x, y).1);
    let limit = MOLE * median_doubt(normals, doubt);
    let rows: Vec<Vec<f32>> = (0..height)
        .into_par_iter()
        .map(|y| {
            let mut row = vec![0.0; width * lamps.count()];
            for (x, to) in row.chunks_exact_mut(lamps.count()).enumerate() {
                if normals.valid.get(x, y) {
                    let share = doubt(x, y) / limit.max(f64::MIN_POSITIVE);
                    pixel(x, y).shine(normals.normal[(x, y)], cell(x, y).0, share, to);
                }
            }
            row
        })
        .collect();
    for (y, row) in rows.iter().enumerate() {
        for (lamp, shine) in shine.iter_mut().enumerate() {
            for (to, of_pixel) in shine.row_mut(y).iter_mut().zip(row.chunks_exact(lamps.count())) {
                *to = of_pixel[lamp];
            }
        }
    }
    shine
}

/// One pixel and its lamps.
struct Pixel<'a> {
    light: &'a Light,
    gloss: Gloss,
    lamps: &'a Lamps,
    at: (usize, usize),
    depth_mm: f64,
}

impl Pixel<'_> {
    /// Of a surface that faces as its `own` normal says, the more the smaller the `share` of what may be doubted.
    fn shine(&self, own: [f32; 3], around: [f64; 3], share: f64, to: &mut [f32]) {
        let sure = 1.0 / (1.0 + share.powi(4));
        let both: [f64; 3] = std::array::from_fn(|i| sure * f64::from(own[i]) + (1.0 - sure) * around[i]);
        let length = norm(both).max(f64::MIN_POSITIVE);
        self.of(both.map(|v| v / length), to);
    }

    /// The share of the light that is unknown if the surface shines as the skin around would: root mean square over the lamps that may be used here.
    fn doubt(&self, of_around: &[f32]) -> f64 {
        let (mut squares, mut sum, mut lamps) = (0.0, 0.0, 0.0);
        let frames = self.light.colours.iter().zip(&self.light.usable);
        for (shine, (frame, usable)) in of_around.iter().zip(frames) {
            if usable.get(self.at.0, self.at.1) {
                let seen = frame[self.at];
                squares += f64::from(self.gloss.unsure(*shine)).powi(2);
                sum += (0..3).map(|i| f64::from(MIX[i] * seen[i])).sum::<f64>();
                lamps += 1.0;
            }
        }
        (squares * lamps).sqrt() / sum.max(f64::MIN_POSITIVE)
    }

    /// Of a surface that faces along `normal`.
    fn of(&self, normal: [f64; 3], to: &mut [f32]) {
        let (x, y) = self.at;
        let to_camera = self.lamps.to_camera(x, y);
        for (lamp, to) in to.iter_mut().enumerate() {
            let ray = self.lamps.ray(lamp, x, y, self.depth_mm);
            let half = bisector(ray.toward, to_camera);
            *to = (ray.brightness * self.gloss.light(dot(normal, half))) as f32;
        }
    }
}

fn median_doubt(normals: &Facing, doubt: impl Fn(usize, usize) -> f64) -> f64 {
    let mut doubts = Vec::new();
    for y in (0..normals.valid.height()).step_by(SPARSE) {
        for x in (0..normals.valid.width()).step_by(SPARSE) {
            if normals.valid.get(x, y) {
                doubts.push(doubt(x, y));
            }
        }
    }
    doubts.sort_by(f64::total_cmp);
    // A limit that nobody knows trusts the normals.
    doubts.get(doubts.len() / 2).copied().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normals::{Shown, Weighing, fit};
    use crate::set::View;
    use relief_grid::Mask;

    const LAMPS: [[f64; 3]; 4] = [
        [0.6, 0.0, -0.8],
        [-0.6, 0.0, -0.8],
        [0.0, 0.6, -0.8],
        [0.0, -0.6, -0.8],
    ];
    const GLOSS: Gloss = Gloss {
        roughness: 0.3,
        strength: 0.05,
    };
    /// Pixels from the mole's left to its right.
    const MOLE_PX: std::ops::Range<usize> = 90..110;

    /// Level skin with a dark mole, each lamp's shine on it, and the normals of it all.
    fn shown() -> (Light, Lamps, Facing) {
        let (width, height) = (200, 120);
        let view = View::Orthographic { mm_per_px: 0.1 };
        let lamps = Lamps::new(LAMPS.map(crate::Light::Distant), view);
        let level = [0.0, 0.0, -1.0];
        let colours = LAMPS
            .iter()
            .map(|direction| {
                let shine = GLOSS.light(dot(level, bisector(*direction, level))) as f32;
                Raster::from_fn(width, height, |x, y| {
                    let dark = MOLE_PX.contains(&x) && (50..70).contains(&y);
                    let albedo = if dark { 0.02 } else { 0.3 };
                    [albedo * 0.8 + shine; 3]
                })
            })
            .collect();
        let everywhere = Mask::filled(width, height, true);
        let light = Light {
            colours,
            usable: vec![everywhere.clone(); LAMPS.len()],
            skin: everywhere.clone(),
            view,
        };
        let shown = Shown {
            frames: &light.mixed(),
            usable: &light.usable,
        };
        let depth = Raster::filled(width, height, 0.0);
        let normals = fit(shown, &lamps, &depth, &everywhere, Weighing::Alike);
        (light, lamps, normals.facing)
    }

    #[test]
    fn a_mole_shines_as_the_skin_around_faces_and_other_skin_as_it_does_itself() {
        let (light, lamps, mut normals) = shown();
        // Highlights have turned the mole's normals to where they mirror the first lamp, and so is one pixel of other skin.
        let tilted = [0.316_227_77, 0.0, -0.948_683_3];
        for y in 50..70 {
            for x in MOLE_PX {
                normals.normal[(x, y)] = tilted;
            }
        }
        normals.normal[(30, 30)] = tilted;
        let found = shine(&light, GLOSS, &normals, &lamps, &Raster::filled(200, 120, 0.0));
        let of =
            |normal: [f64; 3], lamp: usize| GLOSS.light(dot(normal, bisector(LAMPS[lamp], [0.0, 0.0, -1.0])));
        let (level, own) = (of([0.0, 0.0, -1.0], 0), of(tilted.map(f64::from), 0));
        // The mole itself is a sixteenth of what is seen around it, by its albedo, and turns that by 0.02 rad; the lobe's flank makes an eighth of it.
        let near = |found: f32, expected: f64| (f64::from(found) / expected - 1.0).abs() < 0.2;
        assert!(own > 3.0 * level, "{own} {level}");
        assert!(
            near(found[0][(100, 60)], level),
            "{} for {level}",
            found[0][(100, 60)]
        );
        assert!(near(found[0][(30, 30)], own), "{} for {own}", found[0][(30, 30)]);
        assert!(near(found[0][(150, 90)], level));
    }

    #[test]
    fn skin_without_gloss_does_not_shine() {
        let (light, lamps, normals) = shown();
        let found = shine(
            &light,
            Gloss::NONE,
            &normals,
            &lamps,
            &Raster::filled(200, 120, 0.0),
        );
        assert!(
            found
                .iter()
                .all(|frame| frame.data().iter().all(|value| *value == 0.0))
        );
    }
}
