//! Moles and freckles: what darkens by melanin, not by relief.

use crate::pair::{LogPlanes, combine};
use relief_grid::{Mask, Pitch, filter};

/// How much less blue than this multiple of green tells melanin from relief and from blood.
///
/// Melanin's absorption falls with wavelength as λ^−3.48 (S. Jacques 2013, DOI 10.1088/0031-9155/58/11/R37), so between 465 and
/// 540 nm a mole darkens blue 1.3 times as much as green or more; shading darkens both alike, blood green
/// more than blue. Halfway lies 1.1.
const BLUE_PER_GREEN: f32 = 1.1;

/// Melanin signal, in natural logarithms, from which a spot is a mole: a freckle stays below.
const MOLE: f32 = 0.10;

/// Wavelengths longer than some cm are tan and vascular mottle, not moles.
const BACKGROUND_SIGMA_MM: f64 = 3.0;

/// Smoothing that leaves a 1 mm mole and takes the noise of single pixels.
const SMOOTH_SIGMA_MM: f64 = 0.25;

/// How far a mole's blur reaches past the cells that show it.
const MARGIN_MM: f64 = 0.5;

/// The cells of `skin` in or within half a millimetre of a mole.
pub fn pigment_mask(picture: &LogPlanes, skin: &Mask, pitch: Pitch) -> Mask {
    let melanin = combine(&picture.blue, &picture.green, |blue, green| {
        BLUE_PER_GREEN * green - blue
    });
    let px = |mm: f64| mm / pitch.mm_per_px();
    let (smooth, _) = filter::gaussian_masked(&melanin, skin, px(SMOOTH_SIGMA_MM));
    let (background, _) = filter::gaussian_masked(&melanin, skin, px(BACKGROUND_SIGMA_MM));
    let core = Mask::from_fn(skin.width(), skin.height(), |x, y| {
        skin.get(x, y) && smooth[(x, y)] - background[(x, y)] > MOLE
    });
    relief_grid::morphology::dilate(&core, px(MARGIN_MM))
}
