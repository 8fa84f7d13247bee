//! Form: a polynomial through a surface, taken off it (the F-operator of ISO 25178-2).

mod rows;

use crate::{SurfaceError, robust};
use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};
use rows::{RowSums, add};

/// The greatest order: beyond it a polynomial swings between the cells that hold it.
pub const MOST_ORDER: usize = 6;
/// Rounds of the robust fit; the weights of a surface with scars are stable after five.
const ROBUST_ROUNDS: usize = 8;
/// So many residuals tell their median to a thousandth.
const MOST_RESIDUALS: usize = 200_000;

/// How a form is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// By least squares.
    LeastSquares,
    /// By iterated reweighting with Tukey's biweight: what stands out, such as a scar, does not pull the form.
    Robust,
}

/// A polynomial of total order up to 6 over a map, in places scaled to −1 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    order: usize,
    /// Terms in the order of [`exponents`].
    terms: Vec<f64>,
    size: [usize; 2],
}

/// Exponents of x and y of each term.
fn exponents(order: usize) -> Vec<[usize; 2]> {
    (0..=order)
        .flat_map(|total| (0..=total).map(move |y| [total - y, y]))
        .collect()
}

/// A cell's place along an axis of so many cells, −1 to 1.
fn scaled(at: usize, cells: usize) -> f64 {
    if cells < 2 {
        0.0
    } else {
        2.0 * at as f64 / (cells - 1) as f64 - 1.0
    }
}

impl Form {
    /// Fits the measured cells of a map.
    ///
    /// ```
    /// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
    /// use relief_surface::form::{Fit, Form};
    /// let pitch = Pitch::from_mm_per_px(0.1).unwrap();
    /// let bent = Raster::from_fn(30, 20, |x, y| 0.01 * (x * x) as f64 + 0.2 * y as f64);
    /// let map = HeightMap::from_nan(bent, pitch, pitch, ScaleSource::Given);
    /// let flat = Form::fit(&map, 2, Fit::LeastSquares)?.taken_off(&map);
    /// assert!(flat.heights_mm().data().iter().all(|height| height.abs() < 1e-12));
    /// # Ok::<(), relief_surface::SurfaceError>(())
    /// ```
    ///
    /// # Errors
    /// [`SurfaceError::Setting`] for an order above 6, [`SurfaceError::TooFewCells`] when the cells do not hold the polynomial.
    pub fn fit(map: &HeightMap, order: usize, fit: Fit) -> Result<Self, SurfaceError> {
        if order > MOST_ORDER {
            return Err(SurfaceError::Setting {
                name: "the order of the form",
                value: order as f64,
                limit: "6 at most",
            });
        }
        let mut form = Self {
            order,
            terms: vec![0.0; exponents(order).len()],
            size: [map.width(), map.height()],
        };
        form.terms = form.solve(map, None)?;
        if fit == Fit::Robust {
            for _ in 0..ROBUST_ROUNDS {
                let sigma = form.spread(map);
                if sigma == 0.0 {
                    break;
                }
                form.terms = form.solve(map, Some(sigma))?;
            }
        }
        Ok(form)
    }

    /// The map without the form.
    pub fn taken_off(&self, map: &HeightMap) -> HeightMap {
        let (width, height) = (map.width(), map.height());
        let mut heights = Raster::filled(width, height, 0.0);
        let rows = heights.data_mut().par_chunks_mut(width);
        rows.enumerate().for_each(|(y, row)| {
            let along = self.along_row(y);
            for (x, (flat, height)) in row.iter_mut().zip(map.heights_mm().row(y)).enumerate() {
                *flat = height - polynomial(&along, scaled(x, width));
            }
        });
        map.with_heights(heights)
    }

    /// The polynomial in x of one row.
    fn along_row(&self, y: usize) -> Vec<f64> {
        let v = scaled(y, self.size[1]);
        let mut along = vec![0.0; self.order + 1];
        for ([i, j], term) in exponents(self.order).into_iter().zip(&self.terms) {
            along[i] += term * v.powi(j as i32);
        }
        along
    }

