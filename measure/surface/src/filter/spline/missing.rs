//! The spline of a map with cells that were not measured.

use super::Bands;
use crate::SurfaceError;
use rayon::prelude::*;
use relief_grid::{HeightMap, Mask, Raster};

/// Rounds end when the residual is less than this share of the heights about their mean.
const SETTLED: f64 = 1e-9;
/// Rounds that a hole ten nesting indices wide takes, several times over.
const MOST_ROUNDS: usize = 1000;

/// Solves `(W + A − 1) w = W z`: A is the matrix of the whole map's filter, W is 1 where a cell was measured and 0 elsewhere. Where all
/// were, that is `A w = z`.
pub(super) fn solve(map: &HeightMap, bands: &Bands) -> Result<Raster<f64>, SurfaceError> {
    let valid = map.valid();
    let measured = Raster::from_fn(map.width(), map.height(), |x, y| {
        map.height_mm(x, y).unwrap_or(0.0)
    });
    let mean = sum(&measured) / valid.count() as f64;
    let mut residual = Raster::from_fn(map.width(), map.height(), |x, y| {
        map.height_mm(x, y).map_or(0.0, |height| height - mean)
    });
    let scale = dot(&residual, &residual);
    let mut heights = Raster::filled(map.width(), map.height(), mean);
    if scale == 0.0 {
        return Ok(heights);
    }
    let mut direction = Raster::filled(map.width(), map.height(), 0.0);
    let (mut before, mut moved) = (f64::INFINITY, 1.0);
    for _ in 0..MOST_ROUNDS {
        let mut smooth = residual.clone();
        bands.smooth(&mut smooth);
        let now = dot(&residual, &smooth);
        add(&mut smooth, now / before, &direction);
        direction = smooth;
        before = now;
        let image = left_side(&direction, valid, bands);
        let step = now / dot(&direction, &image);
        add(&mut heights, step, &direction);
        add(&mut residual, -step, &image);
        moved = (dot(&residual, &residual) / scale).sqrt();
        if moved <= SETTLED {
            return Ok(heights);
        }
    }
    Err(SurfaceError::NotSettled {
        what: "the spline over cells that were not measured",
        rounds: MOST_ROUNDS,
        moved,
        limit: SETTLED,
    })
}

/// `(W + A − 1) w`.
fn left_side(heights: &Raster<f64>, valid: &Mask, bands: &Bands) -> Raster<f64> {
    let mut image = heights.clone();
    bands.roughen(&mut image);
    let cells = image.data_mut().par_iter_mut().zip(heights.data());
    let cells = cells.zip(valid.raster().data());
    cells.for_each(|((image, height), valid)| *image -= if *valid { 0.0 } else { *height });
    image
}

/// `a += factor · b`.
fn add(a: &mut Raster<f64>, factor: f64, b: &Raster<f64>) {
    let cells = a.data_mut().par_iter_mut().zip(b.data());
    cells.for_each(|(a, b)| *a += factor * b);
}

fn sum(a: &Raster<f64>) -> f64 {
    let rows = (0..a.height()).into_par_iter();
    let rows: Vec<f64> = rows.map(|y| a.row(y).iter().sum()).collect();
    rows.iter().sum()
}

fn dot(a: &Raster<f64>, b: &Raster<f64>) -> f64 {
    let product = |y| -> f64 { a.row(y).iter().zip(b.row(y)).map(|(a, b)| a * b).sum() };
    let rows: Vec<f64> = (0..a.height()).into_par_iter().map(product).collect();
    rows.iter().sum()
}
