//! Moles and freckles: what darkens by melanin, not by relief.

use crate::pair::LogPlanes;
use relief_grid::{Mask, Pitch, filter};

/// How much less blue than this multiple of green tells melanin from relief and from blood.
///
/// Melanin's absorption falls with wavelength as λ^−3.48 (S. Jacques 2013, DOI 10.1088/0031-9155/58/11/R37), so between 465 and
/// 540 nm a mole darkens blue 1.3 times as much as green or more; shading darkens both alike, blood green
/// more than blue. Halfway lies 1.1.
const BLUE_PER_GREEN: f32 = 1.1;

/// Melanin signal, in natural logarithms, from which a spot is a mole: a freckle stays below.
const MOLE: f32 = 0.10;

/// Darkening of ln red from which a place that keeps its colour is a mole so dark that blue has no light left to lose: the
/// darkest walls of scars lose half of that.
const DARK_RED: f32 = 0.30;

/// Share of the darkening in green that such a mole also shows in red: moles show 0.6 and more, pits 0.4 and less.
const RED_PER_GREEN: f32 = 0.5;

/// Wavelengths longer than some cm are tan and vascular mottle, not moles.
const BACKGROUND_SIGMA_MM: f64 = 3.0;

/// Smoothing that leaves a 1 mm mole and takes the noise of single pixels.
const SMOOTH_SIGMA_MM: f64 = 0.25;

/// How far a mole's blur reaches past the cells that show it.
const MARGIN_MM: f64 = 0.5;

/// The cells of `skin` in or within half a millimetre of a mole.
pub fn pigment_mask(picture: &LogPlanes, skin: &Mask, pitch: Pitch) -> Mask {
    // Side by side, so that the mask is smoothed once for all three.
    let signals = picture.channels(|red, green, blue| [BLUE_PER_GREEN * green - blue, red, green]);
    let px = |mm: f64| mm / pitch.mm_per_px();
    let (spots, _) = filter::band_pass_masked(&signals, skin, px(SMOOTH_SIGMA_MM), px(BACKGROUND_SIGMA_MM));
    let core = Mask::from_fn(skin.width(), skin.height(), |x, y| {
        let [melanin, red, green] = spots[(x, y)];
        let dark = -red > DARK_RED && red < RED_PER_GREEN * green;
        skin.get(x, y) && (melanin > MOLE || dark)
    });
    relief_grid::morphology::dilate(&core, px(MARGIN_MM))
}
