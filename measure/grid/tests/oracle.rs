//! relief-grid against SciPy, scikit-image and Pillow: `oracle/grid/oracle.py` made the expected rasters.
//! Unless a test says otherwise the tolerance is 2e-6: values below one, summed in f32 here and in f64 there.

#![cfg(test)]

use relief_grid::{
    Mask, Point, Raster,
    components::{Connectivity, components},
    distance, filter,
    integral::Integral,
    morphology,
    sample::{self, Interpolation},
    warp::{Homography, warp},
    watershed::watershed,
};
use std::{collections::HashMap, sync::LazyLock};

const ROUNDING: f32 = 2e-6;

/// Width, height and values row by row.
type Stored = (usize, usize, Vec<f32>);

static EXPECTED: LazyLock<HashMap<String, Stored>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../oracle/grid/expected.json")).unwrap());

fn raster(name: &str) -> Raster<f32> {
    let (width, height, data) = EXPECTED[name].clone();
    Raster::from_vec(width, height, data).unwrap()
}

fn mask(name: &str) -> Mask {
    raster(name).map(|&v| v > 0.0).into()
}

/// Compare where `within` says so.
fn compare(name: &str, got: &Raster<f32>, tolerance: f32, within: impl Fn(usize, usize) -> bool) {
    let want = raster(name);
    assert_eq!(
        (got.width(), got.height()),
        (want.width(), want.height()),
        "{name}"
    );
    let cells = (0..got.height()).flat_map(|y| (0..got.width()).map(move |x| (x, y)));
    for at in cells.filter(|&(x, y)| within(x, y)) {
        assert!(
            (got[at] - want[at]).abs() <= tolerance,
            "{name} at {at:?}: {} for {}",
            got[at],
            want[at]
        );
    }
}

fn equals(name: &str, got: &Raster<f32>, tolerance: f32) {
    compare(name, got, tolerance, |_, _| true);
}

#[test]
fn filters_of_scipy() {
    let values = raster("values");
    equals("gaussian_1.3", &filter::gaussian(&values, 1.3), ROUNDING);
    equals("dog_1_3", &filter::band_pass(&values, 1.0, 3.0), ROUNDING);
    equals("uniform_5", &filter::box_mean(&values, 2), ROUNDING);
    equals("median_3", &filter::median(&values, 1), 0.0);
    equals("median_5", &filter::median(&values, 2), 0.0);
    // The wide Gaussian's stated bound; SciPy's was cut at 8 σ, where nothing is left.
    equals("gaussian_9_exact", &filter::gaussian(&values, 9.0), 2e-4);
}

#[test]
fn derivatives_of_numpy_and_scipy() {
    let values = raster("values");
    let central = filter::central_difference(&values);
    equals("gradient_x", &central.map(|d| d[0]), ROUNDING);
    equals("gradient_y", &central.map(|d| d[1]), ROUNDING);
    let scharr = filter::scharr(&values);
    // At the border SciPy takes half the one-sided difference.
    let (w, h) = (values.width(), values.height());
    compare("scharr_x", &scharr.map(|d| d[0]), ROUNDING, |x, _| {
        x > 0 && x < w - 1
    });
    compare("scharr_y", &scharr.map(|d| d[1]), ROUNDING, |_, y| {
        y > 0 && y < h - 1
    });
}

#[test]
fn normalised_convolution_of_scipy() {
    let (valid, weight) = (mask("valid"), raster("gaussian_masked_0.4_weight"));
    let holed = {
        let values = raster("values");
        Raster::from_fn(values.width(), values.height(), |x, y| {
            if valid.get(x, y) { values[(x, y)] } else { f32::NAN }
        })
    };
    let (got, got_valid) = filter::gaussian_masked(&holed, &valid, 0.4);
    assert_eq!(&got_valid, &weight.map(|&w| w > 0.0).into());
    compare("gaussian_masked_0.4", &got, ROUNDING, |x, y| got_valid.get(x, y));
}

