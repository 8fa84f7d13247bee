use super::*;
use crate::border::reflect;
use proptest::prelude::*;

const ALL: [Interpolation; 4] = [
    Interpolation::Nearest,
    Interpolation::Bilinear,
    Interpolation::Cubic,
    Interpolation::Lanczos3,
];

/// The one-dimensional kernels as their papers print them.
fn kernel(interpolation: Interpolation, d: f64) -> f64 {
    let sinc = |x: f64| {
        if x == 0.0 {
            1.0
        } else {
            (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x)
        }
    };
    let a = d.abs();
    match interpolation {
        Interpolation::Nearest => f64::from(u8::from(a < 0.5)),
        Interpolation::Bilinear => (1.0 - a).max(0.0),
        Interpolation::Cubic if a < 1.0 => 1.5 * a.powi(3) - 2.5 * a.powi(2) + 1.0,
        Interpolation::Cubic if a < 2.0 => -0.5 * a.powi(3) + 2.5 * a.powi(2) - 4.0 * a + 2.0,
        Interpolation::Lanczos3 if a < 3.0 => sinc(a) * sinc(a / 3.0),
        _ => 0.0,
    }
}

fn slow(raster: &Raster<f32>, interpolation: Interpolation, x: f64, y: f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for j in y as isize - 4..=y as isize + 4 {
        for i in x as isize - 4..=x as isize + 4 {
            let weight = kernel(interpolation, x - i as f64) * kernel(interpolation, y - j as f64);
            let cell = raster[(reflect(i, raster.width()), reflect(j, raster.height()))];
            sum += weight * f64::from(cell);
            weights += weight;
        }
    }
    sum / weights
}

proptest! {
    #[test]
    fn equals_the_slow_sum(
        (w, h, data) in (1usize..9, 1usize..9)
            .prop_flat_map(|(w, h)| (Just(w), Just(h), prop::collection::vec(-1f32..1.0, w * h))),
        fx in 0f64..1.0, fy in 0f64..1.0, which in 0usize..4,
    ) {
        let raster = Raster::from_vec(w, h, data).unwrap();
        let (x, y) = (fx * (w - 1) as f64, fy * (h - 1) as f64);
        let got = sample(&raster, ALL[which], x, y).unwrap();
        // f32 sums of 36 products of numbers below one.
        prop_assert!((f64::from(got) - slow(&raster, ALL[which], x, y)).abs() < 5e-6);
        let all_valid = Mask::filled(w, h, true);
        let masked = sample_masked(&raster, &all_valid, ALL[which], x, y).unwrap();
        prop_assert!((masked - got).abs() < 5e-6);
    }
}

#[test]
fn the_cells_themselves_come_back() {
    let raster = Raster::from_fn(5, 4, |x, y| (x * x + 7 * y) as f32);
    for i in ALL {
        for (x, y) in [(0, 0), (4, 3), (2, 1)] {
            assert_eq!(
                sample(&raster, i, x as f64, y as f64),
                Some(raster[(x, y)]),
                "{i:?}"
            );
        }
    }
}

#[test]
fn cubic_reproduces_a_quadratic() {
    let f = |x: f64, y: f64| 0.5 * x * x - x * y + 0.25 * y * y + 3.0;
    let raster = Raster::from_fn(10, 10, |x, y| f(x as f64, y as f64) as f32);
    let got = cubic(&raster, 4.3, 5.8).unwrap();
    assert!((f64::from(got) - f(4.3, 5.8)).abs() < 1e-4);
}

#[test]
fn outside_and_not_a_number_are_none() {
    let raster = Raster::filled(3, 2, 1.0f32);
    for i in ALL {
        for (x, y) in [
            (-0.01, 0.0),
            (2.01, 0.0),
            (0.0, 1.01),
            (f64::NAN, 0.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(sample(&raster, i, x, y), None, "{i:?} at {x}, {y}");
        }
        assert_eq!(sample(&Raster::<f32>::filled(0, 0, 0.0), i, 0.0, 0.0), None);
    }
}

#[test]
fn an_invalid_cell_without_weight_does_no_harm() {
    let raster = Raster::from_vec(3, 1, vec![1.0f32, 2.0, f32::NAN]).unwrap();
    let valid = Mask::from_fn(3, 1, |x, _| x < 2);
    let at = |x| sample_masked(&raster, &valid, Interpolation::Bilinear, x, 0.0);
    assert_eq!(at(1.0), Some(2.0));
    assert_eq!(at(0.5), Some(1.5));
    assert_eq!(at(1.1), None);
}

#[test]
fn channels_are_sampled_together() {
    let raster = Raster::from_fn(6, 6, |x, y| [x as f32, y as f32, 1.0]);
    let got = lanczos3(&raster, 2.5, 2.5).unwrap();
    assert!((got[0] - 2.5).abs() < 1e-5 && (got[1] - 2.5).abs() < 1e-5 && (got[2] - 1.0).abs() < 1e-6);
}
