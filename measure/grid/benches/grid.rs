//! What the image arithmetic costs on a small photo of 2000 × 1500 cells.
//! `cargo bench -p relief-grid -- gaussian` runs one group.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use relief_grid::{Mask, Raster, filter, pyramid};
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
    group.bench_function("halve", |b| b.iter(|| pyramid::halve(black_box(&one))));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2));
    targets = filters
}
criterion_main!(benches);
