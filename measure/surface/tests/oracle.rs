//! Areal parameters held to those of surfalize (`oracle/surface`).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
use relief_surface::parameters::{Functions, Heights, Hybrid};
use std::f64::consts::TAU;

const EXPECTED: &str = include_str!("../../../oracle/surface/expected.json");

/// The surface of `oracle.py`, in mm.
fn surface() -> HeightMap {
    let mut state = 7u64;
    let mut draw = || {
        state = (1_103_515_245 * state + 12_345) % (1 << 31);
        state as f64 / f64::from(1u32 << 31)
    };
    let waves: Vec<[f64; 3]> = (0..40)
        .map(|_| {
            let length = 8.0 * 40f64.powf(draw());
            [length, TAU * draw(), TAU * draw()]
        })
        .collect();
    let heights = Raster::from_fn(300, 260, |x, y| {
        let wave = |[length, turn, phase]: &[f64; 3]| {
            let along = x as f64 * turn.cos() + y as f64 * turn.sin();
            0.08 * length * (TAU * along / length + phase).sin()
        };
        let um: f64 = waves.iter().map(wave).sum();
        1e-3 * (um - 0.02 * (-um).max(0.0).powf(1.5))
    });
    let pitch = Pitch::from_mm_per_px(0.005).unwrap();
    HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
}

fn expected(name: &str) -> f64 {
    let all: serde_json::Value = serde_json::from_str(EXPECTED).unwrap();
    all["values"][name].as_f64().unwrap()
}

fn close(name: &str, found: f64, relative: f64) {
    let expected = expected(name);
    assert!(
        (found / expected - 1.0).abs() <= relative,
        "{name}: {found}, surfalize {expected}"
    );
}

#[test]
fn the_surface_is_the_same() {
    let all: serde_json::Value = serde_json::from_str(EXPECTED).unwrap();
    let map = surface();
    for (at, corner) in [((0, 0), 0), ((299, 259), 1)] {
        let um = 1e3 * map.height_mm(at.0, at.1).unwrap();
        assert!(
            (um - all["corner_um"][corner].as_f64().unwrap()).abs() < 1e-8,
            "{um}"
        );
    }
}

/// The same sums: rounding alone.
#[test]
fn height_parameters_are_surfalizes() {
    let found = Heights::of(&surface()).unwrap();
    for (name, value) in [
        ("Sa", 1e3 * found.sa_mm),
        ("Sq", 1e3 * found.sq_mm),
        ("Sp", 1e3 * found.sp_mm),
        ("Sv", 1e3 * found.sv_mm),
        ("Sz", 1e3 * found.sz_mm),
        ("Ssk", found.ssk),
        ("Sku", found.sku),
    ] {
        close(name, value, 1e-9);
    }
}

/// The same formulas: rounding alone. Which they are was found with surfalize as a black box.
#[test]
fn hybrid_parameters_are_surfalizes() {
    let found = Hybrid::of(&surface()).unwrap();
    close("Sdq", found.sdq, 1e-9);
    close("Sdr", 100.0 * found.sdr, 1e-9);
}

/// surfalize cuts the curve into bins; ours is every height.
#[test]
fn functions_are_surfalizes_as_far_as_its_bins_go() {
    let functions = Functions::of(&surface()).unwrap();
    let core = functions.core();
    let volumes = [
        ("Vmp", functions.vm_mm(0.1)),
        ("Vmc", functions.vm_mm(0.8) - functions.vm_mm(0.1)),
        ("Vvv", functions.vv_mm(0.8)),
        ("Vvc", functions.vv_mm(0.1) - functions.vv_mm(0.8)),
    ];
    for (name, value) in volumes {
        close(name, 1e3 * value, 2e-3);
    }
    close("Sk", 1e3 * core.sk_mm, 2e-3);
    close("Smr1", 100.0 * core.smrk1, 5e-3);
    close("Smr2", 100.0 * core.smrk2, 5e-3);
    close("Spk", 1e3 * core.spk_mm, 2e-3);
    close("Svk", 1e3 * core.svk_mm, 2e-3);
    close(
        "Sxp",
        1e3 * (functions.smc_mm(0.025) - functions.smc_mm(0.5)),
        2e-3,
    );
}
