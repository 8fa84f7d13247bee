//! After laid onto before: one raster, one colour frame, one sharpness.

use super::Working;
use crate::colour::{Normalisation, ToneCurve};
use crate::register::SmoothMapping;
use rayon::join;
use relief_grid::sample::Interpolation;
use relief_grid::warp::warp_within;
use relief_grid::{Mask, Pitch, Raster, filter};

/// Two pictures of one skin on one raster, in linear light.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// Colour of the first picture, at half its working resolution and the common sharpness.
    pub before: Raster<[f32; 3]>,
    /// Colour of the second, moved onto the first, in the first's colour frame and at the common sharpness; it means
    /// something on the first's skin only.
    pub after: Raster<[f32; 3]>,
    /// Skin that both pictures show, at half working resolution.
    pub skin: Mask,
    /// Pitch of the rasters above, true or nominal.
    pub pitch: Pitch,
    /// Brightness of both at full working resolution, for the finest texture; it means something on `fine_skin` only.
    pub fine: [Raster<f32>; 2],
    /// Skin that both pictures show, at full working resolution.
    pub fine_skin: Mask,
}

/// One picture as it is laid: at full and at half working resolution, with its skin.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// The working image.
    pub working: &'a Working,
    /// Its skin.
    pub skin: &'a Mask,
    /// The working image at half its resolution.
    pub half: &'a Raster<[f32; 3]>,
    /// Its skin at half resolution.
    pub half_skin: &'a Mask,
}

/// How the second picture is brought to the first.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    /// From working pixels of the first to working pixels of the second.
    pub mapping: &'a SmoothMapping,
    /// The same at half resolution.
    pub half_mapping: &'a SmoothMapping,
    /// From the second's linear light to the first's.
    pub normalisation: Normalisation,
    /// Gaussian blur that brings each picture to the softer one's sharpness, in its own working pixels.
    pub blur_px: [f64; 2],
}

/// Lays `after` onto `before`. Pixels are moved, mapped in colour by one curve and one matrix, and blurred by one Gaussian
/// as a whole: nothing local is done that could hide or make a scar.
pub fn align(before: Layer<'_>, after: Layer<'_>, recipe: &Recipe<'_>) -> Aligned {
    let ((first, second, skin), fine) = join(
        || align_colour(before, after, recipe),
        || align_grey(before, after.working, recipe),
    );
    Aligned {
        before: first,
        after: second,
        fine_skin: fine_skin(before.skin, &skin),
        skin,
        pitch: before.working.filter_pitch().coarser(2.0),
        fine,
    }
}

impl Aligned {
    /// One picture laid onto itself, as it is: so that one photo is measured by what measures two.
    pub fn alone(picture: Layer<'_>) -> Self {
        let fine = grey(picture.working);
        Self {
            before: picture.half.clone(),
            after: picture.half.clone(),
            skin: picture.half_skin.clone(),
            pitch: picture.working.filter_pitch().coarser(2.0),
            fine: [fine.clone(), fine],
            fine_skin: fine_skin(picture.skin, picture.half_skin),
        }
    }
}

/// The cells of `skin` whose cell at half resolution is in `half_skin` as well.
fn fine_skin(skin: &Mask, half_skin: &Mask) -> Mask {
    Mask::from_fn(skin.width(), skin.height(), |x, y| {
        let (hx, hy) = (x / 2, y / 2);
        skin.get(x, y) && hx < half_skin.width() && hy < half_skin.height() && half_skin.get(hx, hy)
    })
}

/// Brightness: the mean of the three channels.
fn grey(picture: &Working) -> Raster<f32> {
    picture.linear.map(|[r, g, b]| (r + g + b) / 3.0)
}

/// Brightness in the first picture's tone curve; its level does not matter, only what varies.
fn toned(picture: &Working, tone: &ToneCurve) -> Raster<f32> {
    let grey = grey(picture);
    if tone.is_identity() {
        grey
    } else {
        grey.map(|&v| tone.apply(v))
    }
}

fn softened<P: relief_grid::Pixel>(picture: Raster<P>, sigma_px: f64) -> Raster<P> {
    if sigma_px > 0.0 {
        filter::gaussian(&picture, sigma_px)
    } else {
        picture
    }
}

/// The colour of both on the raster of the first's half, and the skin that both show.
fn align_colour(
    before: Layer<'_>,
    after: Layer<'_>,
    recipe: &Recipe<'_>,
) -> (Raster<[f32; 3]>, Raster<[f32; 3]>, Mask) {
    let [first_sigma, second_sigma] = recipe.blur_px.map(|sigma| sigma / 2.0);
    let first = softened(before.half.clone(), first_sigma);
    let second = softened(
        after.half.map(|&rgb| recipe.normalisation.apply(rgb)),
        second_sigma,
    );
    let mapping = recipe.half_mapping;
    let (moved, candidates) = warp_within(&second, before.half_skin, Interpolation::Lanczos3, mapping);
    let value = after.half_skin.raster().map(|&skin| f32::from(u8::from(skin)));
    let (seen, _) = warp_within(&value, &candidates, Interpolation::Nearest, mapping);
    let skin = Mask::from(seen.map(|&value| value > 0.5));
    (first, moved, skin)
}

fn align_grey(before: Layer<'_>, after: &Working, recipe: &Recipe<'_>) -> [Raster<f32>; 2] {
    let (first, second) = join(
        || softened(grey(before.working), recipe.blur_px[0]),
        || softened(toned(after, &recipe.normalisation.tone), recipe.blur_px[1]),
    );
    let (moved, _) = warp_within(&second, before.skin, Interpolation::Lanczos3, recipe.mapping);
    [first, moved]
}
