//! A decoded photo: upright, in sRGB code values.

use crate::colour::srgb::{DECODE_U8, DECODE_U16};
use rayon::prelude::*;
use relief_grid::Raster;

/// The code values of a photo, red green blue interleaved, row by row.
#[derive(Debug, Clone, PartialEq)]
pub enum Samples {
    /// 8 bits a channel.
    U8(Vec<u8>),
    /// 16 bits a channel.
    U16(Vec<u16>),
}

/// What the file said about itself. Never a place: location metadata is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct PhotoInfo {
    /// `jpeg`, `heic`, `png`, `tiff` or `webp`.
    pub format: String,
    /// The description of the embedded ICC profile, when there was one.
    pub icc_profile: Option<String>,
    /// Camera maker and model from EXIF.
    pub camera: Option<String>,
    /// Whether EXIF says that the flash fired.
    pub flash_fired: Option<bool>,
    /// Whether an EXIF orientation had the samples mirrored or turned to be upright.
    pub reoriented: bool,
}

/// A decoded photo: upright, colour-managed to sRGB, 8 or 16 bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Pixels per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// `3 × width × height` code values.
    pub samples: Samples,
    /// What the file said about itself.
    pub info: PhotoInfo,
}

impl Photo {
    /// Red, green and blue in linear light at a pixel. Panics outside, as a slice does.
    pub fn linear(&self, x: usize, y: usize) -> [f32; 3] {
        let at = 3 * (y * self.width + x);
        match &self.samples {
            Samples::U8(s) => std::array::from_fn(|c| DECODE_U8[usize::from(s[at + c])]),
            Samples::U16(s) => std::array::from_fn(|c| DECODE_U16[usize::from(s[at + c])]),
        }
    }

    /// The photo in linear light, each pixel the mean of `factor × factor` source pixels.
    ///
    /// A rest of fewer than `factor` rows or columns at the right and lower edge is left out.
    /// `factor` 0 counts as 1.
    pub fn shrunk(&self, factor: usize) -> Raster<[f32; 3]> {
        let k = factor.max(1);
        let (width, height) = (self.width / k, self.height / k);
        let norm = 1.0 / (k * k) as f32;
        let mut out = vec![[0.0f32; 3]; width * height];
        out.par_chunks_mut(width.max(1))
            .enumerate()
            .for_each(|(y, row)| match &self.samples {
                Samples::U8(s) => sum_block(row, &s[3 * y * k * self.width..], self.width, k, norm, |v| {
                    DECODE_U8[usize::from(v)]
                }),
                Samples::U16(s) => {
                    sum_block(row, &s[3 * y * k * self.width..], self.width, k, norm, |v| {
                        DECODE_U16[usize::from(v)]
                    });
                }
            });
        #[expect(clippy::expect_used, reason = "`out` was allocated with this shape")]
        Raster::from_vec(width, height, out).expect("shape")
    }
}

/// Adds `k` source rows into one row of block means.
fn sum_block<T: Copy>(
    row: &mut [[f32; 3]],
    source: &[T],
    stride: usize,
    k: usize,
    norm: f32,
    decode: impl Fn(T) -> f32,
) {
    for dy in 0..k {
        let line = &source[3 * dy * stride..];
        for (pixel, block) in row.iter_mut().zip(line.chunks_exact(3 * k)) {
            for rgb in block.chunks_exact(3) {
                for c in 0..3 {
                    pixel[c] += decode(rgb[c]);
                }
            }
        }
    }
    for pixel in row {
        for v in pixel {
            *v *= norm;
        }
    }
}
