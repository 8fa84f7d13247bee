//! The mixture of red, green and blue that shows skin without its shine.
//!
//! Light from within skin has skin's colour; what the surface reflects has the lamp's (Shafer 1985, doi:10.1002/col.5080100409). A mixture across the lamp's colour shows the first alone (Mallick et al.
//! 2005, doi:10.1109/CVPR.2005.88). Nobody needs to know the lamp's colour for it: shine, shadow and noise are what Lambert's law leaves of the pictures. The mixture in which skin stands out most
//! against what is left is that of a matched filter, `w = R⁻¹ c`, for the mean colour `c` and the products `R` of what is left in each two channels.
//!
//! This matters most in dark skin, which shines as fair skin does and sends little else back: laid on each other by their brightness, its pictures follow the highlights, which stand elsewhere under each lamp.

use crate::lamps::{Depth, Lamps};
use crate::light::{Light, MIX};
use nalgebra::{Matrix3, Vector3};
use rayon::prelude::*;

/// Shares of red, green and blue; negative ones take away.
pub(crate) type Mixture = [f32; 3];

/// With three lamps Lambert's law explains everything.
const LEAST_LAMPS: usize = 4;
/// What is left in any mixture, as a share of all that is left: keeps the mixture from three channels that hardly differ, which would be noise.
const LEAST_LEFT: f64 = 1e-3;

/// Sums over pixels.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    colour: Vector3<f64>,
    left: Matrix3<f64>,
}

/// The mixture in which Lambert's law explains `light` best. That of the brightness which is measured when three lamps or too little skin tell none.
pub(crate) fn mixture(light: &Light, lamps: &Lamps, depth: &Depth) -> Mixture {
    if lamps.count() < LEAST_LAMPS {
        return MIX;
    }
    let rows: Vec<Sums> = (0..light.skin.height())
        .into_par_iter()
        .map(|y| row(light, lamps, depth, y))
        .collect();
    let sums = rows.iter().fold(Sums::default(), |sums, row| Sums {
        colour: sums.colour + row.colour,
        left: sums.left + row.left,
    });
    let floor = Matrix3::identity() * (LEAST_LEFT * sums.left.trace());
    let Some(inverse) = (sums.left + floor).try_inverse() else {
        return MIX;
    };
    let found = inverse * sums.colour;
    let size = found.lp_norm(1);
    // Where the mean colour is not positive in the mixture no skin was seen.
    if !(size.is_finite() && size > 0.0 && found.dot(&sums.colour) > 0.0) {
        return MIX;
    }
    std::array::from_fn(|i| (found[i] / size) as f32)
}

fn row(light: &Light, lamps: &Lamps, depth: &Depth, y: usize) -> Sums {
    let mut sums = Sums::default();
    for x in 0..light.skin.width() {
        if !(light.skin.get(x, y) && light.usable.iter().all(|usable| usable.get(x, y))) {
            continue;
        }
        let rays: Vec<_> = (0..lamps.count())
            .map(|lamp| lamps.ray(lamp, x, y, depth[(x, y)]))
            .collect();
        let toward = |lamp: usize| Vector3::from(rays[lamp].toward);
        let gram = (0..rays.len()).fold(Matrix3::zeros(), |sum, lamp| {
            sum + toward(lamp) * toward(lamp).transpose()
        });
        let Some(inverse) = gram.try_inverse() else {
            continue;
        };
        let colour = |lamp: usize| {
            let pixel = light.colours[lamp][(x, y)];
            Vector3::from(pixel.map(|value| f64::from(value) / rays[lamp].brightness))
        };
        // Columns are channels, rows what tells a normal times the channel's albedo.
        let told = (0..rays.len()).fold(Matrix3::zeros(), |sum, lamp| {
            sum + toward(lamp) * colour(lamp).transpose()
        });
        let scaled = inverse * told;
        for lamp in 0..rays.len() {
            let left = colour(lamp) - scaled.transpose() * toward(lamp);
            sums.left += left * left.transpose();
            sums.colour += colour(lamp);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::View;
    use relief_grid::{Mask, Raster};

    const LAMPS: [[f64; 3]; 5] = [
        [0.6, 0.0, -0.8],
        [-0.6, 0.0, -0.8],
        [0.0, 0.6, -0.8],
        [0.0, -0.6, -0.8],
        [0.0, 0.0, -1.0],
    ];
    /// The lamps' colour, which nothing but the pictures tells.
    const LAMP_COLOUR: [f32; 3] = [1.1, 1.0, 0.8];

    /// Level skin of one colour, on which each lamp's highlight lies on other pixels.
    fn shown(lamps: usize) -> (Light, Lamps) {
        let view = View::Orthographic { mm_per_px: 0.1 };
        let (width, height) = (20, 10);
        let colours = (0..lamps)
            .map(|lamp| {
                let matt = -LAMPS[lamp][2] as f32;
                Raster::from_fn(width, height, |x, _| {
                    let shine = if x / 4 == lamp { 0.2 } else { 0.0 };
                    std::array::from_fn(|i| matt * [0.3, 0.15, 0.1][i] + shine * LAMP_COLOUR[i])
                })
            })
            .collect();
        let light = Light {
            colours,
            usable: vec![Mask::filled(width, height, true); lamps],
            skin: Mask::filled(width, height, true),
            view,
        };
        (
            light,
            Lamps::new(LAMPS[..lamps].iter().copied().map(crate::Light::Distant), view),
        )
    }

    #[test]
    fn the_mixture_shows_skin_and_hardly_the_lamps_colour() {
        let (light, lamps) = shown(5);
        let found = mixture(&light, &lamps, &Raster::filled(20, 10, 0.0));
        let seen = |colour: [f32; 3]| (0..3).map(|i| found[i] * colour[i]).sum::<f32>();
        let (skin, shine) = (seen([0.3, 0.15, 0.1]), seen(LAMP_COLOUR));
        // The brightness that is measured shows 1 of the lamp as seven times that of the skin. What is left here is the floor's share:
        // LEAST_LEFT (c · g) / |c⊥|² = 0.045 for the skin's colour c and the lamp's g, and a little for what the highlights themselves take of the fit.
        assert!(
            skin > 0.0 && shine.abs() < 0.06 * skin,
            "{found:?}: {skin}, {shine}"
        );
    }

    #[test]
    fn three_lamps_tell_no_mixture() {
        let (light, lamps) = shown(3);
        assert_eq!(mixture(&light, &lamps, &Raster::filled(20, 10, 0.0)), MIX);
    }
}
