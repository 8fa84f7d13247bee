//! Halving, and pyramids of ever smaller rasters.
//!
//! # Where the cells lie
//!
//! A cell of the smaller raster covers 2 × 2 cells of the larger: the centre of cell `i` lies at `2i + ½`
//! of the larger raster along each axis (the half-pixel convention), so the edges at −½ coincide. A
//! position `x` at level `l` is `(x + ½) · 2ˡ − ½` at level 0. An odd row is halved upwards: its last cell
//! reaches half beyond the raster, which is mirrored there.

use crate::{
    Mask, Pixel, Point, Raster,
    border::{mirror, reflect},
    filter,
};
use rayon::prelude::*;

/// Binomial weights of the four cells around the new centre: a third-order zero at the frequencies that
/// would fold onto the slow ones, where the mean of 2 × 2 cells has a first-order one.
const WEIGHTS: [f32; 4] = [0.125, 0.375, 0.375, 0.125];

/// The raster at half the resolution: ⌈width / 2⌉ × ⌈height / 2⌉ cells, smoothed by (1, 3, 3, 1) / 8 along
/// each axis. See the [module](self) for where the cells lie.
///
/// ```
/// use relief_grid::{Raster, pyramid};
/// let ramp = Raster::from_fn(8, 8, |x, _| x as f32);
/// let small = pyramid::halve(&ramp);
/// assert_eq!((small.width(), small.height()), (4, 4));
/// assert_eq!(small[(1, 1)], 2.5); // cell 1 lies at 2 · 1 + ½
/// ```
pub fn halve<P: Pixel>(source: &Raster<P>) -> Raster<P> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width.div_ceil(2), height.div_ceil(2), P::ZERO);
    if source.is_empty() {
        return out;
    }
    out.data_mut()
        .par_chunks_mut(width.div_ceil(2))
        .enumerate()
        .for_each_init(
            // Two cells at either side: one for the first tap, one for the odd cell at the end.
            || vec![P::ZERO; width + 4],
            |padded, (y, out_row)| {
                let rows: [&[f32]; 4] =
                    std::array::from_fn(|k| P::flat(source.row(reflect((2 * y + k) as isize - 1, height))));
                halve_columns(rows, P::flat_mut(&mut padded[2..2 + width]));
                mirror(padded, 2, 1);
                halve_row(&padded[1..], out_row);
            },
        );
    out
}

/// The valid cells at half the resolution, by normalised convolution: a cell of the result is valid when
/// at least half of the weight under it is. Invalid cells are never read; the values of invalid cells of
/// the result are not numbers.
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn halve_masked<P: Pixel>(source: &Raster<P>, valid: &Mask) -> (Raster<P>, Mask) {
    filter::normalised(source, valid, MIN_VALID_WEIGHT, halve, halve)
}

/// With less than half of its weight valid, a small cell would stand for cells that nobody saw.
const MIN_VALID_WEIGHT: f32 = 0.5;

fn halve_columns([a, b, c, d]: [&[f32]; 4], out: &mut [f32]) {
    let cells = a.iter().zip(b).zip(c.iter().zip(d));
    for (to, ((a, b), (c, d))) in out.iter_mut().zip(cells) {
        *to = WEIGHTS[0] * (a + d) + WEIGHTS[1] * (b + c);
    }
}

/// `padded` begins one cell before the row.
fn halve_row<P: Pixel>(padded: &[P], out: &mut [P]) {
    let pairs = padded.as_chunks::<2>().0;
    for (to, (&[a, b], &[c, d])) in out.iter_mut().zip(pairs.iter().zip(&pairs[1..])) {
        let (outer, inner) = (a.add_scaled(d, 1.0), b.add_scaled(c, 1.0));
        *to = P::ZERO
            .add_scaled(outer, WEIGHTS[0])
            .add_scaled(inner, WEIGHTS[1]);
    }
}

/// A raster and its halves, the largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Pyramid<P> {
    levels: Vec<Raster<P>>,
}

