//! The autocorrelation at short lags, from the power spectrum.

use super::{Centred, spline::HORIZON, transform::transform_rows};
use crate::fourier::fast_length;
use rayon::prelude::*;
use realfft::RealFftPlanner;
use relief_grid::Raster;
use rustfft::{FftPlanner, num_complex::Complex};

/// The least share of the measured cells that must have a partner at a lag for the lag to say something.
const LEAST_PAIRS: f32 = 0.05;

/// Rows above lag nought: a spline through the curve feels no farther.
const ABOVE: usize = HORIZON + 1;

/// The autocorrelation at lags of up to some cells along x, and along y those under nought and a few above: a lag and its opposite are alike.
pub(super) struct Autocorrelation {
    /// NaN where too few cells have a partner.
    pub values: Raster<f32>,
    /// The column and the row of lag nought.
    pub nought: [usize; 2],
}

impl Autocorrelation {
    /// At each lag of up to `reach` cells the mean over all pairs of measured cells, divided by the mean square: nothing wraps around, and the map's
    /// edge does not pull the curve down.
    pub(super) fn of(map: &Centred, reach: [usize; 2]) -> Self {
        let sums = Sums::of(map, reach, |y, row| map.heights(y, row));
        let (width, height) = (map.map.width(), map.map.height());
        let masked = (map.measured < width * height).then(|| Sums::of_mask(map, reach));
        let nought = [reach[0], ABOVE.min(reach[1])];
        let least = LEAST_PAIRS * map.measured as f32;
        let mean_square = sums.at(0, 0) / map.measured as f32;
        let values = Raster::from_fn(2 * reach[0] + 1, nought[1] + reach[1] + 1, |x, y| {
            let lag = [(x, nought[0]), (y, nought[1])].map(|(at, nought)| at as isize - nought as isize);
            let pairs = match &masked {
                Some(masked) => masked.at(lag[0], lag[1]),
                None => ((width - lag[0].unsigned_abs()) * (height - lag[1].unsigned_abs())) as f32,
            };
            if pairs > least {
                sums.at(lag[0], lag[1]) / pairs / mean_square
            } else {
                f32::NAN
            }
        });
        Self { values, nought }
    }
}

/// For each lag the sum over a map of the products of cells.
struct Sums {
    /// Rows of lags from nought down, each from the farthest to the left on.
    rows: Vec<Vec<f32>>,
    /// The column of lag nought.
    nought: isize,
}

impl Sums {
    /// Of a map's pairs of measured cells.
    fn of_mask(map: &Centred, reach: [usize; 2]) -> Self {
        Self::of(map, reach, |y, row| {
            for (to, &valid) in row.iter_mut().zip(map.map.valid().raster().row(y)) {
                *to = f32::from(u8::from(valid));
            }
        })
    }

    /// Of what `row` writes.
    #[expect(clippy::expect_used, reason = "every buffer comes from the plan itself")]
    fn of(map: &Centred, reach: [usize; 2], row: impl Fn(usize, &mut [f32]) + Sync) -> Self {
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
        let scale = 1.0 / (size[0] as f32 * size[1] as f32);
        let rows = (0..=reach[1])
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
                let lags = line[size[0] - reach[0]..].iter().chain(&line[..=reach[0]]);
                lags.map(|sum| sum * scale).collect()
            })
            .collect();
        Self {
            rows,
            nought: reach[0] as isize,
        }
    }

    /// A lag and its opposite pair the same cells.
    fn at(&self, x: isize, y: isize) -> f32 {
        let along = if y < 0 { -x } else { x };
        self.rows[y.unsigned_abs()][(self.nought + along) as usize]
    }
}
