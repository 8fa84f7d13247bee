//! After laid onto before: one raster, one colour frame, one sharpness.

use super::Working;
use crate::colour::ColourTransform;
use relief_grid::sample::Interpolation;
use relief_grid::warp::{Mapping, warp, warp_masked};
use relief_grid::{Mask, Raster, filter};

/// Two pictures of one skin on the working raster of the first, in linear light.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// The first picture, at the common sharpness.
    pub before: Raster<[f32; 3]>,
    /// The second, moved onto the first, in the first's colour frame and at the common sharpness.
    pub after: Raster<[f32; 3]>,
    /// Skin that both pictures show.
    pub skin: Mask,
}

/// How the second picture is brought to the first.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a, M> {
    /// From working pixels of the first to working pixels of the second.
    pub mapping: &'a M,
    /// From the second's linear light to the first's.
    pub colour: ColourTransform,
    /// Gaussian blur that brings each picture to the softer one's sharpness, in its own working pixels.
    pub blur_px: [f64; 2],
}

/// Lays `after` onto `before`. Pixels are moved, mapped in colour by one matrix and blurred by one Gaussian
/// as a whole: nothing local is done that could hide or make a scar.
pub fn align<M: Mapping>(before: (&Working, &Mask), after: (&Working, &Mask), recipe: &Recipe<'_, M>) -> Aligned {
    let (width, height) = (before.0.linear.width(), before.0.linear.height());
    let softened = |picture: &Working, sigma: f64| match sigma > 0.0 {
        true => filter::gaussian(&picture.linear, sigma),
        false => picture.linear.clone(),
    };
    let (first, second) = rayon::join(
        || softened(before.0, recipe.blur_px[0]),
        || {
            let soft = softened(after.0, recipe.blur_px[1]);
            soft.map(|&rgb| recipe.colour.apply(rgb))
        },
    );
    let (moved, seen) = warp(&second, width, height, Interpolation::Lanczos3, recipe.mapping);
    let as_value = after.1.raster().map(|&skin| f32::from(u8::from(skin)));
    let (skin, _) = warp_masked(&as_value, after.1, width, height, Interpolation::Nearest, recipe.mapping);
    let after_skin = Mask::from_fn(width, height, |x, y| seen.get(x, y) && skin[(x, y)] > 0.5);
    Aligned { before: first, after: moved, skin: before.1.and(&after_skin) }
}
