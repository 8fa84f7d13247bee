use super::*;
use relief_grid::{Mask, Pitch, Raster, ScaleSource};
use std::f64::consts::{PI, TAU};

fn map_of(width: usize, height: usize, of: impl Fn(usize, usize) -> f64 + Sync) -> HeightMap {
    let [x, y] = [0.1, 0.08].map(|pitch| Pitch::from_mm_per_px(pitch).unwrap());
    HeightMap::from_nan(Raster::from_fn(width, height, of), x, y, ScaleSource::Given)
}

#[test]
fn a_line_along_a_column_is_that_column_and_backwards_turned() {
    let map = map_of(40, 90, |x, y| ((x * 7919 + y * 104_729) % 1009) as f64);
    let column: Vec<f64> = (0..90).map(|y| map.height_mm(39, y).unwrap()).collect();
    let down = Profile::along(&map, [3.9, 0.0], [3.9, 89.0 * 0.08]).unwrap();
    assert_eq!(down.heights_mm(), column);
    assert!((down.step_mm() - 0.08).abs() < 1e-12);
    let up = Profile::along(&map, [3.9, 89.0 * 0.08], [3.9, 0.0]).unwrap();
    assert!(up.heights_mm().iter().eq(column.iter().rev()));
}

#[test]
fn a_slanting_line_reads_a_quadratic_between_cells() {
    let quadratic = |x: f64, y: f64| 0.3 * x * x - 0.2 * x * y + 0.1 * y * y + x;
    let map = map_of(60, 60, |x, y| quadratic(0.1 * x as f64, 0.08 * y as f64));
    let profile = Profile::along(&map, [1.03, 0.51], [4.2, 3.97]).unwrap();
    let count = profile.heights_mm().len();
    assert!(profile.step_mm() <= 0.08);
    for (at, height) in profile.heights_mm().iter().enumerate() {
        let share = at as f64 / (count - 1) as f64;
        let expected = quadratic(1.03 + share * 3.17, 0.51 + share * 3.46);
        assert!((height - expected).abs() < 1e-12);
    }
}

#[test]
fn a_gap_is_told_where_it_is() {
    let (heights, _) = map_of(50, 50, |_, _| 1.0).into_parts();
    let pitch = Pitch::from_mm_per_px(0.1).unwrap();
    let valid = Mask::from_fn(50, 50, |x, y| (x, y) != (20, 10));
    let map = HeightMap::new(heights, valid, pitch, pitch, ScaleSource::Given);
    match Profile::along(&map, [0.0, 1.0], [4.0, 1.0]) {
        Err(SurfaceError::Gap { x_mm, y_mm }) => {
            assert!((x_mm - 2.0).abs() < 1e-9 && (y_mm - 1.0).abs() < 1e-9)
        }
        other => panic!("{other:?}"),
    }
    // One row on, where it would only be read between cells.
    assert!(Profile::along(&map, [0.0, 1.1], [4.0, 1.1]).is_ok());
    assert!(Profile::along(&map, [0.0, 1.15], [4.0, 1.15]).is_err());
    for end in [[5.0, 1.0], [-0.1, 1.0], [f64::NAN, 1.0], [1e300, 0.0]] {
        assert!(matches!(
            Profile::along(&map, [0.0, 0.0], end),
            Err(SurfaceError::Gap { .. })
        ));
    }
    assert!(matches!(
        Profile::along(&map, [1.0, 1.0], [1.0, 1.0]),
        Err(SurfaceError::TooFewCells { .. })
    ));
}

/// A sine on a slope and on a wave that the L-filter takes away whole. Of a sine of λc/5 the waviness keeps exp(−25 ln 2) = 3e-8.
#[test]
fn a_sine_has_the_parameters_of_a_sine() {
    let step = 0.001;
    let heights = (0..=20_000).map(|at| {
        let x = at as f64 * step;
        0.5 * x + 3.0 + 0.02 * (TAU * x / 0.5).sin()
    });
    let profile = Profile::new(heights.collect(), step).unwrap();
    let settings = ProfileSettings {
        s_nesting_mm: 0.001,
        l_nesting_mm: 2.5,
    };
    let found = profile.roughness(&settings).unwrap();
    assert_eq!(found.sections, 8);
    assert!((found.evaluated_mm - 20.0).abs() < 1e-9);
    // At either end the Gaussian sees half of its waves, and the waviness swings by 0.14 of the amplitude over one of 40 of them.
    // That is in two of eight sections.
    let close = |found: f64, expected: f64, tolerance: f64| {
        let off = found / expected - 1.0;
        assert!(off.abs() < tolerance, "{found} {expected}");
    };
    close(found.ra_mm, 0.02 * 2.0 / PI, 5e-3);
    close(found.rq_mm, 0.02 / 2f64.sqrt(), 5e-3);
    close(found.rku, 1.5, 5e-3);
    close(found.rp_mm, 0.02, 0.14 / 4.0);
    close(found.rv_mm, 0.02, 0.14 / 4.0);
    close(found.rz_mm, 0.04, 0.14 / 4.0);
    assert!(found.rsk.abs() < 5e-3);
    assert!((found.rz_mm - found.rp_mm - found.rv_mm).abs() < 1e-15);
}

#[test]
fn one_deep_pit_counts_in_one_section() {
    let mut heights = vec![0.0; 1001];
    heights[500] = -1.0;
    let profile = Profile::new(heights, 0.01).unwrap();
    let found = profile
        .roughness(&ProfileSettings {
            s_nesting_mm: 0.001,
            l_nesting_mm: 2.0,
        })
        .unwrap();
    assert_eq!(found.sections, 5);
    // The pit is one of 200 cells of the waviness's Gaussian, which takes 1 / (0.4697 · 200) of it.
    assert!((found.rt_mm - 1.0).abs() < 0.02);
    assert!((found.rv_mm - 0.2).abs() < 0.01);
}

#[test]
fn too_short_a_profile_is_told() {
    let profile = Profile::new(vec![0.0; 100], 0.01).unwrap();
    for l_nesting_mm in [1.01, 0.0, f64::NAN, 0.02] {
        let settings = ProfileSettings {
            s_nesting_mm: 0.01,
            l_nesting_mm,
        };
        assert!(matches!(
            profile.roughness(&settings),
            Err(SurfaceError::Setting { .. })
        ));
    }
    assert!(Profile::new(vec![0.0; 2], 0.1).is_err() && Profile::new(vec![0.0; 9], 0.0).is_err());
    assert!(matches!(
        Profile::new(vec![0.0, 1.0, f64::NAN], 0.1),
        Err(SurfaceError::Gap { x_mm: 0.2, .. })
    ));
}
