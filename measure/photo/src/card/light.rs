//! Linear light of a photo as the card finder reads it.

use crate::colour::srgb::{DECODE_U8, DECODE_U16};
use crate::{Photo, Samples};
use rayon::prelude::*;
use relief_grid::{Point, Raster};

/// The weights of red, green and blue in luminance (Y of BT.709).
const LUMINANCE: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// Luminance of linear red, green and blue.
pub(super) fn luminance(rgb: [f32; 3]) -> f32 {
    LUMINANCE.iter().zip(rgb).map(|(w, v)| w * v).sum()
}

/// Luminance at a pixel; `None` outside of the photo.
pub(super) fn luminance_at(photo: &Photo, x: i64, y: i64) -> Option<f32> {
    linear_at(photo, x, y).map(luminance)
}

/// Linear red, green and blue at a pixel; `None` outside of the photo.
pub(super) fn linear_at(photo: &Photo, x: i64, y: i64) -> Option<[f32; 3]> {
    let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
    (x < photo.width && y < photo.height).then(|| photo.linear(x, y))
}

/// Luminance of the pixel nearest to `at`; `None` outside of the photo.
pub(super) fn luminance_near(photo: &Photo, at: Point) -> Option<f32> {
    // A point behind the horizon is not a number, and would be cast to nought.
    at.x.is_finite()
        .then(|| luminance_at(photo, at.x.round() as i64, at.y.round() as i64))?
}

/// Green in linear light, each pixel the mean of `factor × factor` source pixels: enough to tell black from
/// white, at a third of the work.
pub(super) fn green_shrunk(photo: &Photo, factor: usize) -> Raster<f32> {
    let (width, height) = (photo.width / factor, photo.height / factor);
    // The tables themselves, not the question whether they are made yet, for each pixel.
    let (eight, sixteen): (&[f32; 256], &[f32]) = (&DECODE_U8, &DECODE_U16);
    let mut out = vec![0.0f32; width * height];
    let stride = 3 * photo.width;
    out.par_chunks_mut(width.max(1)).enumerate().for_each(|(y, row)| {
        let rows = stride * y * factor..stride * (y + 1) * factor;
        match &photo.samples {
            Samples::U8(s) => mean_green(row, &s[rows], stride, factor, |v| eight[usize::from(v)]),
            Samples::U16(s) => mean_green(row, &s[rows], stride, factor, |v| sixteen[usize::from(v)]),
        }
    });
    #[expect(clippy::expect_used, reason = "`out` was allocated with this shape")]
    Raster::from_vec(width, height, out).expect("shape")
}

fn mean_green<T: Copy>(
    row: &mut [f32],
    source: &[T],
    stride: usize,
    factor: usize,
    decode: impl Fn(T) -> f32,
) {
    let norm = 1.0 / (factor * factor) as f32;
    for line in source.chunks_exact(stride) {
        for (pixel, block) in row.iter_mut().zip(line.chunks_exact(3 * factor)) {
            *pixel += block
                .as_chunks::<3>()
                .0
                .iter()
                .map(|&[_, green, _]| decode(green))
                .sum::<f32>();
        }
    }
    for pixel in row {
        *pixel *= norm;
    }
}
