//! What each stage of measuring a scan costs, on maps of 500 × 500 and of 4000 × 4000 cells of 0.05 mm: phantom skin with scars, laid beside its
//! mirror images until the map is full.
//!
//! `cargo bench -p relief-stages --bench scans -- 500` runs the small map. A stage that fails ends the bench: what fails is quick.

use criterion::{Criterion, criterion_group, criterion_main};
use relief_formats::{Options, Output, Scan, read, write};
use relief_grid::{HeightMap, Raster};
use relief_phantom::{ScanSpec, scan};
use relief_surface::change::{CompareSettings, compare};
use relief_surface::filter::gaussian;
use relief_surface::form::{Fit, Form};
use relief_surface::parameters::features::{DEFAULT_PRUNING, features};
use relief_surface::parameters::spatial::{DEFAULT_DECAY, spatial};
use relief_surface::parameters::{Functions, Heights, Hybrid, TextureSettings, texture};
use relief_surface::scars::{ScarSettings, find_scars};
use std::fmt::Debug;
use std::hint::black_box;

/// Cells along a side.
const SIDES: [usize; 2] = [500, 4000];

fn phantom(visit: u64, depth_factor: f64) -> HeightMap {
    let spec = ScanSpec {
        seed: 3,
        visit,
        pitch_mm: 0.05,
        noise_um: 20.0,
        depth_factor,
        most_turn_deg: 6.0,
    };
    done(scan(&spec)).map
}

fn done<T, E: Debug>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("a bench of a failure: {error:?}"))
}

/// A map of so many cells a side; what is beside the skin is its mirror image, so that no step lies between.
fn tiled(skin: &HeightMap, side: usize) -> HeightMap {
    let folded = |at: usize, cells: usize| {
        let (tile, within) = (at / cells, at % cells);
        if tile.is_multiple_of(2) {
            within
        } else {
            cells - 1 - within
        }
    };
    let heights = Raster::from_fn(side, side, |x, y| {
        let (x, y) = (folded(x, skin.width()), folded(y, skin.height()));
        skin.height_mm(x, y).unwrap_or(f64::NAN)
    });
    HeightMap::from_nan(heights, skin.pitch_x(), skin.pitch_y(), skin.scale())
}

fn one_map(c: &mut Criterion, map: &HeightMap, side: usize) {
    let mut group = c.benchmark_group(side.to_string());
    group.sample_size(10);
    let file = done(write(map, Output::X3p));
    group.bench_function("read X3P", |b| {
        b.iter(
            || match done(read(black_box(&file), Some("x3p"), &Options::default())) {
                Scan::HeightMap(map) => map,
                Scan::Mesh(_) => panic!("X3P holds no mesh"),
            },
        )
    });
    let defaults = TextureSettings::default();
    group.bench_function("form", |b| {
        b.iter(|| done(Form::fit(black_box(map), defaults.form_order, Fit::LeastSquares)).taken_off(map))
    });
    for (name, nesting_mm) in [
        ("S-filter", defaults.s_nesting_mm),
        ("L-filter", defaults.l_nesting_mm),
    ] {
        group.bench_function(name, |b| b.iter(|| done(gaussian(black_box(map), nesting_mm))));
    }
    group.bench_function("height", |b| b.iter(|| done(Heights::of(black_box(map)))));
    group.bench_function("hybrid", |b| b.iter(|| done(Hybrid::of(black_box(map)))));
    group.bench_function("functions", |b| b.iter(|| done(Functions::of(black_box(map)))));
    group.bench_function("spatial", |b| {
        b.iter(|| done(spatial(black_box(map), DEFAULT_DECAY)))
    });
    group.bench_function("features", |b| {
        b.iter(|| done(features(black_box(map), DEFAULT_PRUNING)))
    });
    group.bench_function("form, filters and every parameter", |b| {
        b.iter(|| done(texture(black_box(map), &defaults)))
    });
    let scars = || done(find_scars(black_box(map), &ScarSettings::default()));
    assert!(!scars().is_empty(), "a bench of skin without scars");
    group.bench_function("scars", |b| b.iter(scars));
    group.finish();
}

fn two_scans(c: &mut Criterion, before: &HeightMap, after: &HeightMap) {
    let mut group = c.benchmark_group("two scans");
    group.sample_size(10);
    let compared = || done(compare(black_box(before), after, &CompareSettings::default()));
    assert!(compared().comparable(), "a bench of a refusal");
    group.bench_function("compare", |b| b.iter(compared));
    group.finish();
}

fn scans(c: &mut Criterion) {
    let [before, after] = [(0, 1.0), (1, 0.7)].map(|(visit, depth)| phantom(visit, depth));
    for side in SIDES {
        one_map(c, &tiled(&before, side), side);
    }
    two_scans(c, &before, &after);
}

criterion_group!(benches, scans);
criterion_main!(benches);
