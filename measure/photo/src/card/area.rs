//! The pixels of a convex area of the card.

use super::layout::square;
use super::light::{linear_at, luminance};
use crate::Photo;
use relief_grid::Point;
use relief_grid::warp::Homography;

/// Rows and columns of pixels that are read of one area at most; a mean needs no more.
const MAX_ROWS: f64 = 48.0;
/// Linear light of the code values 253 and 1 of 255: JPEG moves clipped pixels by a step or two.
const CLIPPED: std::ops::Range<f32> = 0.000_31..0.982;

/// One pixel of an area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pixel {
    pub x: f64,
    pub y: f64,
    pub rgb: [f32; 3],
}

impl Pixel {
    /// Whether a channel is at either end of what the file can say.
    pub fn is_clipped(&self) -> bool {
        self.rgb.iter().any(|v| !CLIPPED.contains(v))
    }

    pub fn luminance(&self) -> f64 {
        f64::from(luminance(self.rgb))
    }
}

/// The pixels in an upright square of the card, at most about 48 × 48 of them; `None` unless it lies wholly in
/// the photo and holds a pixel.
pub(super) fn pixels(
    photo: &Photo,
    mm_to_px: &Homography,
    centre_mm: Point,
    edge_mm: f64,
) -> Option<Vec<Pixel>> {
    let corners = square(centre_mm, edge_mm).map(|c| mm_to_px.apply(c));
    let (top, bottom) = range(corners.iter().map(|c| c.y));
    let (left, right) = range(corners.iter().map(|c| c.x));
    let stride = ((bottom - top).max(right - left) / MAX_ROWS).max(1.0) as usize;
    let mut out = Vec::new();
    for y in (top.ceil() as i64..=bottom.floor() as i64).step_by(stride) {
        let (from, to) = range((0..4).filter_map(|i| crossing(corners[i], corners[(i + 1) % 4], y as f64)));
        for x in (from.ceil() as i64..=to.floor() as i64).step_by(stride) {
            out.push(Pixel {
                x: x as f64,
                y: y as f64,
                rgb: linear_at(photo, x, y)?,
            });
        }
    }
    let finite = corners.iter().all(|c| c.x.is_finite() && c.y.is_finite());
    (finite && !out.is_empty()).then_some(out)
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
        (low.min(v), high.max(v))
    })
}

/// Where the side from `a` to `b` crosses row `y`.
fn crossing(a: Point, b: Point, y: f64) -> Option<f64> {
    let between = (a.y <= y) != (b.y <= y);
    between.then(|| a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
}

/// The mean of each channel.
pub(super) fn mean(pixels: &[Pixel]) -> [f64; 3] {
    let n = pixels.len() as f64;
    std::array::from_fn(|c| pixels.iter().map(|p| f64::from(p.rgb[c])).sum::<f64>() / n)
}

/// The share of clipped pixels.
pub(super) fn clipped_share(pixels: &[Pixel]) -> f64 {
    pixels.iter().filter(|p| p.is_clipped()).count() as f64 / pixels.len() as f64
}
