//! What the tests of several modules share: random rasters, and the same work on one thread and on two.

use crate::{Mask, Raster};
use proptest::prelude::*;

/// Rasters of up to `max` × `max` cells between −1 and 1, empty ones and single rows among them.
pub(crate) fn rasters(max: usize) -> impl Strategy<Value = Raster<f32>> {
    (0..=max, 0..=max).prop_flat_map(|(w, h)| {
        prop::collection::vec(-1f32..1.0, w * h).prop_map(move |data| Raster::from_vec(w, h, data).unwrap())
    })
}

/// Masks of up to `max` × `max` cells.
pub(crate) fn masks(max: usize) -> impl Strategy<Value = Mask> {
    (rasters(max), -1f32..1.0).prop_map(|(raster, limit)| raster.map(|&v| v > limit).into())
}

/// A raster with a mask; the invalid cells hold NaN, so that reading one shows.
pub(crate) fn masked_rasters(max: usize) -> impl Strategy<Value = (Raster<f32>, Mask)> {
    (rasters(max), 0f32..1.0).prop_flat_map(|(raster, share)| {
        let (w, h) = (raster.width(), raster.height());
        prop::collection::vec(0f32..1.0, w * h).prop_map(move |dice| {
            let valid = Mask::from_fn(w, h, |x, y| dice[y * w + x] >= share);
            (
                Raster::from_fn(
                    w,
                    h,
                    |x, y| if valid.get(x, y) { raster[(x, y)] } else { f32::NAN },
                ),
                valid,
            )
        })
    })
}

/// The result of `work`, after checking that one thread and two give the same.
pub(crate) fn on_any_threads<T: PartialEq + std::fmt::Debug + Send>(work: impl Fn() -> T + Sync) -> T {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(&work)
    };
    let one = on(1);
    assert_eq!(one, on(2), "one thread and two differ");
    one
}

/// A raster of the given shape without pattern, the same each time.
pub(crate) fn noise(width: usize, height: usize) -> Raster<f32> {
    Raster::from_fn(width, height, |x, y| {
        let mixed = (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77);
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
        ((mixed ^ (mixed >> 12)) >> 8) as f32 / (1 << 24) as f32
    })
}

/// The greatest difference between two rasters of one shape.
pub(crate) fn max_difference(a: &Raster<f32>, b: &Raster<f32>) -> f32 {
    assert_eq!((a.width(), a.height()), (b.width(), b.height()));
    a.data()
        .iter()
        .zip(b.data())
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f32::max)
}
