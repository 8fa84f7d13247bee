use super::*;
use crate::filter::gaussian;
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;
use relief_grid::{Pitch, ScaleSource};
use std::f64::consts::TAU;

const ORDERS: [RegressionOrder; 3] = [
    RegressionOrder::Level,
    RegressionOrder::Plane,
    RegressionOrder::Quadratic,
];

fn map_of(width: usize, height: usize, of: impl Fn(usize, usize) -> f64 + Sync) -> HeightMap {
    let [x, y] = [0.1, 0.08].map(|pitch| Pitch::from_mm_per_px(pitch).unwrap());
    HeightMap::from_nan(Raster::from_fn(width, height, of), x, y, ScaleSource::Given)
}

/// The formula, cell by cell: a least-squares polynomial by orthogonal decomposition, and the rounds.
struct Slow<'a> {
    map: &'a HeightMap,
    nesting_mm: f64,
    order: RegressionOrder,
}

impl Slow<'_> {
    fn cells(&self) -> Vec<(usize, usize)> {
        let all = (0..self.map.height()).flat_map(|y| (0..self.map.width()).map(move |x| (x, y)));
        all.filter(|(x, y)| self.map.height_mm(*x, *y).is_some())
            .collect()
    }

    fn heights(&self) -> Vec<f64> {
        let cells = self.cells().into_iter();
        cells.map(|(x, y)| self.map.height_mm(x, y).unwrap()).collect()
    }

    /// The polynomial's height at each measured cell, and how well the cells hold the polynomial: the least over the greatest singular value.
    fn fit(&self, weights: &[f64]) -> Vec<(f64, f64)> {
        let cells = self.cells();
        let heights = self.heights();
        let sigma_mm = self.nesting_mm * HALF[self.order as usize].sqrt() / (PI * 2f64.sqrt());
        let terms = [1, 3, 6][self.order as usize];
        let at = |(x, y): (usize, usize)| {
            let mut rows = Vec::new();
            let mut right = Vec::new();
            for (((u, v), weight), height) in cells.iter().zip(weights).zip(&heights) {
                let a = (*u as f64 - x as f64) * 0.1 / sigma_mm;
                let b = (*v as f64 - y as f64) * 0.08 / sigma_mm;
                let root = (weight * (-0.5 * (a * a + b * b)).exp()).sqrt();
                let all = [1.0, a, b, a * a, a * b, b * b];
                rows.extend(all[..terms].iter().map(|term| term * root));
                right.push(height * root);
            }
            let rows = DMatrix::from_row_slice(right.len(), terms, &rows);
            let solved = rows.svd(true, true);
            let height = solved.solve(&DVector::from_vec(right), 1e-14).unwrap()[0];
            (
                height,
                solved.singular_values.min() / solved.singular_values.max(),
            )
        };
        cells.iter().map(|cell| at(*cell)).collect()
    }

    fn filter(&self) -> Vec<f64> {
        let heights = self.heights();
        let fit = |weights: &[f64]| -> Vec<f64> {
            self.fit(weights).into_iter().map(|(height, _)| height).collect()
        };
        let mut fitted = fit(&vec![1.0; heights.len()]);
        let mut before = f64::INFINITY;
        for _ in 0..MOST_ROUNDS {
            let residuals: Vec<f64> = heights.iter().zip(&fitted).map(|(z, w)| z - w).collect();
            let mut sizes: Vec<f64> = residuals.iter().map(|r| r.abs()).collect();
            sizes.sort_by(f64::total_cmp);
            let cut = 4.4478 * sizes[sizes.len() / 2];
            if before.is_finite() && (before - cut).abs() <= SETTLED * before {
                break;
            }
            before = cut;
            let inside = |r: f64| {
                if r.abs() < cut {
                    (1.0 - (r / cut).powi(2)).powi(2)
                } else {
                    0.0
                }
            };
            fitted = fit(&residuals.iter().map(|r| inside(*r)).collect::<Vec<_>>());
        }
        fitted
    }
}

