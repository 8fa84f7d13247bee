//! Block means: the pitch at which skin is measured is coarser than what cameras deliver.

use crate::{Camera, Frame, View};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// Pictures are reduced until a pixel is at least about so wide. Light spreads by more than this within skin, so finer pixels carry no finer relief,
/// and the smallest scars that are measured are 1 mm wide.
pub const WORKING_PITCH_MM: f64 = 0.05;
/// How far below the working pitch a set may stay without being reduced.
const NEAR_ENOUGH: f64 = 0.75;

/// How many pixels along each side become one: 1 leaves a picture as it is. The pitch after it is between 0.038 mm and about 0.075 mm, unless pictures are coarser
/// already.
///
/// ```
/// assert_eq!(relief_stereo::block_factor(0.042), 1);
/// assert_eq!(relief_stereo::block_factor(0.0168), 3);
/// ```
pub fn block_factor(mm_per_px: f64) -> usize {
    let ratio = WORKING_PITCH_MM * NEAR_ENOUGH / mm_per_px;
    if ratio.is_finite() && ratio > 1.0 {
        ratio.ceil() as usize
    } else {
        1
    }
}

impl Frame {
    /// The frame with `factor × factor` pixels in one. A pixel is burnt out when any of its pixels is. Rows and columns that fill no block are left out.
    #[must_use]
    pub fn block_means(self, factor: usize) -> Self {
        if factor <= 1 {
            return self;
        }
        Self {
            linear: block_means(&self.linear, factor),
            clipped: block_any(&self.clipped, factor),
            ..self
        }
    }
}

impl View {
    /// The same view of pictures of which `factor × factor` pixels became one.
    #[must_use]
    pub fn block_means(self, factor: usize) -> Self {
        let by = factor.max(1) as f64;
        // The centre of the first block lies amid its pixels.
        let centre = |c: f64| (c - 0.5 * (by - 1.0)) / by;
        match self {
            Self::Orthographic { mm_per_px } => Self::Orthographic {
                mm_per_px: mm_per_px * by,
            },
            Self::Perspective(camera) => Self::Perspective(Camera {
                fx: camera.fx / by,
                fy: camera.fy / by,
                cx: centre(camera.cx),
                cy: centre(camera.cy),
                k1: camera.k1,
                distance_mm: camera.distance_mm,
            }),
        }
    }
}

/// Means of `factor × factor` pixels. Rows and columns that fill no block are left out.
pub fn block_means(source: &Raster<[f32; 3]>, factor: usize) -> Raster<[f32; 3]> {
    let factor = factor.max(1);
    let (width, height) = (source.width() / factor, source.height() / factor);
    let mut means = Raster::filled(width, height, [0.0f32; 3]);
    if means.is_empty() {
        return means;
    }
    let share = 1.0 / (factor * factor) as f32;
    means
        .data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, row)| {
            for from in y * factor..(y + 1) * factor {
                for (to, block) in row.iter_mut().zip(source.row(from).chunks_exact(factor)) {
                    for pixel in block {
                        for (sum, value) in to.iter_mut().zip(pixel) {
                            *sum += value * share;
                        }
                    }
                }
            }
        });
    means
}

/// Whether any pixel of a block counts.
fn block_any(mask: &Mask, factor: usize) -> Mask {
    let (width, height) = (mask.width() / factor, mask.height() / factor);
    Mask::from_fn(width, height, |x, y| {
        (y * factor..(y + 1) * factor)
            .any(|row| mask.raster().row(row)[x * factor..(x + 1) * factor].contains(&true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_the_mean_of_its_pixels_and_its_centre_lies_amid_them() {
        let source = Raster::from_fn(7, 4, |x, y| [x as f32, y as f32, 1.0]);
        let means = block_means(&source, 2);
        assert_eq!((means.width(), means.height()), (3, 2));
        assert_eq!(means[(1, 1)], [2.5, 2.5, 1.0]);
        let view = View::Perspective(Camera {
            fx: 100.0,
            fy: 100.0,
            cx: 2.5,
            cy: 0.5,
            k1: 0.0,
            distance_mm: 300.0,
        });
        let View::Perspective(camera) = view.block_means(2) else {
            panic!("a perspective view stays one");
        };
        assert_eq!((camera.cx, camera.cy, camera.fx), (1.0, 0.0, 50.0));
    }
}
