//! Areal parameters, filters and profile parameters held to those of other programs (`oracle/surface`).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
use relief_surface::SurfaceError;
use relief_surface::filter::morphological::{Element, closing, opening};
use relief_surface::filter::{gaussian, spline};
use relief_surface::parameters::spatial::{DEFAULT_DECAY, spatial};
use relief_surface::parameters::{Functions, Heights, Hybrid};
use relief_surface::profile::{Profile, ProfileSettings};
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

/// Where nothing was measured, for the filters.
fn with_holes(map: &HeightMap) -> HeightMap {
    let hole = |x: usize, y: usize| {
        (31 * x + 17 * y).is_multiple_of(23) || (x.abs_diff(100) < 12 && y.abs_diff(90) < 15)
    };
    let heights = Raster::from_fn(map.width(), map.height(), |x, y| {
        if hole(x, y) {
            f64::NAN
        } else {
            map.heights_mm()[(x, y)]
        }
    });
    HeightMap::from_nan(heights, map.pitch_x(), map.pitch_y(), map.scale())
}

fn stored() -> serde_json::Value {
    serde_json::from_str(EXPECTED).unwrap()
}

fn expected(peer: &str, name: &str) -> f64 {
    stored()[peer][name].as_f64().unwrap()
}

/// Against surfalize.
fn close(name: &str, found: f64, relative: f64) {
    close_to("values", name, found, relative);
}

fn close_to(peer: &str, name: &str, found: f64, relative: f64) {
    let expected = expected(peer, name);
    assert!(
        (found / expected - 1.0).abs() <= relative,
        "{name}: {found}, {peer} {expected}"
    );
}

/// Every stored cell of a filtered surface, in µm.
fn filtered(name: &str, filtered: Result<HeightMap, SurfaceError>, tolerance_um: f64) {
    let map = filtered.unwrap();
    let all = stored();
    let cells = all["filters"][name].as_array().unwrap();
    assert!(cells.len() > 5);
    for cell in cells {
        let number = |at: usize| cell[at].as_f64().unwrap();
        let (x, y) = (number(0) as usize, number(1) as usize);
        let off = 1e3 * map.height_mm(x, y).unwrap() - number(2);
        assert!(
            off.abs() < tolerance_um,
            "{name} at {x}, {y} is off by {off:.1e} µm"
        );
    }
}

#[test]
fn the_surface_is_the_same() {
    let all = stored();
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
fn height_parameters_are_those_of_surfalize_gwyddion_and_surface_topography() {
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
        close_to("Gwyddion", name, value, 1e-9);
    }
    close_to("SurfaceTopography", "Sq", 1e3 * found.sq_mm, 1e-9);
}

/// surfalize has the same formulas: rounding alone; which they are was found with it as a black box. The others take the mean of the squares
/// otherwise at the map's edge: SurfaceTopography is 4e-4 above, Gwyddion 8e-6. Gwyddion's area is that of four triangles that meet in the middle of four
/// cells, which cut off less than two do: its Sdr is 0.6 % below.
#[test]
fn hybrid_parameters_are_surfalizes_and_near_the_others() {
    let found = Hybrid::of(&surface()).unwrap();
    close("Sdq", found.sdq, 1e-9);
    close("Sdr", 100.0 * found.sdr, 1e-9);
    close_to("Gwyddion", "Sdq", found.sdq, 1e-5);
    close_to("Gwyddion", "Sdr", 100.0 * found.sdr, 7e-3);
    close_to("SurfaceTopography", "Sdq", found.sdq, 5e-4);
}

/// surfalize reads the autocorrelation at whole steps of way and direction, of a few thousandths of these 54 cells.
#[test]
fn spatial_parameters_are_surfalizes_as_far_as_its_steps_go() {
    let found = spatial(&surface(), DEFAULT_DECAY).unwrap();
    close("Sal", 1e3 * found.sal_mm.unwrap(), 6e-4);
    close("Str", found.str_ratio.unwrap(), 6e-4);
}

/// scipy's kernel ends at 6 standard deviations, ours at one nesting index, where it weighs 7e-7 of its middle; Gwyddion's does not end, and is compared
/// where the map's edge is far. The heights are up to 110 µm.
#[test]
fn the_gaussian_is_scipys_with_holes_and_gwyddions_inside() {
    let map = surface();
    filtered("gaussian", gaussian(&with_holes(&map), 0.15), 1e-4);
    filtered("gaussian_gwyddion", gaussian(&map, 0.15), 1e-4);
}

/// The filter of Hodrick and Prescott makes the same sum small, along rows and along columns. statsmodels solves its equations to 1e-10 or so.
#[test]
fn the_spline_is_that_of_statsmodels() {
    filtered("spline", spline(&surface(), 0.12, 0.0), 1e-6);
}

/// The same sums and comparisons: rounding alone.
#[test]
fn morphological_filters_are_scipys() {
    let map = with_holes(&surface());
    let ball = Element::Ball { radius_mm: 0.3 };
    filtered("closing_ball", closing(&map, ball), 1e-6);
    filtered("opening_ball", opening(&map, ball), 1e-6);
    filtered(
        "closing_disk",
        closing(&map, Element::Disk { radius_mm: 0.042 }),
        1e-6,
    );
}

/// surfalize counts heights from their mean over the evaluation length; we count from the mean line, as the standard does. So Rz and Rt are the same
/// but for the Gaussian's last 7e-7, Rp and Rv differ by one shift, and so do the moments. Rsk and Rku come from moments about that mean.
#[test]
fn profile_parameters_are_surfalizes_about_another_mean() {
    let map = surface();
    let line_mm = [[0.0, 130.0 * 0.005], [299.0 * 0.005, 130.0 * 0.005]];
    let profile = Profile::along(&map, line_mm[0], line_mm[1]).unwrap();
    let settings = ProfileSettings {
        s_nesting_mm: 1e-4,
        l_nesting_mm: 0.3,
    };
    let found = profile.roughness(&settings).unwrap();
    assert_eq!(found.sections, 5);
    let peer = |name| expected("profile", name);
    const GAUSSIAN: f64 = 1e-5;
    close_to("profile", "Rz", 1e3 * found.rz_mm, GAUSSIAN);
    close_to("profile", "Rt", 1e3 * found.rt_mm, GAUSSIAN);
    let mean = 1e3 * found.rp_mm - peer("Rp");
    assert!((peer("Rv") - 1e3 * found.rv_mm - mean).abs() < 30.0 * GAUSSIAN);
    let rq = 1e3 * found.rq_mm;
    let second = rq * rq - mean * mean;
    close_to("profile", "Rq", second.sqrt(), GAUSSIAN);
    let third = found.rsk * rq.powi(3) - 3.0 * mean * rq * rq + 2.0 * mean.powi(3);
    close_to("profile", "Rsk", third / second.powf(1.5), 10.0 * GAUSSIAN);
    let fourth = found.rku * rq.powi(4) - 4.0 * mean * found.rsk * rq.powi(3) + 6.0 * mean * mean * rq * rq
        - 3.0 * mean.powi(4);
    close_to("profile", "Rku", fourth / second.powi(2), 10.0 * GAUSSIAN);
    // Its mean is 0.1 µm off the mean line, of which a sixth comes into the mean of absolute heights.
    close_to("profile", "Ra", 1e3 * found.ra_mm, 7e-3);
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
