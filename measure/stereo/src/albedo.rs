//! The skin's colour, freed of shading.

use crate::lamps::{Depth, Lamps};
use crate::light::Light;
use crate::normals::Facing;
use crate::reflectance::entering;
use crate::set::dot;
use relief_grid::Raster;

/// Lamps below this cosine show little but glow.
const GRAZING: f64 = 0.1;

/// For each pixel the colour by which its normal explains its brightness under all lamps best, in least squares; zero where no lamp reaches it.
pub(crate) fn albedo(light: &Light, lamps: &Lamps, normals: &Facing, depth: &Depth) -> Raster<[f32; 3]> {
    let directions = (!lamps.are_near()).then(|| lamps.middle());
    Raster::from_fn(depth.width(), depth.height(), |x, y| {
        let (mut sums, mut squares) = ([0.0; 3], 0.0);
        if !normals.valid.get(x, y) {
            return [0.0; 3];
        }
        let normal = normals.normal[(x, y)].map(f64::from);
        for lamp in 0..lamps.count() {
            let (toward, brightness) = match &directions {
                Some(directions) => (directions[lamp], 1.0),
                None => {
                    let ray = lamps.ray(lamp, x, y, depth[(x, y)]);
                    (ray.toward, ray.brightness)
                }
            };
            let cosine = dot(normal, toward);
            if cosine < GRAZING || !light.usable[lamp].get(x, y) {
                continue;
            }
            let shade = brightness * cosine * entering(cosine);
            squares += shade * shade;
            for (sum, value) in sums.iter_mut().zip(light.colours[lamp][(x, y)]) {
                *sum += shade * f64::from(value);
            }
        }
        if squares > 0.0 {
            sums.map(|sum| (sum / squares) as f32)
        } else {
            [0.0; 3]
        }
    })
}