impl<P: Pixel> Pyramid<P> {
    /// Halve `base` for as long as the shorter side of the result has at least `min_side_px` cells.
    pub fn new(base: Raster<P>, min_side_px: usize) -> Self {
        let mut levels = vec![base];
        while let Some(last) = levels.last()
            && last.width().min(last.height()) > 1
            && last.width().min(last.height()).div_ceil(2) >= min_side_px
        {
            let next = halve(last);
            levels.push(next);
        }
        Self { levels }
    }

    /// All levels; level 0 is the raster itself.
    pub fn levels(&self) -> &[Raster<P>] {
        &self.levels
    }
}

/// Where a position of `level` lies at level 0.
pub fn to_base(level: u32, at: Point) -> Point {
    let scale = f64::from(level).exp2();
    Point::new((at.x + 0.5) * scale - 0.5, (at.y + 0.5) * scale - 0.5)
}

/// Where a position of level 0 lies at `level`.
pub fn from_base(level: u32, at: Point) -> Point {
    let scale = f64::from(level).exp2();
    Point::new((at.x + 0.5) / scale - 0.5, (at.y + 0.5) / scale - 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noise, on_any_threads};
    use proptest::prelude::*;

    fn slow(source: &Raster<f32>) -> Raster<f32> {
        Raster::from_fn(source.width().div_ceil(2), source.height().div_ceil(2), |x, y| {
            let mut sum = 0.0;
            for (j, wy) in WEIGHTS.iter().enumerate() {
                for (i, wx) in WEIGHTS.iter().enumerate() {
                    let sx = reflect((2 * x + i) as isize - 1, source.width());
                    let sy = reflect((2 * y + j) as isize - 1, source.height());
                    sum += wx * wy * source[(sx, sy)];
                }
            }
            sum
        })
    }

    proptest! {
        #[test]
        fn equals_the_slow_halving(
            (w, h, data) in (0usize..12, 0usize..12)
                .prop_flat_map(|(w, h)| (Just(w), Just(h), prop::collection::vec(-1f32..1.0, w * h))),
        ) {
            let raster = Raster::from_vec(w, h, data).unwrap();
            let three = raster.map(|&v| [v, -v, 2.0 * v]);
            let (got, want, got3) = (halve(&raster), slow(&raster), halve(&three));
            prop_assert_eq!((got.width(), got.height()), (want.width(), want.height()));
            for ((a, b), c) in got.data().iter().zip(want.data()).zip(got3.data()) {
                prop_assert!((a - b).abs() < 1e-6);
                prop_assert_eq!([*a, -a, 2.0 * a], *c);
            }
        }
    }

    #[test]
    fn positions_of_levels_agree_with_the_cells() {
        let ramp = Raster::from_fn(64, 64, |x, y| (x + 100 * y) as f32);
        let pyramid = Pyramid::new(ramp, 8);
        assert_eq!(pyramid.levels().len(), 4);
        let at = to_base(2, Point::new(7.0, 6.0));
        assert_eq!(at, Point::new(29.5, 25.5));
        assert_eq!(from_base(2, at), Point::new(7.0, 6.0));
        assert!((f64::from(pyramid.levels()[2][(7, 6)]) - (at.x + 100.0 * at.y)).abs() < 1e-2);
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        on_any_threads(|| halve(&noise(151, 98)));
    }

    #[test]
    fn a_pyramid_of_little_or_nothing_ends() {
        assert_eq!(Pyramid::new(Raster::filled(0, 0, 0.0f32), 0).levels().len(), 1);
        assert_eq!(Pyramid::new(Raster::filled(1, 900, 0.0f32), 0).levels().len(), 1);
    }

    #[test]
    fn a_masked_half_never_reads_the_invalid() {
        let source = Raster::from_fn(8, 8, |x, _| if x < 3 { f32::NAN } else { 2.0 });
        let (half, valid) = halve_masked(&source, &Mask::from_fn(8, 8, |x, _| x >= 3));
        assert!(!valid.get(0, 0) && valid.get(1, 0) && valid.get(3, 3));
        assert!((half[(1, 2)] - 2.0).abs() < 1e-6 && half[(0, 0)].is_nan());
    }
}