#[test]
fn sampling_of_scipy_and_pillow() {
    let values = raster("values");
    let matrix = [[0.9, -0.2, 3.0], [0.15, 0.8, 0.5], [0.01, -0.005, 1.0]];
    let homography = Homography::new(matrix).unwrap();
    let (got, valid) = warp(
        &values,
        values.width(),
        values.height(),
        Interpolation::Bilinear,
        &homography,
    );
    assert_eq!(valid, mask("homography_bilinear_valid"));
    compare("homography_bilinear", &got, ROUNDING, |x, y| valid.get(x, y));

    let thirds = |p: Point| Point::new((p.x + 0.5) / 3.0 - 0.5, (p.y + 0.5) / 3.0 - 0.5);
    let (w, h) = (3 * values.width(), 3 * values.height());
    for (name, kind, reach) in [
        ("enlarged_bicubic", Interpolation::Cubic, 2),
        ("enlarged_lanczos", Interpolation::Lanczos3, 3),
    ] {
        // Pillow drops cells beyond the border where Relief mirrors them: compare inside.
        let margin = 3 * reach;
        let inner = |x, y| x >= margin && y >= margin && x < w - margin && y < h - margin;
        compare(name, &warp(&values, w, h, kind, &thirds).0, ROUNDING, inner);
    }
    assert_eq!(sample::bilinear(&values, 16.0, 12.0), Some(values[(16, 12)]));
}

#[test]
fn components_of_scipy() {
    for (name, connectivity) in [("four", Connectivity::Four), ("eight", Connectivity::Eight)] {
        let got = components(&mask("valid"), connectivity);
        equals(&format!("labels_{name}"), &got.labels.map(|&l| l as f32), 0.0);
        let want = raster(&format!("centroids_{name}"));
        assert_eq!(got.list.len(), want.height());
        for (y, c) in got.list.iter().enumerate() {
            let (x, y, area) = (want[(0, y)], want[(1, y)], want[(2, y)]);
            // Printed with ten digits, read back as f32.
            assert!(c.centroid.distance(Point::new(f64::from(x), f64::from(y))) < 2e-6);
            assert_eq!(c.area_px as f32, area);
        }
    }
}

#[test]
fn basins_have_the_minima_of_scikit_image() {
    let all = Mask::filled(17, 13, true);
    for (name, connectivity) in [("four", Connectivity::Four), ("eight", Connectivity::Eight)] {
        for h in ["0.2", "0.5"] {
            let depth: f32 = h.parse::<f32>().unwrap() * 10_000.0;
            let basins = watershed(&raster("heights"), &all, connectivity, depth).basins;
            let minima = mask(&format!("h_minima_{h}_{name}"));
            let pits = Mask::from_fn(17, 13, |x, y| basins.iter().any(|b| b.pit == (x, y)));
            assert_eq!(pits, minima, "depth {h}, {name}");
        }
        let basins = watershed(&raster("values"), &all, connectivity, 0.0).basins;
        let pits = Mask::from_fn(17, 13, |x, y| basins.iter().any(|b| b.pit == (x, y)));
        assert_eq!(pits, mask(&format!("local_minima_{name}")));
    }
}

#[test]
fn distances_and_morphology_of_scipy() {
    // One rounding of a square root to f32.
    equals("distance", &distance::to_mask(&mask("sparse")), 1e-6);
    assert_eq!(morphology::dilate(&mask("sparse"), 2.0), mask("dilated_2"));
    assert_eq!(morphology::erode(&mask("valid"), 1.0), mask("eroded_1"));
    assert_eq!(morphology::fill_holes(&mask("valid")), mask("filled"));
}

#[test]
fn running_sums_of_numpy() {
    let sums = Integral::new(&raster("values"));
    let got = Raster::from_fn(17, 13, |x, y| sums.sum(0..x + 1, 0..y + 1) as f32);
    // Sums up to 120, read back as f32.
    equals("integral", &got, 1e-5);
}
