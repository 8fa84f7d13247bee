//! What the image arithmetic costs on a small photo of 2000 × 1500 cells.
//! `cargo bench -p relief-grid -- gaussian` runs one group.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use relief_grid::{
    Mask, Point, Raster,
    components::{Connectivity, components},
    distance, filter,
    integral::Integral,
    morphology, pyramid,
    sample::Interpolation,
    warp::{Displacement, Homography, Spline, then, warp, warp_masked},
    watershed::watershed,
};
use std::hint::black_box;

const WIDTH: usize = 2000;
const HEIGHT: usize = 1500;

fn picture() -> Raster<f32> {
    Raster::from_fn(WIDTH, HEIGHT, |x, y| {
        ((x * 7919 + y * 104_729) % 1009) as f32 / 1009.0
    })
}

/// Nine cells in ten, in patches.
fn patches() -> Mask {
    Mask::from_fn(WIDTH, HEIGHT, |x, y| (x / 40 + y / 30) % 10 != 0)
}

fn filters(c: &mut Criterion) {
    let (one, valid) = (picture(), patches());
    let three = one.map(|&v| [v, 1.0 - v, v * v]);
    let mut group = c.benchmark_group("filter");
    for sigma in [1.0, 2.0, 4.0, 8.0, 32.0] {
        group.bench_with_input(BenchmarkId::new("gaussian", sigma), &sigma, |b, &s| {
            b.iter(|| filter::gaussian(black_box(&one), s));
        });
    }
    group.bench_function("gaussian 2, three channels", |b| {
        b.iter(|| filter::gaussian(black_box(&three), 2.0))
    });
    group.bench_function("gaussian 2, masked", |b| {
        b.iter(|| filter::gaussian_masked(black_box(&one), &valid, 2.0));
    });
    group.bench_function("box_mean 7", |b| b.iter(|| filter::box_mean(black_box(&one), 7)));
    group.bench_function("scharr", |b| b.iter(|| filter::scharr(black_box(&one))));
    group.bench_function("median 1", |b| b.iter(|| filter::median(black_box(&one), 1)));
    group.bench_function("halve", |b| b.iter(|| pyramid::halve(black_box(&one))));
}

fn warps(c: &mut Criterion) {
    let (one, valid) = (picture(), patches());
    let three = one.map(|&v| [v, 1.0 - v, v * v]);
    let matrix = [[0.98, -0.05, 40.0], [0.05, 0.98, -20.0], [1e-6, -1e-6, 1.0]];
    let homography = Homography::new(matrix).unwrap_or(Homography::IDENTITY);
    let mut group = c.benchmark_group("warp");
    for kind in [
        Interpolation::Nearest,
        Interpolation::Bilinear,
        Interpolation::Cubic,
        Interpolation::Lanczos3,
    ] {
        group.bench_function(format!("{kind:?} homography"), |b| {
            b.iter(|| warp(black_box(&one), WIDTH, HEIGHT, kind, &homography));
        });
    }
    group.bench_function("Cubic homography, three channels", |b| {
        b.iter(|| {
            warp(
                black_box(&three),
                WIDTH,
                HEIGHT,
                Interpolation::Cubic,
                &homography,
            )
        });
    });
    group.bench_function("Cubic homography, masked", |b| {
        b.iter(|| {
            warp_masked(
                black_box(&one),
                &valid,
                WIDTH,
                HEIGHT,
                Interpolation::Cubic,
                &homography,
            )
        });
    });
    let nodes = Raster::from_fn(23, 18, |i, j| [(i % 3) as f32, (j % 2) as f32]);
    if let Some(spline) = Displacement::new(nodes, Point::new(-100.0, -100.0), 100.0, Spline::Cubic) {
        let both = then(spline, |p| homography.apply(p));
        group.bench_function("Cubic spline and homography", |b| {
            b.iter(|| warp(black_box(&one), WIDTH, HEIGHT, Interpolation::Cubic, &both));
        });
    }
}

fn regions(c: &mut Criterion) {
    let smooth = filter::gaussian(&picture(), 2.0);
    let valid = Mask::filled(WIDTH, HEIGHT, true);
    let spots: Mask = smooth.map(|&v| v > 0.5).into();
    let mut group = c.benchmark_group("regions");
    group.sample_size(10);
    group.bench_function("integral", |b| b.iter(|| Integral::new(black_box(&smooth))));
    group.bench_function("components", |b| {
        b.iter(|| components(black_box(&spots), Connectivity::Eight))
    });
    group.bench_function("distance", |b| b.iter(|| distance::to_mask(black_box(&spots))));
    group.bench_function("close 5", |b| {
        b.iter(|| morphology::close(black_box(&spots), 5.0))
    });
    group.bench_function("watershed", |b| {
        b.iter(|| watershed(black_box(&smooth), &valid, Connectivity::Eight, 0.01));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2));
    targets = filters, warps, regions
}
criterion_main!(benches);
