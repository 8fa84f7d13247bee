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
    order: usize,
}

impl Slow<'_> {
    fn cells(&self) -> Vec<(usize, usize)> {
        let all = (0..self.map.height()).flat_map(|y| (0..self.map.width()).map(move |x| (x, y)));
        all.filter(|(x, y)| self.map.height_mm(*x, *y).is_some())
            .collect()
    }

    /// The polynomial's height at each measured cell.
    fn fit(&self, weights: &[f64]) -> Vec<f64> {
        let cells = self.cells();
        let pitch = [0.1, 0.08];
        let width_mm = self.nesting_mm * (HALF[self.order] / PI).sqrt();
        let at = |(x, y): (usize, usize)| {
            let mut rows = Vec::new();
            let mut right = Vec::new();
            for ((u, v), weight) in cells.iter().zip(weights) {
                let away = [
                    (*u as f64 - x as f64) * pitch[0],
                    (*v as f64 - y as f64) * pitch[1],
                ];
                let square = (away[0].powi(2) + away[1].powi(2)) / width_mm.powi(2);
                let root = (weight * (-PI * square).exp()).sqrt();
                let terms = [
                    1.0,
                    away[0],
                    away[1],
                    away[0].powi(2),
                    away[0] * away[1],
                    away[1].powi(2),
                ];
                let count = [1, 3, 6][self.order];
                rows.extend(terms[..count].iter().map(|term| term * root));
                right.push(self.map.height_mm(*u, *v).unwrap() * root);
            }
            let count = [1, 3, 6][self.order];
            let rows = DMatrix::from_row_slice(right.len(), count, &rows);
            let solved = rows.svd(true, true).solve(&DVector::from_vec(right), 1e-12);
            solved.unwrap()[0]
        };
        cells.iter().map(|cell| at(*cell)).collect()
    }

    fn filter(&self) -> Vec<f64> {
        let heights: Vec<f64> = self
            .cells()
            .iter()
            .map(|(x, y)| self.map.height_mm(*x, *y).unwrap())
            .collect();
        let mut fitted = self.fit(&vec![1.0; heights.len()]);
        let mut before = f64::INFINITY;
        loop {
            let residuals: Vec<f64> = heights.iter().zip(&fitted).map(|(z, w)| z - w).collect();
            let mut sizes: Vec<f64> = residuals.iter().map(|r| r.abs()).collect();
            sizes.sort_by(f64::total_cmp);
            let cut = 4.4478 * sizes[sizes.len() / 2];
            if (before - cut).abs() <= SETTLED * before && before.is_finite() {
                return fitted;
            }
            before = cut;
            let weight = |r: &f64| {
                if r.abs() < cut {
                    (1.0 - (r / cut).powi(2)).powi(2)
                } else {
                    0.0
                }
            };
            fitted = self.fit(&residuals.iter().map(weight).collect::<Vec<_>>());
        }
    }
}

fn off_slow(map: &HeightMap, nesting_mm: f64, order: RegressionOrder) -> f64 {
    let slow = Slow {
        map,
        nesting_mm,
        order: order as usize,
    };
    let found = robust_gaussian(map, nesting_mm, order).unwrap();
    let pairs = slow.cells().into_iter().zip(slow.filter());
    pairs.fold(0.0, |most: f64, ((x, y), want)| {
        most.max((found.height_mm(x, y).unwrap() - want).abs())
    })
}

/// A wavy surface with noise, pits and holes.
fn skin(dice: &[f64], width: usize, x: usize, y: usize) -> f64 {
    let dice = dice[y * width + x];
    if dice > 0.95 {
        return f64::NAN;
    }
    let pit = if x.abs_diff(9) + y.abs_diff(7) < 3 {
        2.0
    } else {
        0.0
    };
    (0.3 * x as f64).sin() + 0.02 * (y * y) as f64 + 0.3 * dice - pit
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn rows_and_columns_make_the_areal_regression(
        dice in prop::collection::vec(0f64..1.0, 22 * 19),
        nesting_mm in 0.5f64..1.2,
        order in 0usize..3,
    ) {
        let map = map_of(22, 19, |x, y| skin(&dice, 22, x, y));
        let off = off_slow(&map, nesting_mm, ORDERS[order]);
        // The slow version's Gaussian is not cut; heights are up to 8 mm.
        prop_assert!(off < 1e-7, "order {order}, {nesting_mm} mm: off by {off:.1e}");
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
