use super::*;
use crate::{
    sample,
    testing::{masked_rasters, max_difference, noise, on_any_threads},
};
use proptest::prelude::*;

const ALL: [Interpolation; 4] = [
    Interpolation::Nearest,
    Interpolation::Bilinear,
    Interpolation::Cubic,
    Interpolation::Lanczos3,
];

proptest! {
    #[test]
    fn equals_sampling_each_cell(
        (source, valid) in masked_rasters(9), (w, h) in (0usize..9, 0usize..9), which in 0usize..4,
        turn in -3f64..3.0, shift in prop::array::uniform2(-4f64..4.0),
    ) {
        let mapping = |p: Point| {
            let (s, c) = turn.sin_cos();
            Point::new(c * p.x - s * p.y + shift[0], s * p.x + c * p.y + shift[1])
        };
        let (got, got_valid) = warp_masked(&source, &valid, w, h, ALL[which], &mapping);
        for y in 0..h {
            for x in 0..w {
                let at = mapping(Point::new(x as f64, y as f64));
                let want = sample::sample_masked(&source, &valid, ALL[which], at.x, at.y);
                prop_assert_eq!(got_valid.get(x, y).then(|| got[(x, y)]), want);
            }
        }
    }
}

#[test]
fn only_wanted_cells_are_sampled_and_they_equal_the_whole() {
    let source = noise(20, 17);
    let shift = |p: Point| Point::new(p.x + 0.3, p.y - 0.6);
    let wanted = Mask::from_fn(18, 9, |x, y| (x + y) % 3 == 0 && y != 4);
    let (whole, whole_valid) = warp(&source, 18, 9, Interpolation::Lanczos3, &shift);
    let (got, valid) = warp_within(&source, &wanted, Interpolation::Lanczos3, &shift);
    assert_eq!(valid, whole_valid.and(&wanted));
    for (x, y) in (0..9).flat_map(|y| (0..18).map(move |x| (x, y))) {
        if valid.get(x, y) {
            assert_eq!(got[(x, y)], whole[(x, y)]);
        } else {
            assert!(got[(x, y)].is_nan());
        }
    }
}

#[test]
fn there_and_back_through_a_homography() {
    let wave = |x: f64, y: f64| (0.15 * x).sin() + (0.11 * y + 1.0).cos();
    let source = Raster::from_fn(120, 100, |x, y| wave(x as f64, y as f64) as f32);
    let there = Homography::new([[0.98, -0.1, 9.0], [0.12, 1.01, -3.0], [2e-4, -1e-4, 1.0]]).unwrap();
    let (moved, _) = warp(&source, 120, 100, Interpolation::Cubic, &there);
    for y in (20..80).step_by(7) {
        for x in (20..80).step_by(7) {
            let at = there.apply(Point::new(x as f64, y as f64));
            // Keys' cubic at 40 cells per wave.
            assert!((f64::from(moved[(x, y)]) - wave(at.x, at.y)).abs() < 1e-4);
        }
    }
}

#[test]
fn displacement_then_homography() {
    let source = noise(60, 50);
    let nodes = Raster::filled(2, 2, [1.0, 0.0]);
    let shift = Displacement::new(nodes, Point::default(), 30.0, Spline::Cubic).unwrap();
    let back = Homography::new([[1.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap();
    let both = then(shift, |p| back.apply(p));
    let (got, _) = warp(&source, 60, 50, Interpolation::Bilinear, &both);
    let inner = |r: &Raster<f32>| Raster::from_fn(58, 48, |x, y| r[(x + 1, y + 1)]);
    assert!(max_difference(&inner(&got), &inner(&source)) < 1e-5);
}

#[test]
fn three_channels_in_one_pass() {
    let source = noise(40, 30);
    let three = source.map(|&v| [v, v + 1.0, -v]);
    let half = |p: Point| Point::new(0.5 * p.x, 0.5 * p.y);
    let (one, valid) = warp(&source, 70, 50, Interpolation::Bilinear, &half);
    let (got, got_valid) = warp(&three, 70, 50, Interpolation::Bilinear, &half);
    assert_eq!(valid, got_valid);
    assert_eq!(one, got.map(|v| v[0]));
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let source = noise(130, 90);
    let mapping = |p: Point| Point::new(0.7 * p.x + 1.0, 0.7 * p.y + 1.3);
    on_any_threads(|| {
        warp(&source, 150, 100, Interpolation::Lanczos3, &mapping)
            .0
            .map(|v| v.to_bits())
    });
}
