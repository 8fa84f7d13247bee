//! Skin texture freed of light and exposure, for finding and matching features.

use super::View;
use relief_grid::{Mask, Raster, filter};

/// Linear light below which a logarithm would only amplify noise.
const DARKEST: f32 = 0.002;

/// Sigma of the wide Gaussian that is taken away: slower changes are light, not texture.
const LIGHT_SIGMA_MM: f64 = 0.8;

/// Sigma over which contrast is made even, so that faint pores count beside moles.
const CONTRAST_SIGMA_MM: f64 = 2.0;

/// Contrast in natural logarithms below which there is only noise to amplify.
const LEAST_CONTRAST: f32 = 0.01;

/// Values beyond this many local standard deviations are moles and hairs, which would outweigh all else.
const CLIP: f32 = 4.0;

/// The logarithm of green (where pigment and blood both show), minus its wide mean, over its local contrast.
/// Zero outside of the mask, so that features cannot come from what lies there.
pub fn normalise(view: &View<'_>) -> Raster<f32> {
    let px = |mm: f64| mm / view.pitch.mm_per_px();
    let green = view.linear.map(|rgb| rgb[1].max(DARKEST).ln());
    let (detail, _) = filter::band_pass_masked(&green, view.skin, 0.0, px(LIGHT_SIGMA_MM));
    let power = detail.map(|v| v * v);
    let (variance, _) = filter::gaussian_masked(&power, view.skin, px(CONTRAST_SIGMA_MM));
    scaled(&detail, &variance, view.skin)
}

fn scaled(detail: &Raster<f32>, variance: &Raster<f32>, skin: &Mask) -> Raster<f32> {
    Raster::from_fn(detail.width(), detail.height(), |x, y| {
        if !skin.get(x, y) {
            return 0.0;
        }
        (detail[(x, y)] / (variance[(x, y)].max(0.0).sqrt() + LEAST_CONTRAST)).clamp(-CLIP, CLIP)
    })
}
