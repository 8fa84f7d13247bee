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
    /// How coarsely a JPEG was compressed: the sum of the quantiser steps of luma's nine lowest frequencies.
    pub jpeg_steps: Option<u32>,
}

/// Over how many of luma's lowest frequencies [`PhotoInfo::jpeg_steps`] is summed: those of eight pixels to a third of it.
pub const LOW_FREQUENCIES: usize = 9;

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
    /// Width and height in pixels.
    pub fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

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
        // The tables themselves: to ask each time whether they are made yet costs as much as the look-up.
        let (eight, sixteen): (&[f32; 256], &[f32]) = (&DECODE_U8, &DECODE_U16);
        let mut out = vec![[0.0f32; 3]; width * height];
        // Sums grow in a row that stays in the cache: reading a fresh page before writing it costs two faults.
        out.par_chunks_mut(width.max(1)).enumerate().for_each_init(
            || vec![[0.0f32; 3]; width],
            |sums, (y, row)| {
                sums.fill([0.0; 3]);
                let first = 3 * y * k * self.width;
                match &self.samples {
                    Samples::U8(s) => sum_rows(sums, &s[first..], self.width, k, |v| eight[usize::from(v)]),
                    Samples::U16(s) => {
                        sum_rows(sums, &s[first..], self.width, k, |v| sixteen[usize::from(v)])
                    }
                }
                for (to, sum) in row.iter_mut().zip(sums) {
                    *to = sum.map(|v| v * norm);
                }
            },
        );
        #[expect(clippy::expect_used, reason = "`out` was allocated with this shape")]
        Raster::from_vec(width, height, out).expect("shape")
    }

    /// The brightest channel of any pixel in each block of `factor × factor` source pixels, in linear light: what tells whether a part of a block is burnt out.
    ///
    /// Blocks are those of [`Photo::shrunk`].
    pub fn brightest(&self, factor: usize) -> Raster<f32> {
        let k = factor.max(1);
        let size = [self.width / k, self.height / k];
        match &self.samples {
            Samples::U8(s) => maxima(s, self.width, size, k).map(|v| DECODE_U8[usize::from(*v)]),
            Samples::U16(s) => maxima(s, self.width, size, k).map(|v| DECODE_U16[usize::from(*v)]),
        }
    }
}

/// The greatest sample of each block of `k × k` pixels; a rest of fewer rows or columns is left out.
fn maxima<T: Copy + Default + Ord + Send + Sync>(
    source: &[T],
    stride: usize,
    [width, height]: [usize; 2],
    k: usize,
) -> Raster<T> {
    let mut out = Raster::filled(width, height, T::default());
    out.data_mut()
        .par_chunks_mut(width.max(1))
        .enumerate()
        .for_each(|(y, row)| {
            for dy in 0..k {
                let line = &source[3 * (y * k + dy) * stride..];
                for (most, block) in row.iter_mut().zip(line.chunks_exact(3 * k)) {
                    *most = block.iter().fold(*most, |most, value| most.max(*value));
                }
            }
        });
    out
}

/// Adds the blocks of `k` source rows to one row of sums.
fn sum_rows<T: Copy>(
    sums: &mut [[f32; 3]],
    source: &[T],
    stride: usize,
    k: usize,
    decode: impl Fn(T) -> f32,
) {
    for dy in 0..k {
        let line = &source[3 * dy * stride..];
        for (pixel, block) in sums.iter_mut().zip(line.chunks_exact(3 * k)) {
            for &rgb in block.as_chunks::<3>().0 {
                for (sum, value) in pixel.iter_mut().zip(rgb) {
                    *sum += decode(value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brightest_of_each_block_is_the_greatest_of_its_pixels_and_a_rest_is_left_out() {
        let (width, height, k) = (11, 7, 3);
        let code = |at: usize| at * 7919 % 256;
        let codes = (0..3 * width * height).map(code);
        let eight = Samples::U8(codes.clone().map(|code| code as u8).collect());
        let sixteen = Samples::U16(codes.map(|code| 257 * code as u16).collect());
        for samples in [eight, sixteen] {
            let photo = Photo {
                width,
                height,
                samples,
                info: PhotoInfo::default(),
            };
            let brightest = photo.brightest(k);
            assert_eq!([brightest.width(), brightest.height()], [3, 2]);
            for (x, y) in [(0, 0), (2, 0), (1, 1), (2, 1)] {
                let pixels = (0..k * k).flat_map(|i| photo.linear(k * x + i % k, k * y + i / k));
                assert_eq!(brightest[(x, y)], pixels.fold(0.0, f32::max));
            }
        }
    }
}
