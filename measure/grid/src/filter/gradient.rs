//! First derivatives.

use crate::{
    Mask, Raster,
    border::{mirror, reflect},
};
use rayon::prelude::*;

/// Weights across the derivative: none.
const NONE: [f32; 3] = [0.0, 1.0, 0.0];

/// Weights across the derivative that make its direction least dependent on how a pattern lies on the
/// raster (Scharr 2000, doi:10.11588/heidok.00000962).
const SCHARR: [f32; 3] = [3.0 / 16.0, 10.0 / 16.0, 3.0 / 16.0];

/// The derivatives (along x, along y) per pixel by central differences, one-sided at the border: exact for
/// planes everywhere. Nought along an axis of a single cell.
///
/// ```
/// use relief_grid::{Raster, filter};
/// let plane = Raster::from_fn(5, 4, |x, y| 3.0 * x as f32 - 2.0 * y as f32);
/// assert!(filter::central_difference(&plane).data().iter().all(|d| *d == [3.0, -2.0]));
/// ```
pub fn central_difference(source: &Raster<f32>) -> Raster<[f32; 2]> {
    differences(source, NONE)
}

/// The derivatives (along x, along y) per pixel by Scharr's 3 × 3 kernels, scaled to be exact for planes;
/// one-sided at the border. Less noisy than central differences, and truer in direction.
pub fn scharr(source: &Raster<f32>) -> Raster<[f32; 2]> {
    differences(source, SCHARR)
}

fn differences(source: &Raster<f32>, across: [f32; 3]) -> Raster<[f32; 2]> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, [0.0; 2]);
    if source.is_empty() {
        return out;
    }
    let buffers = || (vec![0.0f32; width + 2], vec![0.0f32; width + 2]);
    out.data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each_init(buffers, |(mean, slope), (y, out_row)| {
            let above = source.row(reflect(y as isize - 1, height));
            let below = source.row(reflect(y as isize + 1, height));
            let step = per_cell(y, height);
            let columns = above.iter().zip(source.row(y)).zip(below);
            let to = mean[1..].iter_mut().zip(&mut slope[1..]);
            for ((mean, slope), ((&a, &b), &c)) in to.zip(columns) {
                *mean = across[0] * a + across[1] * b + across[2] * c;
                *slope = step * (c - a);
            }
            mirror(mean, 1, 1);
            mirror(slope, 1, 1);
            for ((to, m), s) in out_row.iter_mut().zip(mean.windows(3)).zip(slope.windows(3)) {
                *to = [
                    0.5 * (m[2] - m[0]),
                    across[0] * s[0] + across[1] * s[1] + across[2] * s[2],
                ];
            }
            // The mirrored neighbour of a border cell is itself: the difference spans one cell, not two.
            if width > 1 {
                out_row[0][0] *= 2.0;
                out_row[width - 1][0] *= 2.0;
            }
        });
    out
}

/// One over the cells that the difference around cell `i` of `n` spans.
fn per_cell(i: usize, n: usize) -> f32 {
    if n > 1 && (i == 0 || i == n - 1) { 1.0 } else { 0.5 }
}

/// The derivatives by central differences from valid cells alone: one-sided where one neighbour is
/// invalid. The returned mask holds the valid cells with a valid neighbour along each axis; elsewhere the
/// derivatives are not numbers.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn central_difference_masked(source: &Raster<f32>, valid: &Mask) -> (Raster<[f32; 2]>, Mask) {
    valid.assert_shape_of(source);
    let known = |x: isize, y: isize| {
        (valid.raster().get(x, y) == Some(&true)).then(|| source[(x as usize, y as usize)])
    };
    let out = Raster::from_fn(source.width(), source.height(), |x, y| {
        let (x, y) = (x as isize, y as isize);
        let both = known(x, y).and_then(|here| {
            Some([
                difference(known(x - 1, y), here, known(x + 1, y))?,
                difference(known(x, y - 1), here, known(x, y + 1))?,
            ])
        });
        both.unwrap_or([f32::NAN; 2])
    });
    let valid = out.map(|d| !d[0].is_nan()).into();
    (out, valid)
}

fn difference(before: Option<f32>, here: f32, after: Option<f32>) -> Option<f32> {
    match (before, after) {
        (Some(a), Some(b)) => Some(0.5 * (b - a)),
        (None, Some(b)) => Some(b - here),
        (Some(a), None) => Some(here - a),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noise, on_any_threads, rasters};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn scharr_and_central_equal_the_slow_sums(source in rasters(12)) {
            let (w, h) = (source.width(), source.height());
            let at = |x: isize, y: isize| source[(reflect(x, w), reflect(y, h))];
            for across in [NONE, SCHARR] {
                let got = differences(&source, across);
                for y in 0..h {
                    for x in 0..w {
                        let (ix, iy) = (x as isize, y as isize);
                        let mut want = [0.0f32; 2];
                        for (k, weight) in (-1..=1).zip(across) {
                            want[0] += weight * per_cell(x, w) * (at(ix + 1, iy + k) - at(ix - 1, iy + k));
                            want[1] += weight * per_cell(y, h) * (at(ix + k, iy + 1) - at(ix + k, iy - 1));
                        }
                        let got = got[(x, y)];
                        prop_assert!((got[0] - want[0]).abs() < 1e-6 && (got[1] - want[1]).abs() < 1e-6);
                    }
                }
            }
        }

        #[test]
        fn masked_without_holes_is_unmasked(source in rasters(9)) {
            prop_assume!(source.width() > 1 && source.height() > 1);
            let all = Mask::filled(source.width(), source.height(), true);
            let (got, valid) = central_difference_masked(&source, &all);
            prop_assert_eq!(got, central_difference(&source));
            prop_assert_eq!(valid, all);
        }
    }

    #[test]
    fn planes_are_exact_to_the_border() {
        let plane = Raster::from_fn(6, 5, |x, y| 4.0 * x as f32 + 0.5 * y as f32);
        assert!(scharr(&plane).data().iter().all(|d| *d == [4.0, 0.5]));
        let valid = Mask::from_fn(6, 5, |x, y| (x, y) != (2, 2));
        let holed = Raster::from_fn(
            6,
            5,
            |x, y| if valid.get(x, y) { plane[(x, y)] } else { f32::NAN },
        );
        let (got, got_valid) = central_difference_masked(&holed, &valid);
        assert_eq!(got_valid, valid);
        assert!(got.data().iter().all(|d| d[0].is_nan() || *d == [4.0, 0.5]));
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        let source = noise(150, 99);
        on_any_threads(|| scharr(&source));
    }
}
