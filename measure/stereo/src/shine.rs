//! What the skin's surface reflects of each lamp, from its normals.
//!
//! Normals come from light that shine is a part of. Where little else comes back, in a mole, they follow the highlights, and shine that is computed from them lies elsewhere than the shine that
//! is there: each round is farther off. Where shine outweighs that light several times more than it does elsewhere, the skin around tells which way the surface faces.

use crate::lamps::{Depth, Lamps};
use crate::light::{Light, MIX};
use crate::normals::Normals;
use crate::reduce::block_means;
use crate::reflectance::{Gloss, bisector};
use crate::set::{dot, norm};
use rayon::prelude::*;
use relief_grid::{Mask, Raster, filter};

/// Skin around faces as its mean over so many mm does (standard deviation): moles are narrower, a cheek hardly bends over it.
const AROUND_MM: f64 = 2.0;
/// The mean is computed on cells of this size.
const CELL_MM: f64 = 0.4;
/// Normals are not followed where the doubt that shine leaves is so many times the skin's median: a mole sends back a fifth to a third of what the skin around does.
const MOLE: f64 = 3.0;
/// Pixels between those that tell the median, along x and along y.
const SPARSE: usize = 16;

/// The light that the surface reflects of each lamp.
pub(crate) fn shine(
    light: &Light,
    gloss: Gloss,
    normals: &Normals,
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
    let limit = MOLE
        * median_doubt(normals, lamps.count(), |x, y, spare| {
            pixel(x, y).doubt(around.normal(x, y), spare)
        });
    let rows: Vec<Vec<f32>> = (0..height)
        .into_par_iter()
        .map(|y| {
            let mut row = vec![0.0; width * lamps.count()];
            for (x, to) in row.chunks_exact_mut(lamps.count()).enumerate() {
                if normals.valid.get(x, y) {
                    pixel(x, y).shine(normals.normal[(x, y)], around.normal(x, y), limit, to);
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
    fn shine(&self, own: [f32; 3], around: [f64; 3], limit: f64, to: &mut [f32]) {
        let share = self.doubt(around, to) / limit.max(f64::MIN_POSITIVE);
        let sure = 1.0 / (1.0 + share.powi(4));
        let both: [f64; 3] = std::array::from_fn(|i| sure * f64::from(own[i]) + (1.0 - sure) * around[i]);
        let length = norm(both).max(f64::MIN_POSITIVE);
        self.of(both.map(|v| v / length), to);
    }

    /// The share of the light that shine leaves unknown if the surface faces along `normal`: root mean square over the lamps.
    fn doubt(&self, normal: [f64; 3], spare: &mut [f32]) -> f64 {
        self.of(normal, spare);
        let squares = spare
            .iter()
            .map(|shine| f64::from(self.gloss.unsure(*shine)).powi(2));
        let mean_square = squares.sum::<f64>() / spare.len() as f64;
        mean_square.sqrt() / self.brightness().max(f64::MIN_POSITIVE)
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

    /// The mean brightness under all lamps.
    fn brightness(&self) -> f64 {
        let frames = &self.light.colours;
        let sum: f32 = frames
            .iter()
            .map(|frame| (0..3).map(|i| MIX[i] * frame[self.at][i]).sum::<f32>())
            .sum();
        f64::from(sum) / frames.len() as f64
    }
}

fn median_doubt(normals: &Normals, lamps: usize, doubt: impl Fn(usize, usize, &mut [f32]) -> f64) -> f64 {
    let mut spare = vec![0.0; lamps];
    let mut doubts = Vec::new();
    for y in (0..normals.valid.height()).step_by(SPARSE) {
        for x in (0..normals.valid.width()).step_by(SPARSE) {
            if normals.valid.get(x, y) {
                doubts.push(doubt(x, y, &mut spare));
            }
        }
    }
    doubts.sort_by(f64::total_cmp);
    doubts.get(doubts.len() / 2).copied().unwrap_or(0.0)
}

/// How the skin around each pixel faces.
struct Around {
    /// Sums of normals times albedo, so that dark skin counts little.
    sums: [Raster<f32>; 3],
    cell: usize,
}

impl Around {
    fn of(normals: &Normals, pitch_mm: f64) -> Self {
        let (width, height) = (normals.normal.width(), normals.normal.height());
        let cell = ((CELL_MM / pitch_mm) as usize).clamp(1, width.min(height).max(1));
        let scaled = Raster::from_fn(width, height, |x, y| {
            let albedo = if normals.valid.get(x, y) {
                normals.albedo[(x, y)]
            } else {
                0.0
            };
            normals.normal[(x, y)].map(|v| albedo * v)
        });
        let means = block_means(&scaled, cell);
        let everywhere = Mask::filled(means.width(), means.height(), true);
        let sigma = AROUND_MM / (pitch_mm * cell as f64);
        let sums = [0, 1, 2].map(|i| filter::gaussian_masked(&means.map(|v| v[i]), &everywhere, sigma).0);
        Self { sums, cell }
    }

    fn normal(&self, x: usize, y: usize) -> [f64; 3] {
        // The last cells may be cut off.
        let at = (
            (x / self.cell).min(self.sums[0].width() - 1),
            (y / self.cell).min(self.sums[0].height() - 1),
        );
        let sum = self.sums.each_ref().map(|sum| f64::from(sum[at]));
        let length = norm(sum).max(f64::MIN_POSITIVE);
        sum.map(|v| v / length)
    }
}
