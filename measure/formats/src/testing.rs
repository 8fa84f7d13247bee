//! Surfaces for tests.

use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// A wave of `height_mm` from crest to trough that differs along x and y, so that a map which is turned or mirrored is
/// another one.
pub(crate) fn wavy(width: usize, height: usize, height_mm: f64, pitch_mm: f64) -> HeightMap {
    let heights = Raster::from_fn(width, height, |x, y| {
        0.5 * height_mm * (0.4 * x as f64 + 0.15 * y as f64 + 0.02 * (x * y) as f64).sin()
    });
    let pitch = |mm: f64| Pitch::from_mm_per_px(mm).unwrap();
    HeightMap::from_nan(
        heights,
        pitch(pitch_mm),
        pitch(1.25 * pitch_mm),
        ScaleSource::File,
    )
}

/// The same with some cells that were not measured.
pub(crate) fn with_holes(width: usize, height: usize) -> HeightMap {
    let map = wavy(width, height, 0.2, 0.05);
    let (pitch_x, pitch_y, scale) = (map.pitch_x(), map.pitch_y(), map.scale());
    let (heights, mut valid) = map.into_parts();
    for y in 0..height {
        for x in 0..width {
            if (7 * x + 3 * y) % 11 == 0 {
                valid.set(x, y, false);
            }
        }
    }
    HeightMap::new(heights, valid, pitch_x, pitch_y, scale)
}

/// Fails unless `got` has the cells, pitches and holes of `expected`, and heights within `tolerance_mm`.
pub(crate) fn assert_same(got: &HeightMap, expected: &HeightMap, tolerance_mm: f64) {
    assert_eq!((got.width(), got.height()), (expected.width(), expected.height()));
    for (got, expected) in [
        (got.pitch_x(), expected.pitch_x()),
        (got.pitch_y(), expected.pitch_y()),
    ] {
        let ratio = got.mm_per_px() / expected.mm_per_px();
        assert!((ratio - 1.0).abs() < 1e-6, "{got:?} for {expected:?}");
    }
    for y in 0..expected.height() {
        for x in 0..expected.width() {
            match (got.height_mm(x, y), expected.height_mm(x, y)) {
                (Some(got), Some(expected)) => {
                    assert!(
                        (got - expected).abs() <= tolerance_mm,
                        "({x}, {y}): {got} for {expected}"
                    );
                }
                (got, expected) => assert_eq!(got, expected, "({x}, {y})"),
            }
        }
    }
}
