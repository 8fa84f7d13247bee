//! The robust areal Gaussian regression filter.

use super::regression::Regression;
use crate::{SurfaceError, robust};
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};
use std::f64::consts::PI;

/// The order of the polynomial that the regression fits about each cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RegressionOrder {
    /// A level: the weighted mean, as of the linear filter.
    Level = 0,
    /// A plane: a slope goes through up to the map's edge.
    Plane = 1,
    /// A quadratic: what bends goes through too, so that form need not be taken off before.
    #[default]
    Quadratic = 2,
}

/// π γ² of the Gaussian `exp(−π (x / γλ)²)` with which a wave as long as the nesting index keeps half of its amplitude. The transfer of a level and of
/// a plane is `exp(−t)`, that of a quadratic `(1 + t) exp(−t)`, with `t = π (γ λ / wavelength)²`; both are a half at these t.
const HALF: [f64; 3] = [
    std::f64::consts::LN_2,
    std::f64::consts::LN_2,
    1.678_346_990_016_660_8,
];
/// The Gaussian is cut at so many standard deviations: what lies beyond is less than 1e-8 of its fourth moment, and less of the others.
const REACH_SIGMAS: f64 = 7.0;
/// Cells farther off than this many robust standard deviations do not count: 3 · 1.4826 = 4.4478 medians of the residuals' sizes.
const CUT_SIGMAS: f64 = 3.0;
/// The rounds end when the cut moves by less than this share of itself.
const SETTLED: f64 = 1e-4;
/// So many rounds are enough for skin several times over.
const MOST_ROUNDS: usize = 100;
/// A cut below this share of the highest height is rounding: the polynomials hold every cell.
const ROUNDING: f64 = 1e-9;

/// The waviness of a map below a nesting index in mm, which scars, hairs and other things that stand out do not pull.
///
/// About each cell a polynomial is fitted by least squares under the weight of a Gaussian; its height there is the waviness. Cells that lie far off it
/// then weigh less (Tukey's biweight, nothing at all from 4.4478 medians of the residuals' sizes on), and the fit is made anew, until that cut
/// moves by less than 1e-4 of itself. The filter of ISO 16610-71, after Brinkmann, Bodschwinna & Lemke 2001 (Int. J. Mach. Tools Manuf. 41, 2153) and
/// Seewig 2005 (doi:10.1088/1742-6596/13/1/059).
///
/// Cells that were not measured have no weight and stay not measured. At the map's edge and beside holes the polynomial is that of the cells that there
/// are: no value is made up, and a form of the order goes through unchanged. Where the cells lie so that they do not hold all terms of it,
/// the order is less; where all cells near count for nothing the fit of the round before stays.
///
/// The sums are exact but for rounding: the Gaussian and the powers in it part into rows and columns. For each row and each column a round takes 4, 13
/// or 21 Fourier transforms.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// use relief_surface::filter::{RegressionOrder, robust_gaussian};
/// let pitch = Pitch::from_mm_per_px(0.1).unwrap();
/// let bent = |x: usize, y: usize| 1e-3 * (x * x) as f64 - 2e-3 * (x * y) as f64;
/// let scar = |x: usize, y: usize| if x.abs_diff(30) + y.abs_diff(20) < 4 { 0.5 } else { 0.0 };
/// let map = Raster::from_fn(60, 40, |x, y| bent(x, y) - scar(x, y));
/// let map = HeightMap::from_nan(map, pitch, pitch, ScaleSource::Given);
/// let waviness = robust_gaussian(&map, 3.0, RegressionOrder::Quadratic)?;
/// assert!((waviness.height_mm(30, 20).unwrap() - bent(30, 20)).abs() < 1e-6);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// [`SurfaceError::Setting`] for a nesting index that is no positive number, [`SurfaceError::TooFewCells`] without a measured cell,
/// [`SurfaceError::NotSettled`] when the cut still moves after 100 rounds.
pub fn robust_gaussian(
    map: &HeightMap,
    nesting_mm: f64,
    order: RegressionOrder,
) -> Result<HeightMap, SurfaceError> {
    SurfaceError::unless_positive("the nesting index in mm", nesting_mm)?;
    let measured = map.valid().count();
    if measured == 0 {
        return Err(SurfaceError::TooFewCells {
            purpose: "a regression filter",
            measured,
            needed: 1,
        });
    }
    let heights = Centred::new(map, measured);
    // exp(−π (x / γλ)²) has a standard deviation of γλ / √(2π), and π γ² is known.
    let sigma_mm = nesting_mm * HALF[order as usize].sqrt() / (PI * 2f64.sqrt());
    let sigma = [map.pitch_x(), map.pitch_y()].map(|pitch| sigma_mm / pitch.mm_per_px());
    let size = [map.width(), map.height()];
    let regression = Regression::new(size, order as usize, sigma, REACH_SIGMAS);
    let mut fitted = Raster::filled(size[0], size[1], 0.0);
    regression.fit(&heights.weighted(|_| 1.0, &fitted), &mut fitted);
    let least = ROUNDING * heights.highest_mm;
    let mut cut = heights.cut_mm(&fitted);
    let mut moved = f64::INFINITY;
    for _ in 0..MOST_ROUNDS {
        if cut <= least || moved <= SETTLED {
            return Ok(heights.waviness(&fitted));
        }
        let weight = |residual: f64| (1.0 - (residual / cut).powi(2)).max(0.0).powi(2);
        regression.fit(&heights.weighted(weight, &fitted), &mut fitted);
        let next = heights.cut_mm(&fitted);
        moved = (next - cut).abs() / cut;
        cut = next;
    }
    Err(SurfaceError::NotSettled {
        what: "the robust Gaussian filter",
        rounds: MOST_ROUNDS,
        moved,
        limit: SETTLED,
    })
}

