//! Sums over boxes in constant time (Crow 1984, doi:10.1145/800031.808600).

use crate::{Mask, Raster};
use rayon::prelude::*;
use std::ops::Range;

/// Running sums in f64: the sum of any box of cells costs four look-ups.
///
/// A box's sum is off by about 1e-16 of the sum of everything above and left of it, not of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Integral {
    /// One row and one column more than the raster: `sums[(x, y)]` is the sum of all cells above and left.
    sums: Raster<f64>,
}

impl Integral {
    /// The running sums of a raster.
    ///
    /// ```
    /// use relief_grid::{integral::Integral, raster};
    /// let sums = Integral::new(&raster!{1., 2., 3.; 4., 5., 6.});
    /// assert_eq!(sums.sum(1..3, 0..2), 16.0);
    /// ```
    pub fn new(values: &Raster<f32>) -> Self {
        Self::from_fn(values.width(), values.height(), |x, y| f64::from(values[(x, y)]))
    }

    /// The running sums of the valid cells. Invalid cells are never read.
    ///
    /// # Panics
    /// When the mask has another shape than the raster.
    pub fn masked(values: &Raster<f32>, valid: &Mask) -> Self {
        valid.assert_shape_of(values);
        Self::from_fn(values.width(), values.height(), |x, y| {
            if valid.get(x, y) {
                f64::from(values[(x, y)])
            } else {
                0.0
            }
        })
    }

    /// The running count of cells that count.
    pub fn count(mask: &Mask) -> Self {
        Self::from_fn(mask.width(), mask.height(), |x, y| {
            f64::from(u8::from(mask.get(x, y)))
        })
    }

    /// The running sums of `value(x, y)`: squares and products need no raster of their own.
    pub fn from_fn(width: usize, height: usize, value: impl Fn(usize, usize) -> f64 + Sync) -> Self {
        let mut sums = Raster::filled(width + 1, height + 1, 0.0);
        let stride = width + 1;
        sums.data_mut()
            .par_chunks_mut(stride)
            .skip(1)
            .enumerate()
            .for_each(|(y, row)| {
                let mut sum = 0.0;
                for (x, to) in row[1..].iter_mut().enumerate() {
                    sum += value(x, y);
                    *to = sum;
                }
            });
        for y in 1..=height {
            let (above, row) = sums.data_mut()[(y - 1) * stride..].split_at_mut(stride);
            row[..stride]
                .iter_mut()
                .zip(above)
                .for_each(|(to, above)| *to += *above);
        }
        Self { sums }
    }

    /// The sum over the cells with these x and y; what lies outside the raster adds nothing.
    pub fn sum(&self, x: Range<usize>, y: Range<usize>) -> f64 {
        let (x, y) = (clip(x, self.sums.width() - 1), clip(y, self.sums.height() - 1));
        let at = |x, y| self.sums[(x, y)];
        at(x.end, y.end) - at(x.start, y.end) - at(x.end, y.start) + at(x.start, y.start)
    }

    /// The mean over the cells of the box that lie in the raster; `None` when there is none.
    pub fn mean(&self, x: Range<usize>, y: Range<usize>) -> Option<f64> {
        let (x, y) = (clip(x, self.sums.width() - 1), clip(y, self.sums.height() - 1));
        let cells = x.len() * y.len();
        (cells > 0).then(|| self.sum(x, y) / cells as f64)
    }
}

fn clip(range: Range<usize>, len: usize) -> Range<usize> {
    let end = range.end.min(len);
    range.start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{masked_rasters, noise, on_any_threads};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_adding_up(
            (values, valid) in masked_rasters(12), x in (0usize..15, 0usize..15), y in (0usize..15, 0usize..15),
        ) {
            let (sums, counts) = (Integral::masked(&values, &valid), Integral::count(&valid));
            let (mut sum, mut count) = (0.0, 0.0);
            for j in y.0..y.1.min(values.height()) {
                for i in x.0..x.1.min(values.width()) {
                    if valid.get(i, j) {
                        sum += f64::from(values[(i, j)]);
                        count += 1.0;
                    }
                }
            }
            prop_assert!((sums.sum(x.0..x.1, y.0..y.1) - sum).abs() < 1e-12);
            prop_assert_eq!(counts.sum(x.0..x.1, y.0..y.1), count);
        }
    }

    #[test]
    fn means_of_clipped_boxes() {
        let sums = Integral::new(&Raster::from_fn(4, 4, |x, _| x as f32));
        assert_eq!(sums.mean(2..9, 0..9), Some(2.5));
        assert_eq!(sums.mean(4..9, 0..4), None);
        assert_eq!(Integral::new(&Raster::filled(0, 0, 0.0)).mean(0..1, 0..1), None);
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        let source = noise(150, 99);
        on_any_threads(|| Integral::new(&source));
    }
}
