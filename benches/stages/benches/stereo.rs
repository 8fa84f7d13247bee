//! What a light set of eight pictures of 12 megapixels costs after decoding: reducing the pictures to the working pitch, and everything from there to heights.
//!
//! `cargo bench -p relief-stages --bench stereo`

use criterion::{Criterion, criterion_group, criterion_main};
use relief_grid::{Mask, Raster, ScaleSource};
use relief_phantom::{LightSetSpec, Phototype, RenderedLightSet, light_set};
use relief_stereo::{Frame, LampsFrom, LightSet, Lights, block_factor, block_means, reconstruct};
use std::fmt::Debug;
use std::hint::black_box;

const WIDTH: usize = 4000;

fn done<T, E: Debug>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("a bench of a failure: {error:?}"))
}

fn linear(picture: &Raster<[u8; 3]>) -> Raster<[f32; 3]> {
    // The curve does not matter for time.
    picture.map(|pixel| pixel.map(|code| (f32::from(code) / 255.0).powi(2)))
}

fn reduced(drawn: &RenderedLightSet) -> LightSet {
    let lights = done(Lights::from_json(drawn.lights_json.as_bytes()));
    let Some(view) = lights.view() else {
        panic!("a set without a camera")
    };
    let factor = block_factor(view.mm_per_px());
    let frames = lights
        .lamps
        .iter()
        .zip(&drawn.frames)
        .map(|(lamp, (name, picture))| {
            let Some(light) = lamp.light else {
                panic!("a lamp without a place")
            };
            let frame = Frame {
                name: name.clone(),
                linear: linear(picture),
                clipped: Mask::from(picture.map(|pixel| pixel.contains(&255))),
                light,
                intensity: lamp.intensity,
            };
            frame.block_means(factor)
        });
    let ambient = block_means(&linear(&drawn.ambient), factor);
    LightSet {
        frames: frames.collect(),
        skin: Mask::filled(ambient.width(), ambient.height(), true),
        ambient: Some(ambient),
        view: view.block_means(factor),
        scale: ScaleSource::Given,
        lamps_from: LampsFrom::Told,
    }
}

fn stereo(c: &mut Criterion) {
    let drawn = done(light_set(&LightSetSpec {
        seed: 1000,
        visit: 0,
        phototype: Phototype::II,
        depth_factor: 1.0,
        lamps: 8,
        near: false,
        lamp_mm: LightSetSpec::NEAR_MM,
        card: false,
        width: WIDTH,
        fault: None,
    }));
    let mut group = c.benchmark_group("eight pictures of 12 MP");
    group.sample_size(10);
    group.bench_function("reduce", |b| b.iter(|| reduced(black_box(&drawn))));
    let set = reduced(&drawn);
    group.bench_function("reconstruct", |b| b.iter(|| done(reconstruct(black_box(&set)))));
    group.finish();
}

criterion_group!(benches, stereo);
criterion_main!(benches);