/// A map's heights over their mean, so that rounding is that of the relief and not of where the map lies.
struct Centred<'a> {
    map: &'a HeightMap,
    mean_mm: f64,
    /// The greatest size of a height.
    highest_mm: f64,
}

impl<'a> Centred<'a> {
    fn new(map: &'a HeightMap, measured: usize) -> Self {
        let rows = (0..map.height()).into_par_iter();
        let row = |y| (0..map.width()).filter_map(move |x| map.height_mm(x, y));
        let sums: Vec<f64> = rows.clone().map(|y| row(y).sum()).collect();
        let mean_mm = sums.iter().sum::<f64>() / measured as f64;
        let highest = |y| row(y).fold(0.0, |highest: f64, height| highest.max(height.abs()));
        let highest_mm = rows.map(highest).reduce(|| 0.0, f64::max);
        Self {
            map,
            mean_mm,
            highest_mm,
        }
    }

    /// Each cell's weight, from its residual, and its height times that; nothing where not measured.
    fn weighted(&self, weight: impl Fn(f64) -> f64 + Sync, fitted: &Raster<f64>) -> Raster<[f64; 2]> {
        Raster::from_fn(fitted.width(), fitted.height(), |x, y| {
            self.map.height_mm(x, y).map_or([0.0; 2], |height| {
                let height = height - self.mean_mm;
                let weight = weight(height - fitted[(x, y)]);
                [weight, weight * height]
            })
        })
    }

    /// The size of a residual from which on a cell does not count.
    fn cut_mm(&self, fitted: &Raster<f64>) -> f64 {
        let cells = (0..fitted.height()).flat_map(|y| (0..fitted.width()).map(move |x| (x, y)));
        let residual = |(x, y)| Some(self.map.height_mm(x, y)? - self.mean_mm - fitted[(x, y)]);
        CUT_SIGMAS * robust::sigma(cells.filter_map(residual))
    }

    fn waviness(&self, fitted: &Raster<f64>) -> HeightMap {
        let map = self.map;
        let heights = fitted.map(|height| height + self.mean_mm);
        map.with_heights(heights)
    }
}

#[cfg(test)]
mod tests;
