//! Sums over one row, of which the normal equations of the whole map are made.

use super::{MOST_ORDER, polynomial, scaled};
use crate::robust;
use nalgebra::{DMatrix, DVector};
use relief_grid::HeightMap;

/// Sums of powers of x over the measured cells of a row, and of their products with the height, weighted.
pub(super) struct RowSums {
    powers: [f64; 2 * MOST_ORDER + 1],
    heights: [f64; MOST_ORDER + 1],
}

impl RowSums {
    /// Of a row; weighted by Tukey's biweight about a polynomial with the residuals' standard deviation when that is given.
    pub(super) fn of(map: &HeightMap, y: usize, order: usize, about: Option<(Vec<f64>, f64)>) -> Self {
        let mut sums = Self {
            powers: [0.0; 2 * MOST_ORDER + 1],
            heights: [0.0; MOST_ORDER + 1],
        };
        let cells = map.heights_mm().row(y).iter().zip(map.valid().raster().row(y));
        for (x, (height, _)) in cells.enumerate().filter(|(_, (_, measured))| **measured) {
            let u = scaled(x, map.width());
            let weight = about.as_ref().map_or(1.0, |(along, sigma)| {
                robust::tukey(height - polynomial(along, u), *sigma)
            });
            let mut power = weight;
            for k in 0..=2 * order {
                sums.powers[k] += power;
                if k <= order {
                    sums.heights[k] += power * height;
                }
                power *= u;
            }
        }
        sums
    }
}

/// Adds a row at the place `v` to the normal equations.
pub(super) fn add(
    row: &RowSums,
    v: f64,
    exponents: &[[usize; 2]],
    normal: &mut DMatrix<f64>,
    right: &mut DVector<f64>,
) {
    for (a, [i, j]) in exponents.iter().enumerate() {
        right[a] += row.heights[*i] * v.powi(*j as i32);
        for (b, [k, l]) in exponents.iter().enumerate() {
            normal[(a, b)] += row.powers[i + k] * v.powi((j + l) as i32);
        }
    }
}