    /// The terms of the least squares, weighted by Tukey's biweight about this form when the residuals' standard deviation is given.
    fn solve(&self, map: &HeightMap, sigma: Option<f64>) -> Result<Vec<f64>, SurfaceError> {
        let (width, height) = (map.width(), map.height());
        let rows: Vec<RowSums> = (0..height)
            .into_par_iter()
            .map(|y| RowSums::of(map, y, self.order, sigma.map(|sigma| (self.along_row(y), sigma))))
            .collect();
        let exponents = exponents(self.order);
        let terms = exponents.len();
        let mut normal = DMatrix::zeros(terms, terms);
        let mut right = DVector::zeros(terms);
        for (y, row) in rows.iter().enumerate() {
            add(row, scaled(y, height), &exponents, &mut normal, &mut right);
        }
        let measured = map.valid().count();
        let too_few = || SurfaceError::TooFewCells {
            purpose: "a polynomial form",
            measured,
            needed: terms,
        };
        if measured < terms || width == 0 {
            return Err(too_few());
        }
        let solved = normal.cholesky().ok_or_else(too_few)?;
        Ok(solved.solve(&right).iter().copied().collect())
    }

    fn spread(&self, map: &HeightMap) -> f64 {
        let step = (map.width() * map.height() / MOST_RESIDUALS).max(1);
        let mut residuals = Vec::new();
        let mut at = 0;
        while at < map.width() * map.height() {
            let (x, y) = (at % map.width(), at / map.width());
            if let Some(height) = map.height_mm(x, y) {
                let form = polynomial(&self.along_row(y), scaled(x, map.width()));
                residuals.push(height - form);
            }
            at += step;
        }
        robust::sigma(residuals)
    }
}

/// By Horner's rule.
fn polynomial(terms: &[f64], x: f64) -> f64 {
    terms.iter().rev().fold(0.0, |sum, term| sum * x + term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::{Pitch, ScaleSource};

    fn map(heights: Raster<f64>) -> HeightMap {
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
    }

    #[test]
    fn a_polynomial_of_each_order_is_taken_off_whole_and_holes_do_not_matter() {
        for order in 0..=MOST_ORDER {
            let heights = Raster::from_fn(41, 37, |x, y| {
                if (x, y) == (7, 9) {
                    return f64::NAN;
                }
                let (x, y) = (x as f64 / 40.0, y as f64 / 36.0);
                exponents(order)
                    .iter()
                    .map(|[i, j]| (1.0 + *i as f64) * x.powi(*i as i32) * y.powi(*j as i32))
                    .sum()
            });
            let map = map(heights);
            let flat = Form::fit(&map, order, Fit::LeastSquares).unwrap().taken_off(&map);
            for (x, y) in [(0, 0), (40, 0), (20, 18), (40, 36)] {
                assert!(
                    flat.height_mm(x, y).unwrap().abs() < 1e-9,
                    "order {order} at {x}, {y}"
                );
            }
            assert_eq!(flat.height_mm(7, 9), None);
        }
    }

    #[test]
    fn a_scar_pulls_the_robust_form_less() {
        let heights = Raster::from_fn(60, 60, |x, y| {
            let inside = (20..35).contains(&x) && (20..35).contains(&y);
            0.001 * (x * y) as f64 + ((x * 7 + y * 3) % 5) as f64 * 1e-3 - if inside { 0.5 } else { 0.0 }
        });
        let map = map(heights);
        let at_corner = |fit| {
            Form::fit(&map, 2, fit)
                .unwrap()
                .taken_off(&map)
                .height_mm(5, 5)
                .unwrap()
        };
        assert!(at_corner(Fit::Robust).abs() < 0.01, "{}", at_corner(Fit::Robust));
        assert!(at_corner(Fit::LeastSquares).abs() > 0.02);
    }

    #[test]
    fn too_few_cells_and_too_high_an_order_are_told() {
        let one = map(Raster::filled(1, 1, 0.0));
        assert!(matches!(
            Form::fit(&one, 1, Fit::LeastSquares),
            Err(SurfaceError::TooFewCells { .. })
        ));
        assert!(matches!(
            Form::fit(&one, 7, Fit::LeastSquares),
            Err(SurfaceError::Setting { .. })
        ));
    }
}
