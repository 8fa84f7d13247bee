//! After laid onto before: one raster, one colour frame, one sharpness.

use super::Working;
use crate::colour::ColourTransform;
use crate::register::SmoothMapping;
use rayon::join;
use relief_grid::sample::Interpolation;
use relief_grid::warp::{warp, warp_masked};
use relief_grid::{Mask, Pitch, Raster, filter, pyramid};

/// Two pictures of one skin on one raster, in linear light.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// Colour of the first picture, at half its working resolution and the common sharpness.
    pub before: Raster<[f32; 3]>,
    /// Colour of the second, moved onto the first, in the first's colour frame and at the common sharpness.
    pub after: Raster<[f32; 3]>,
    /// Skin that both pictures show, at half working resolution.
    pub skin: Mask,
    /// Pitch of the rasters above, true or nominal.
    pub pitch: Pitch,
    /// Brightness of both at full working resolution, for the finest texture.
    pub fine: [Raster<f32>; 2],
    /// Skin that both pictures show, at full working resolution.
    pub fine_skin: Mask,
}

/// How the second picture is brought to the first.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    /// From working pixels of the first to working pixels of the second.
    pub mapping: &'a SmoothMapping,
    /// From the second's linear light to the first's.
    pub colour: ColourTransform,
    /// Gaussian blur that brings each picture to the softer one's sharpness, in its own working pixels.
    pub blur_px: [f64; 2],
}

/// Lays `after` onto `before`. Pixels are moved, mapped in colour by one matrix and blurred by one Gaussian
/// as a whole: nothing local is done that could hide or make a scar.
pub fn align(before: (&Working, &Mask), after: (&Working, &Mask), recipe: &Recipe<'_>) -> Aligned {
    let (width, height) = (before.0.linear.width(), before.0.linear.height());
    let (colours, fine) = join(
        || align_colour(before.0, after.0, recipe),
        || align_grey(before.0, after.0, recipe),
    );
    let as_value = after.1.raster().map(|&skin| f32::from(u8::from(skin)));
    let (seen_skin, seen) = warp_masked(
        &as_value,
        after.1,
        width,
        height,
        Interpolation::Nearest,
        recipe.mapping,
    );
    let fine_skin = Mask::from_fn(width, height, |x, y| {
        before.1.get(x, y) && seen.get(x, y) && seen_skin[(x, y)] > 0.5
    });
    let [first, (second, covered)] = colours;
    let skin = Mask::from_fn(first.0.width(), first.0.height(), |x, y| {
        let (x2, y2) = ((2 * x).min(width - 1), (2 * y).min(height - 1));
        fine_skin.get(x2, y2) && covered.get(x, y)
    });
    let pitch = before.0.filter_pitch().coarser(2.0);
    Aligned {
        before: first.0,
        after: second,
        skin,
        pitch,
        fine,
        fine_skin,
    }
}

fn softened<P: relief_grid::Pixel>(picture: Raster<P>, sigma_px: f64) -> Raster<P> {
    if sigma_px > 0.0 {
        filter::gaussian(&picture, sigma_px)
    } else {
        picture
    }
}

fn align_colour(before: &Working, after: &Working, recipe: &Recipe<'_>) -> [(Raster<[f32; 3]>, Mask); 2] {
    let [first_sigma, second_sigma] = recipe.blur_px.map(|sigma| sigma / 2.0);
    let (first, second) = join(
        || softened(pyramid::halve(&before.linear), first_sigma),
        || {
            softened(
                pyramid::halve(&after.linear).map(|&rgb| recipe.colour.apply(rgb)),
                second_sigma,
            )
        },
    );
    let (width, height) = (first.width(), first.height());
    let moved = warp(
        &second,
        width,
        height,
        Interpolation::Lanczos3,
        &recipe.mapping.halved(),
    );
    [(first, Mask::filled(width, height, true)), moved]
}

fn align_grey(before: &Working, after: &Working, recipe: &Recipe<'_>) -> [Raster<f32>; 2] {
    let grey =
        |picture: &Working, sigma: f64| softened(picture.linear.map(|[r, g, b]| (r + g + b) / 3.0), sigma);
    let (first, second) = join(
        || grey(before, recipe.blur_px[0]),
        || grey(after, recipe.blur_px[1]),
    );
    let (moved, _) = warp(
        &second,
        first.width(),
        first.height(),
        Interpolation::Lanczos3,
        recipe.mapping,
    );
    [first, moved]
}
