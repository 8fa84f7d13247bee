//! The direction in which the heights change most: the angular power spectrum.

use super::{Centred, transform::transform_rows};
use crate::fourier::fast_length;
use rustfft::num_complex::Complex;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// Bins of one degree over half a turn; the first is centred on the column's direction.
const BINS: usize = 180;

/// Frequencies nearer to nought than this many cells of the spectrum are wider than a bin, and are shared out among bins.
const NEAR_CELLS: f64 = 60.0;

/// Waves longer than a third of the map: what the window makes of the mean and of a slope.
const LONGEST_CELLS: f64 = 3.0;

/// Bins to either side of the strongest that say where between bins it is: the window spreads a wave over two cells of the
/// spectrum to either side, which are as many degrees for 20 waves in a map; more waves spread less.
const BALANCED: usize = 6;

/// Power by direction of the wave, from straight up (down) over the row's direction.
struct Spectrum([f64; BINS]);

/// The angle of the strongest waves, in degrees in [0, 180), anticlockwise from the direction of a row; `None` of a flat map.
pub(super) fn direction_deg(map: &Centred) -> Option<f64> {
    let sides = [map.map.width(), map.map.height()];
    let size = sides.map(fast_length);
    let window = sides.map(hann);
    let rows = transform_rows(size, sides[1], |y, row| {
        map.heights(y, row);
        for (height, x) in row.iter_mut().zip(&window[0]) {
            *height *= x * window[1][y];
        }
    });
    // Cells of the spectrum per wave in each mm.
    let scale = [size[0] as f64 * map.pitch_mm[0], size[1] as f64 * map.pitch_mm[1]];
    // Where on a line that is one away from nought each bin ends.
    let tangents: Vec<f64> = (0..BINS)
        .map(|bin| ((bin as f64 + 0.5).to_radians() - FRAC_PI_2).tan())
        .collect();
    let columns = rows.columns(|frequency, column| powers(frequency, column, scale, &tangents));
    let mut total = Spectrum([0.0; BINS]);
    for column in columns {
        total
            .0
            .iter_mut()
            .zip(column.0)
            .for_each(|(sum, power)| *sum += power);
    }
    total.strongest_deg()
}

/// What a map weighs along one side, so that its edges are no step: nought outside, one in the middle.
fn hann(side: usize) -> Vec<f32> {
    let weight = |i: usize| 0.5 - 0.5 * (TAU * (i as f64 + 0.5) / side as f64).cos();
    (0..side).map(|i| weight(i) as f32).collect()
}

/// The power of one column of the spectrum by direction.
fn powers(frequency: usize, column: &[Complex<f32>], scale: [f64; 2], tangents: &[f64]) -> Spectrum {
    let mut spectrum = Spectrum([0.0; BINS]);
    let x = frequency as f64;
    // Where along the column each bin ends: no angle of any cell is needed.
    let ends: Vec<f64> = tangents
        .iter()
        .map(|tangent| tangent * x / scale[0] * scale[1])
        .collect();
    // A column of the half spectrum stands for its mirror image too, which the first one holds itself.
    let weight = if frequency == 0 { 0.5 } else { 1.0 };
    let half = column.len() / 2;
    let negative = (half + 1..column.len()).map(|i| i as f64 - column.len() as f64);
    let cells = negative.chain((0..=half).map(|i| i as f64));
    let values = column[half + 1..].iter().chain(&column[..=half]);
    let mut bin = 0;
    for (y, value) in cells.zip(values) {
        let power = weight * f64::from(value.norm_sqr());
        while bin < BINS && y >= ends[bin] {
            bin += 1;
        }
        let far = x * x + y * y;
        if far < NEAR_CELLS * NEAR_CELLS {
            if far >= LONGEST_CELLS * LONGEST_CELLS {
                spectrum.share([x, y], power, scale);
            }
        } else {
            spectrum.0[bin % BINS] += power;
        }
    }
    spectrum
}

impl Spectrum {
    /// Share the power of a cell among the bins that it covers, seen from nought.
    fn share(&mut self, [x, y]: [f64; 2], power: f64, scale: [f64; 2]) {
        let angle = |x: f64, y: f64| (y / scale[1]).atan2(x / scale[0]);
        let middle = angle(x, y);
        let corners = [(-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5)];
        let wide = corners.map(|(dx, dy)| {
            let apart = angle(x + dx, y + dy) - middle;
            (apart + PI).rem_euclid(TAU) - PI
        });
        let degrees = |radians: f64| (middle + radians + FRAC_PI_2).to_degrees() + 0.5;
        let from = degrees(wide.into_iter().fold(0.0, f64::min));
        let to = degrees(wide.into_iter().fold(0.0, f64::max));
        for bin in from.floor() as i64..=to.floor() as i64 {
            let covered = (to.min(bin as f64 + 1.0) - from.max(bin as f64)).max(0.0);
            self.0[bin.rem_euclid(BINS as i64) as usize] += power * covered / (to - from);
        }
    }

    /// The strongest bin, and the balance of those around it.
    fn strongest_deg(&self) -> Option<f64> {
        let strongest = (0..BINS).max_by(|&a, &b| self.0[a].total_cmp(&self.0[b]))?;
        let (mut total, mut moment) = (0.0, 0.0);
        for step in 0..=2 * BALANCED {
            let power = self.0[(strongest + BINS + step - BALANCED) % BINS];
            total += power;
            moment += power * (step as f64 - BALANCED as f64);
        }
        let down_deg = strongest as f64 + moment / total - 90.0;
        // Rows run down, angles are counted against the clock as one looks at the map.
        (total > 0.0).then(|| (-down_deg).rem_euclid(180.0))
    }
}
