use super::*;
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;
use relief_grid::{Pitch, ScaleSource};
use std::f64::consts::{PI, TAU};

fn map_of(width: usize, height: usize, of: impl Fn(usize, usize) -> f64 + Sync) -> HeightMap {
    let [x, y] = [0.1, 0.08].map(|pitch| Pitch::from_mm_per_px(pitch).unwrap());
    HeightMap::from_nan(Raster::from_fn(width, height, of), x, y, ScaleSource::Given)
}

/// The share of the amplitude that is left of a wave of `wave` cells, by the formula.
fn kept(wave: f64, nesting: f64, tension: f64) -> f64 {
    let square = ((PI / wave).sin() / (PI / nesting).sin()).powi(2);
    1.0 / (1.0 + tension * square + (1.0 - tension) * square * square)
}

#[test]
fn waves_keep_what_the_formula_says_and_a_half_at_the_nesting_index() {
    for tension in [0.0, 0.4, 0.625, 1.0] {
        for wave in [5.0, 10.0, 16.0, 40.0] {
            let map = map_of(800, 4, |x, _| (TAU * (x as f64 - 400.0) / wave).cos());
            let smooth = spline(&map, 1.6, tension).unwrap();
            let found = smooth.height_mm(400, 2).unwrap();
            let expected = kept(wave, 16.0, tension);
            // 25 nesting indices from either end what happens there has died away.
            assert!(
                (found - expected).abs() < 1e-9,
                "{wave} cells, β {tension}: {found}, {expected}"
            );
            assert!(wave != 16.0 || (found - 0.5).abs() < 1e-9);
        }
    }
}

/// With tension 1 the cosines that fit a line of cells are its equations' own vectors: the formula holds to the ends.
#[test]
fn a_taut_spline_keeps_cosines_to_the_ends() {
    let cells = 60.0;
    let wave = |at: usize, waves: f64| (PI * waves * (at as f64 + 0.5) / cells).cos();
    let map = map_of(60, 60, |x, y| wave(x, 5.0) * wave(y, 8.0));
    let smooth = spline(&map, 1.2, 1.0).unwrap();
    let expected = kept(2.0 * cells / 5.0, 12.0, 1.0) * kept(2.0 * cells / 8.0, 15.0, 1.0);
    for (x, y) in [(0, 0), (59, 0), (13, 59), (30, 30)] {
        let off = smooth.height_mm(x, y).unwrap() - expected * map.height_mm(x, y).unwrap();
        assert!(off.abs() < 1e-12, "{off:.1e} at {x}, {y}");
    }
}

#[test]
fn a_plane_with_a_hole_goes_through_to_the_edges() {
    let map = map_of(70, 50, |x, y| {
        if x.abs_diff(20) < 9 && y.abs_diff(25) < 9 || (x, y) == (69, 0) {
            return f64::NAN;
        }
        2.0 + 0.1 * x as f64 - 0.03 * y as f64
    });
    let smooth = spline(&map, 1.0, 0.0).unwrap();
    assert_eq!(smooth.valid(), map.valid());
    for (x, y) in [(0, 0), (0, 49), (69, 49), (10, 25), (68, 0)] {
        let off = smooth.height_mm(x, y).unwrap() - map.height_mm(x, y).unwrap();
        assert!(off.abs() < 1e-7, "{off:.1e} at {x}, {y}");
    }
}

/// All equations at once, as one full matrix.
fn slow(map: &HeightMap, nesting_mm: f64, tension: f64) -> DVector<f64> {
    let line = |cells: usize, pitch: f64| {
        let difference = |n: usize| {
            DMatrix::from_fn(n - 1, n, |i, j| {
                [0.0, -1.0, 1.0][(i == j) as usize + 2 * (i + 1 == j) as usize]
            })
        };
        let first = difference(cells);
        let second = difference(cells - 1) * &first;
        let alpha = 1.0 / (2.0 * (PI * pitch / nesting_mm).sin());
        let bend = first.transpose() * &first * (tension * alpha.powi(2))
            + second.transpose() * &second * ((1.0 - tension) * alpha.powi(4));
        DMatrix::identity(cells, cells) + bend
    };
    let matrix = line(map.height(), 0.08).kronecker(&line(map.width(), 0.1));
    let cells = map.width() * map.height();
    let weight = |at: usize| {
        map.height_mm(at % map.width(), at / map.width())
            .map_or(0.0, |_| 1.0)
    };
    let weights = DMatrix::from_diagonal(&DVector::from_fn(cells, |at, _| weight(at)));
    let right = DVector::from_fn(cells, |at, _| {
        map.height_mm(at % map.width(), at / map.width()).unwrap_or(0.0)
    });
    let left = matrix - DMatrix::identity(cells, cells) + weights;
    left.lu().solve(&right).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn rows_columns_and_rounds_solve_all_equations(
        (width, height) in (4usize..18, 4usize..18),
        dice in prop::collection::vec((-1f64..1.0, 0f64..1.0), 324),
        holes in prop::sample::select(vec![0.0, 0.1, 0.5]),
        nesting_mm in 0.2f64..3.0,
        tension in 0f64..=1.0,
    ) {
        let map = map_of(width, height, |x, y| {
            let (value, dice) = dice[y * width + x];
            let corner = (x == 0 || x + 1 == width) && (y == 0 || y + 1 == height);
            if corner || dice >= holes { value } else { f64::NAN }
        });
        let (found, want) = (spline(&map, nesting_mm, tension).unwrap(), slow(&map, nesting_mm, tension));
        for y in 0..height {
            for x in 0..width {
                if let Some(found) = found.height_mm(x, y) {
                    let off = found - want[y * width + x];
                    prop_assert!(off.abs() < 1e-6, "{off:.1e} at {x}, {y}");
                }
            }
        }
    }
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let map = map_of(101, 83, |x, y| match (x * 7919 + y * 104_729) % 1009 {
        0..100 => f64::NAN,
        height => height as f64,
    });
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let smooth = pool.unwrap().install(|| spline(&map, 2.0, 0.5).unwrap());
        smooth.into_parts().0
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn what_makes_no_spline_is_told() {
    let map = map_of(20, 20, |x, y| (x * y) as f64);
    let setting =
        |nesting, tension| matches!(spline(&map, nesting, tension), Err(SurfaceError::Setting { .. }));
    assert!(setting(0.19, 0.5) && setting(f64::NAN, 0.5) && setting(1.0, 1.1) && setting(1.0, f64::NAN));
    for few in [
        map_of(2, 20, |_, _| 1.0),
        map_of(9, 9, |x, _| if x == 0 { 1.0 } else { f64::NAN }),
    ] {
        let told = spline(&few, 1.0, 0.0);
        assert_eq!(
            few.width() == 2,
            matches!(told, Err(SurfaceError::TooFewCells { .. }))
        );
    }
}
