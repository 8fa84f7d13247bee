//! The colour patches as the photo shows them.

use super::area::{clipped_share, mean, pixels};
use super::layout::{PATCH_COUNT, PATCH_EDGE_MM, patch_centre_mm};
use super::light::luminance;
use crate::Photo;
use relief_grid::warp::Homography;

/// The inner share of a patch's edge that is read: blur and the next patch stay out.
const INNER_SHARE: f64 = 0.6;
/// More clipped pixels than this bend the mean.
const MAX_CLIPPED: f64 = 0.01;
/// A patch whose luminance scatters more than this share of its mean, and noise in black, is crossed by a shadow, a
/// hair or a reflection.
const MAX_SCATTER: f64 = 0.25;
const NOISE_IN_BLACK: f64 = 0.004;

/// What the photo shows of one colour patch, in linear light.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PatchReading {
    /// The mean over the inner 60 % of the patch; nought when it is not wholly in the photo.
    pub rgb: [f32; 3],
    /// Standard deviation of a pixel, by channel: noise, paper and uneven light.
    pub sd: [f32; 3],
    /// The share of pixels with a channel at either end of its range.
    pub saturated_fraction: f32,
    /// Whether it lies wholly in the photo, even and unclipped.
    pub usable: bool,
}

/// All patches, row by row from the top left.
pub(super) fn patches(photo: &Photo, mm_to_px: &Homography) -> [PatchReading; PATCH_COUNT] {
    std::array::from_fn(|i| patch(photo, mm_to_px, i).unwrap_or_default())
}

fn patch(photo: &Photo, mm_to_px: &Homography, index: usize) -> Option<PatchReading> {
    let seen = pixels(
        photo,
        mm_to_px,
        patch_centre_mm(index),
        INNER_SHARE * PATCH_EDGE_MM,
    )?;
    let mean = mean(&seen);
    let n = seen.len() as f64;
    let sd: [f64; 3] = std::array::from_fn(|c| {
        (seen
            .iter()
            .map(|p| (f64::from(p.rgb[c]) - mean[c]).powi(2))
            .sum::<f64>()
            / n)
            .sqrt()
    });
    let clipped = clipped_share(&seen);
    let rgb = mean.map(|v| v as f32);
    let level = f64::from(luminance(rgb));
    let scatter = (seen.iter().map(|p| (p.luminance() - level).powi(2)).sum::<f64>() / n).sqrt();
    Some(PatchReading {
        rgb,
        sd: sd.map(|v| v as f32),
        saturated_fraction: clipped as f32,
        usable: clipped <= MAX_CLIPPED && scatter <= MAX_SCATTER * level + NOISE_IN_BLACK,
    })
}
