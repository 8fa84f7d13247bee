//! The autocorrelation at short lags, from the power spectrum.

use super::{
    Centred,
    transform::{fast_length, transform_rows},
};
use rayon::prelude::*;
use realfft::RealFftPlanner;
use relief_grid::Raster;
use rustfft::{FftPlanner, num_complex::Complex};

/// The least share of the measured cells that must have a partner at a lag for the lag to say something.
const LEAST_PAIRS: f32 = 0.05;

/// The autocorrelation at lags of up to `reach` cells along x and y, nought in the middle of the raster; NaN where too few cells have a partner.
///
/// At each lag the mean over all pairs of measured cells, divided by the mean square: nothing wraps around, and the map's edge does not
/// pull the curve down.
pub(super) fn autocorrelation(map: &Centred, reach: [usize; 2]) -> Raster<f32> {
    let sums = sums(map, reach, |y, row| map.heights(y, row));
    let (width, height) = (map.map.width(), map.map.height());
    let [reach_x, reach_y] = reach;
    let lag = |x: usize, y: usize| (x.abs_diff(reach_x), y.abs_diff(reach_y));
    let whole = map.measured == width * height;
    let pairs = if whole {
        Raster::from_fn(2 * reach_x + 1, 2 * reach_y + 1, |x, y| {
            let (x, y) = lag(x, y);
            ((width - x) * (height - y)) as f32
        })
    } else {
        sums_of_mask(map, reach)
    };
    let least = LEAST_PAIRS * map.measured as f32;
    let mean_square = sums[(reach_x, reach_y)] / map.measured as f32;
    Raster::from_fn(2 * reach_x + 1, 2 * reach_y + 1, |x, y| match pairs[(x, y)] {
        pairs if pairs > least => sums[(x, y)] / pairs / mean_square,
        _ => f32::NAN,
    })
}

fn sums_of_mask(map: &Centred, reach: [usize; 2]) -> Raster<f32> {
    sums(map, reach, |y, row| {
        for (to, &valid) in row.iter_mut().zip(map.map.valid().raster().row(y)) {
            *to = f32::from(u8::from(valid));
        }
    })
}

/// For each lag the sum over the map of the products of `row` with itself.
#[expect(clippy::expect_used, reason = "every buffer comes from the plan itself")]
fn sums(map: &Centred, reach: [usize; 2], row: impl Fn(usize, &mut [f32]) + Sync) -> Raster<f32> {
    // Noughts as wide as the reach keep the end of the map from meeting its beginning.
    let sides = [map.map.width(), map.map.height()];
    let size = [0, 1].map(|axis| fast_length(sides[axis] + reach[axis]));
    let rows = transform_rows(size, sides[1], row);
    let back = FftPlanner::<f32>::new().plan_fft_inverse(size[1]);
    let lags: Vec<Vec<Complex<f32>>> = rows.columns(|_, column| {
        for value in column.iter_mut() {
            *value = Complex::new(value.norm_sqr(), 0.0);
        }
        back.process(column);
        column[..=reach[1]].to_vec()
    });
    let bins = rows.bins;
    drop(rows);
    let plan = RealFftPlanner::<f32>::new().plan_fft_inverse(size[0]);
    let [reach_x, reach_y] = reach;
    let scale = 1.0 / (size[0] as f32 * size[1] as f32);
    let half: Vec<Vec<f32>> = (0..=reach_y)
        .into_par_iter()
        .map(|y| {
            let mut spectrum: Vec<_> = lags.iter().map(|column| column[y]).collect();
            // The first of them, and the last of an even length, are real but for rounding.
            spectrum[0].im = 0.0;
            if size[0].is_multiple_of(2) {
                spectrum[bins - 1].im = 0.0;
            }
            let mut line = plan.make_output_vec();
            plan.process(&mut spectrum, &mut line).expect("lengths");
            let lag = |x: usize| line[(x + size[0] - reach_x) % size[0]] * scale;
            (0..=2 * reach_x).map(lag).collect()
        })
        .collect();
    // A lag and its opposite pair the same cells.
    Raster::from_fn(2 * reach_x + 1, 2 * reach_y + 1, |x, y| {
        match y.checked_sub(reach_y) {
            Some(y) => half[y][x],
            None => half[reach_y - y][2 * reach_x - x],
        }
    })
}
