use super::*;
use crate::filter::{RegressionOrder, robust_gaussian, spline};
use crate::form::{Fit, Form};
use relief_grid::{Pitch, Raster, ScaleSource};
use std::f64::consts::TAU;

fn map(of: impl Fn(f64, f64) -> f64 + Sync) -> HeightMap {
    let pitch = Pitch::from_mm_per_px(0.1).unwrap();
    let heights = Raster::from_fn(200, 160, |x, y| of(x as f64 * 0.1, y as f64 * 0.1));
    HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
}

fn value(texture: &Texture, name: &str) -> f64 {
    let parameter = texture.parameters.iter().find(|parameter| parameter.name == name);
    parameter.unwrap().value
}

/// Ripples of 0.5 mm on a wave of 10 mm, with one deep scar.
fn scarred() -> HeightMap {
    map(|x, y| {
        let scar = if (x - 10.0).hypot(y - 8.0) < 2.0 { 0.4 } else { 0.0 };
        0.01 * (TAU * x / 0.5).sin() + 0.1 * (TAU * y / 10.0).cos() - scar
    })
}

#[test]
fn each_filter_is_the_one_that_is_named() {
    let map = scarred();
    let (s_nesting_mm, l_nesting_mm) = (0.3, 6.0);
    let formless = Form::fit(&map, 1, Fit::LeastSquares).unwrap().taken_off(&map);
    let smooth = spline(&formless, s_nesting_mm, 0.0).unwrap();
    let waves = [
        (
            LFilter::Gaussian,
            crate::filter::gaussian(&smooth, l_nesting_mm),
            "l_filter_gaussian_mm",
        ),
        (
            LFilter::RobustGaussian,
            robust_gaussian(&smooth, l_nesting_mm, RegressionOrder::Quadratic),
            "l_filter_robust_gaussian_mm",
        ),
        (
            LFilter::Spline,
            spline(&smooth, l_nesting_mm, 0.0),
            "l_filter_spline_mm",
        ),
    ];
    for (l_filter, wave, name) in waves {
        let settings = TextureSettings {
            form_order: 1,
            s_filter: SFilter::Spline,
            s_nesting_mm,
            l_filter,
            l_nesting_mm,
            ..TextureSettings::default()
        };
        let texture = texture(&map, &settings).unwrap();
        let expected = Heights::of(&minus(smooth.clone(), &wave.unwrap())).unwrap();
        let sq = expected
            .named()
            .into_iter()
            .find(|parameter| parameter.name == "Sq");
        assert_eq!(value(&texture, "Sq"), sq.unwrap().value, "{name}");
        let applied = [("s_filter_spline_mm", 0.3), (name, 6.0)];
        assert_eq!(texture.applied[1..3], applied);
    }
}

#[test]
fn a_robust_l_filter_leaves_more_of_a_scar() {
    let map = scarred();
    let depth = |l_filter| {
        let settings = TextureSettings {
            l_filter,
            l_nesting_mm: 6.0,
            ..TextureSettings::default()
        };
        value(&texture(&map, &settings).unwrap(), "Sv")
    };
    assert!(depth(LFilter::RobustGaussian) > 1.3 * depth(LFilter::Gaussian));
}

#[test]
fn filters_that_leave_nothing_between_them_are_refused() {
    let map = scarred();
    for (s_nesting_mm, l_nesting_mm) in [(8.0, 8.0), (9.0, 8.0), (0.0, 8.0), (0.1, f64::NAN)] {
        let settings = TextureSettings {
            s_nesting_mm,
            l_nesting_mm,
            ..TextureSettings::default()
        };
        let found = texture(&map, &settings);
        assert!(
            matches!(found, Err(SurfaceError::Setting { .. })),
            "{s_nesting_mm}, {l_nesting_mm}"
        );
    }
}
