use super::*;
use crate::{
    Mask, Raster,
    border::reflect,
    testing::{masked_rasters, max_difference, noise, on_any_threads, rasters},
};
use proptest::prelude::*;

/// The weighted mean of the valid cells, tap by tap; `None` without a valid one.
fn slow(source: &Raster<f32>, valid: &Mask, kx: &Kernel, ky: &Kernel) -> Raster<Option<f64>> {
    Raster::from_fn(source.width(), source.height(), |x, y| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (j, &wy) in ky.taps().iter().enumerate() {
            let sy = reflect((y + j) as isize - ky.radius() as isize, source.height());
            for (i, &wx) in kx.taps().iter().enumerate() {
                let sx = reflect((x + i) as isize - kx.radius() as isize, source.width());
                if valid.get(sx, sy) {
                    sum += f64::from(wx) * f64::from(wy) * f64::from(source[(sx, sy)]);
                    weights += f64::from(wx) * f64::from(wy);
                }
            }
        }
        (weights > 0.0).then(|| sum / weights)
    })
}

fn kernels() -> impl Strategy<Value = Kernel> {
    (0usize..5).prop_flat_map(|r| {
        prop::collection::vec(0.01f32..1.0, 2 * r + 1).prop_map(|t| {
            let sum: f32 = t.iter().sum();
            Kernel::new(t.iter().map(|t| t / sum).collect()).unwrap()
        })
    })
}

proptest! {
    #[test]
    fn separable_equals_the_slow_sum(source in rasters(40), kx in kernels(), ky in kernels()) {
        let all = Mask::filled(source.width(), source.height(), true);
        let want = slow(&source, &all, &kx, &ky).map(|v| v.unwrap() as f32);
        prop_assert!(max_difference(&separable(&source, &kx, &ky), &want) < 1e-6);
    }

    #[test]
    fn masked_equals_the_slow_sum(
        (source, valid) in masked_rasters(20), kx in kernels(), ky in kernels(),
    ) {
        let (got, got_valid) = separable_masked(&source, &valid, &kx, &ky).unwrap();
        let want = slow(&source, &valid, &kx, &ky);
        for (i, want) in want.data().iter().enumerate() {
            let (got, valid) = (got.data()[i], got_valid.raster().data()[i]);
            match want {
                Some(want) => prop_assert!(valid && (f64::from(got) - want).abs() < 1e-5),
                None => prop_assert!(!valid && got.is_nan()),
            }
        }
    }

    #[test]
    fn islands_far_from_each_other_equal_the_slow_sum(
        islands in prop::collection::vec((0usize..90, 0usize..80), 0..3), kx in kernels(), ky in kernels(),
    ) {
        let source = noise(90, 80);
        let valid = Mask::from_fn(90, 80, |x, y| {
            islands.iter().any(|&(u, v)| x.abs_diff(u) < 3 && y.abs_diff(v) < 2)
        });
        let (got, got_valid) = separable_masked(&source, &valid, &kx, &ky).unwrap();
        for (i, want) in slow(&source, &valid, &kx, &ky).data().iter().enumerate() {
            let (got, valid) = (got.data()[i], got_valid.raster().data()[i]);
            match want {
                Some(want) => prop_assert!(valid && (f64::from(got) - want).abs() < 1e-5),
                None => prop_assert!(!valid && got.is_nan()),
            }
        }
    }

    #[test]
    fn channels_are_filtered_one_by_one(source in rasters(20), sigma in 0.3f64..3.0) {
        let one = gaussian(&source, sigma);
        let three = gaussian(&source.map(|&v| [v, 2.0 * v, -v]), sigma);
        for (a, b) in one.data().iter().zip(three.data()) {
            prop_assert_eq!([*a, 2.0 * a, -a], *b);
        }
    }
}

#[test]
fn a_sine_keeps_its_gaussian_share() {
    // A whole number of half waves between the edges, so the mirrored border continues the cosine.
    let (n, half_waves, sigma) = (400usize, 24.0, 3.0);
    let wave = |x: usize| (std::f64::consts::PI * half_waves * (x as f64 + 0.5) / n as f64).cos();
    let source = Raster::from_fn(n, 3, |x, _| wave(x) as f32);
    let frequency = half_waves / (2.0 * n as f64);
    let share = (-2.0 * (std::f64::consts::PI * sigma * frequency).powi(2)).exp();
    let got = gaussian(&source, sigma);
    for x in 0..n {
        // 1e-4: the weight that cutting the kernel at 4 σ moves.
        assert!((f64::from(got[(x, 1)]) - share * wave(x)).abs() < 1e-4, "x {x}");
    }
}

#[test]
fn the_mean_survives() {
    let source = noise(37, 23);
    let mean = |r: &Raster<f32>| r.data().iter().map(|&v| f64::from(v)).sum::<f64>();
    assert!((mean(&gaussian(&source, 4.0)) / mean(&source) - 1.0).abs() < 1e-6);
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let source = noise(333, 211);
    let valid = Mask::from_fn(333, 211, |x, y| (x / 9 + y / 5) % 4 != 0);
    on_any_threads(|| gaussian(&source, 2.0));
    on_any_threads(|| gaussian_masked(&source, &valid, 1.5).0.map(|v| v.to_bits()));
}

#[test]
fn a_negative_tap_cannot_be_normalised() {
    let source = noise(4, 4);
    let slope = Kernel::new(vec![-0.5, 0.0, 0.5]).unwrap();
    let got = separable_masked(&source, &Mask::filled(4, 4, true), &slope, &Kernel::identity());
    assert_eq!(
        got.unwrap_err(),
        KernelError::Negative {
            index: 0,
            value: -0.5
        }
    );
}
