//! What is not explained, and the relief itself, taken apart by wavelength.

use crate::lamps::{Depth, Lamps};
use crate::normals::Normals;
use crate::reflectance::entering;
use crate::set::dot;
use crate::surface::mean;
use relief_grid::{Mask, Raster};

/// Blocks count of which at least this share was measured.
const MEASURED: f64 = 0.75;

/// What the normals leave of one lamp's picture, as a share of the albedo, by how much the lamp counts; and where it is known.
pub(super) fn residual(
    frame: &Raster<f32>,
    usable: &Mask,
    normals: &Normals,
    lamps: &Lamps,
    lamp: usize,
    depth: &Depth,
) -> (Raster<f32>, Raster<f32>) {
    let (width, height) = (frame.width(), frame.height());
    let known = Raster::from_fn(width, height, |x, y| {
        f32::from(u8::from(usable.get(x, y) && normals.facing.valid.get(x, y)))
    });
    let left = Raster::from_fn(width, height, |x, y| {
        if known[(x, y)] == 0.0 {
            return 0.0;
        }
        let ray = lamps.ray(lamp, x, y, depth[(x, y)]);
        let cosine = dot(normals.facing.normal[(x, y)].map(f64::from), ray.toward);
        let albedo = f64::from(normals.facing.albedo[(x, y)]);
        let shade = f64::from(frame[(x, y)]) / ray.brightness / entering(cosine);
        let weight = f64::from(normals.weights[(y * width + x) * lamps.count() + lamp]);
        ((shade / albedo - cosine) * weight.sqrt()) as f32
    });
    (left, known)
}

/// For blocks of one pixel a side, of two, of four and so on: the sum of the squares of their means, and how many blocks there are. `left` is zero where `known` is.
pub(super) fn squares_of_means(mut left: Raster<f32>, mut known: Raster<f32>) -> Vec<[f64; 2]> {
    let mut found = Vec::new();
    let mut whole = 1.0f32;
    while left.width() > 1 && left.height() > 1 {
        let (mut sum, mut blocks) = (0.0, 0.0);
        for (left, known) in left.data().iter().zip(known.data()) {
            if *known >= MEASURED as f32 * whole {
                sum += f64::from(left / known).powi(2);
                blocks += 1.0;
            }
        }
        found.push([sum, blocks]);
        (left, known) = (fourfold(&left), fourfold(&known));
        whole *= 4.0;
    }
    found
}

/// The root mean square of relief by octaves of waves.
pub(super) fn relief_mm(depth: &Depth, valid: &Mask) -> Vec<f64> {
    let middle = mean(depth, valid);
    let known = valid.raster().map(|valid| f32::from(u8::from(*valid)));
    let heights = Raster::from_fn(depth.width(), depth.height(), |x, y| {
        if valid.get(x, y) {
            (depth[(x, y)] - middle) as f32
        } else {
            0.0
        }
    });
    let squares: Vec<f64> = squares_of_means(heights, known)
        .iter()
        .map(|[sum, cells]| sum / cells.max(1.0))
        .collect();
    let wider = squares.iter().skip(1).chain([&0.0]);
    squares
        .iter()
        .zip(wider)
        .map(|(all, wider)| (all - wider).max(0.0).sqrt())
        .collect()
}

/// Sums of 2 × 2 cells.
fn fourfold(fine: &Raster<f32>) -> Raster<f32> {
    Raster::from_fn(fine.width() / 2, fine.height() / 2, |x, y| {
        [(0, 0), (1, 0), (0, 1), (1, 1)]
            .into_iter()
            .map(|(dx, dy)| fine[(2 * x + dx, 2 * y + dy)])
            .sum()
    })
}