/// A wavy surface with noise, pits and holes.
fn skin(dice: f64, x: usize, y: usize) -> f64 {
    let scar = x.abs_diff(9) + y.abs_diff(7) < 3;
    if dice > 0.95 {
        return f64::NAN;
    }
    (0.3 * x as f64).sin() + 0.02 * (y * y) as f64 + 0.3 * dice - if scar { 2.0 } else { 0.0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rows_and_columns_make_the_areal_regression(
        dice in prop::collection::vec((0f64..1.0, 0f64..1.0), 22 * 19),
        unweighted in 0f64..0.8,
        nesting_mm in 0.3f64..1.5,
        order in 0usize..3,
    ) {
        let map = map_of(22, 19, |x, y| skin(dice[y * 22 + x].0, x, y));
        let weight = |x: usize, y: usize| (dice[y * 22 + x].1 - unweighted).max(0.0);
        let slow = Slow { map: &map, nesting_mm, order: ORDERS[order] };
        let weights: Vec<f64> = slow.cells().iter().map(|(x, y)| weight(*x, *y)).collect();
        let sigma_mm = nesting_mm * HALF[order].sqrt() / (PI * 2f64.sqrt());
        let cells = Raster::from_fn(22, 19, |x, y| {
            map.height_mm(x, y).map_or([0.0; 2], |height| [weight(x, y), weight(x, y) * height])
        });
        let mut fitted = Raster::filled(22, 19, 0.0);
        Regression::new([22, 19], order, [sigma_mm / 0.1, sigma_mm / 0.08], REACH_SIGMAS).fit(&cells, &mut fitted);
        for ((x, y), (want, held)) in slow.cells().into_iter().zip(slow.fit(&weights)) {
            // Where the cells hardly hold the polynomial its height is that of a lower order, by design.
            let off = fitted[(x, y)] - want;
            prop_assert!(held < 0.03 || off.abs() < 1e-7, "order {order}, {nesting_mm} mm at {x}, {y}: off by {off:.1e}, held {held}");
        }
    }
}

#[test]
fn the_rounds_are_those_of_the_definition() {
    let map = map_of(30, 26, |x, y| {
        skin(((x * 7919 + y * 104_729) % 1009) as f64 / 1009.0, x, y)
    });
    for order in ORDERS {
        let slow = Slow {
            map: &map,
            nesting_mm: 1.2,
            order,
        };
        let found = robust_gaussian(&map, 1.2, order).unwrap();
        for ((x, y), want) in slow.cells().into_iter().zip(slow.filter()) {
            let off = found.height_mm(x, y).unwrap() - want;
            assert!(off.abs() < 1e-7, "{order:?} at {x}, {y}: off by {off:.1e}");
        }
    }
}

#[test]
fn a_form_of_the_order_goes_through_also_at_edges_and_holes() {
    for order in ORDERS {
        let map = map_of(60, 50, |x, y| {
            let [x, y] = [x, y].map(|at| at as f64 / 10.0);
            let form = [1.0, 2.0 * x - y, x * x - 0.7 * x * y + 0.3 * y * y];
            if (20.0..=30.0).contains(&(10.0 * x)) && y > 2.0 {
                return f64::NAN;
            }
            form[..=order as usize].iter().sum()
        });
        let filtered = robust_gaussian(&map, 1.5, order).unwrap();
        assert_eq!(filtered.valid(), map.valid());
        for (x, y) in [(0, 0), (59, 0), (0, 49), (19, 30), (31, 49), (25, 10)] {
            let off = filtered.height_mm(x, y).unwrap() - map.height_mm(x, y).unwrap();
            assert!(off.abs() < 1e-9, "{order:?} at {x}, {y}: {off:.1e}");
        }
    }
}

/// A sine has no residual beyond 4.4478 medians of their sizes (0.71 of the amplitude), but those inside weigh less near their crests; so the half
/// of the nesting index is that of the linear part, before any weight: the first round.
#[test]
fn a_wave_as_long_as_the_nesting_index_keeps_half_of_its_amplitude() {
    for order in 0..3 {
        let wave = Raster::from_fn(400, 3, |x, _| [1.0, (TAU * x as f64 / 40.0).cos()]);
        let sigma = 40.0 * HALF[order].sqrt() / (PI * 2f64.sqrt());
        let regression = Regression::new([400, 3], order, [sigma, sigma], REACH_SIGMAS);
        let mut fitted = Raster::filled(400, 3, 0.0);
        regression.fit(&wave, &mut fitted);
        // In the middle of ten waves the ends weigh nothing.
        assert!((fitted[(200, 1)] - 0.5).abs() < 1e-7, "{}", fitted[(200, 1)]);
    }
}

#[test]
fn the_first_round_of_a_level_is_the_linear_filter() {
    let map = map_of(70, 60, |x, y| ((x * x + 3 * y) % 11) as f64);
    let linear = gaussian(&map, 2.0).unwrap();
    let centred = Centred::new(&map, 4200);
    let sigma = [0.1, 0.08].map(|pitch| 2.0 / pitch * HALF[0].sqrt() / (PI * 2f64.sqrt()));
    let mut fitted = Raster::filled(70, 60, 0.0);
    let cells = centred.weighted(|_| 1.0, &fitted);
    Regression::new([70, 60], 0, sigma, REACH_SIGMAS).fit(&cells, &mut fitted);
    let off = |(a, b): (&f64, &f64)| (a - (b + centred.mean_mm)).abs();
    let pairs = linear.heights_mm().data().iter().zip(fitted.data());
    assert!(pairs.map(off).fold(0.0, f64::max) < 2e-6);
}

#[test]
fn a_deep_scar_does_not_pull_the_robust_filter() {
    let noise = |x: usize, y: usize| ((x * 7919 + y * 104_729) % 1009) as f64 / 1009.0 - 0.5;
    let scar = |x: usize, y: usize| x.abs_diff(60) < 8 && y.abs_diff(50) < 8;
    let map = map_of(120, 100, |x, y| {
        0.02 * noise(x, y) - if scar(x, y) { 0.5 } else { 0.0 }
    });
    let robust = robust_gaussian(&map, 4.0, RegressionOrder::Quadratic).unwrap();
    let linear = gaussian(&map, 4.0).unwrap();
    // The noise is 6 µm rms, over some 400 cells.
    assert!(robust.height_mm(60, 50).unwrap().abs() < 2e-3);
    assert!(linear.height_mm(60, 50).unwrap() < -0.05);
}

#[test]
fn an_island_takes_what_order_it_holds() {
    let map = map_of(40, 40, |x, y| match (x, y) {
        (5, 5) => 3.0,
        (20, 5..=30) => 0.1 * y as f64,
        _ => f64::NAN,
    });
    let filtered = robust_gaussian(&map, 0.5, RegressionOrder::Quadratic).unwrap();
    assert!((filtered.height_mm(5, 5).unwrap() - 3.0).abs() < 1e-9);
    assert_eq!(filtered.valid().count(), 27);
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let map = map_of(101, 83, |x, y| ((x * 7919 + y * 104_729) % 1009) as f64);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| robust_gaussian(&map, 2.0, RegressionOrder::Quadratic).unwrap())
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn no_cell_and_no_nesting_index_are_told() {
    let level = RegressionOrder::Level;
    let nothing = map_of(5, 5, |_, _| f64::NAN);
    assert!(matches!(
        robust_gaussian(&nothing, 1.0, level),
        Err(SurfaceError::TooFewCells { .. })
    ));
    let flat = map_of(5, 5, |_, _| 0.5);
    for nesting in [0.0, -1.0, f64::NAN] {
        assert!(matches!(
            robust_gaussian(&flat, nesting, level),
            Err(SurfaceError::Setting { .. })
        ));
    }
    let filtered = robust_gaussian(&flat, 1.0, level).unwrap();
    assert!(
        filtered
            .heights_mm()
            .data()
            .iter()
            .all(|height| (height - 0.5).abs() < 1e-12)
    );
}
