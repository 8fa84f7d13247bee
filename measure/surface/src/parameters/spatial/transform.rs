//! The Fourier transform of a map, row by row and then column by column.

use rayon::prelude::*;
use realfft::RealFftPlanner;
use rustfft::{FftPlanner, num_complex::Complex};

/// Columns that are gathered together: 16 complex numbers are two cache lines of a row.
const COLUMNS: usize = 16;

/// The next length from `least` up without a prime factor over five, which transforms fast.
pub(super) fn fast_length(least: usize) -> usize {
    let smooth = |length: &usize| {
        let mut rest = (*length).max(1);
        for prime in [2, 3, 5] {
            while rest.is_multiple_of(prime) {
                rest /= prime;
            }
        }
        rest == 1
    };
    (least.max(1)..).find(smooth).unwrap_or(least)
}

/// Rows transformed, columns not yet. The rows under the last are nought.
pub(super) struct Rows {
    /// `bins` numbers for each row.
    data: Vec<Complex<f32>>,
    /// Frequencies along x, from nought to the highest.
    pub bins: usize,
    /// Rows and columns of the whole transform.
    pub size: [usize; 2],
}

/// Transform `rows` rows of `size[0]` numbers each; `row` writes one into a slice of noughts.
#[expect(clippy::expect_used, reason = "every buffer comes from the plan itself")]
pub(super) fn transform_rows(size: [usize; 2], rows: usize, row: impl Fn(usize, &mut [f32]) + Sync) -> Rows {
    let plan = RealFftPlanner::<f32>::new().plan_fft_forward(size[0]);
    let bins = size[0] / 2 + 1;
    let mut data = vec![Complex::default(); rows * bins];
    data.par_chunks_mut(bins).enumerate().for_each_init(
        || (plan.make_input_vec(), plan.make_scratch_vec()),
        |(input, scratch), (y, output)| {
            input.fill(0.0);
            row(y, input);
            plan.process_with_scratch(input, output, scratch)
                .expect("lengths");
        },
    );
    Rows { data, bins, size }
}

impl Rows {
    /// Transform each column and hand it to `visit` with its frequency; what that gives comes in the order of the columns.
    pub(super) fn columns<T: Send>(&self, visit: impl Fn(usize, &mut [Complex<f32>]) -> T + Sync) -> Vec<T> {
        let length = self.size[1];
        let plan = FftPlanner::<f32>::new().plan_fft_forward(length);
        let blocks = (0..self.bins.div_ceil(COLUMNS)).into_par_iter();
        let visited = blocks.map_init(
            || {
                let scratch = vec![Complex::default(); plan.get_inplace_scratch_len()];
                (vec![Complex::default(); COLUMNS * length], scratch)
            },
            |(columns, scratch), block| {
                let first = block * COLUMNS;
                let count = COLUMNS.min(self.bins - first);
                columns.fill(Complex::default());
                for (y, row) in self.data.chunks(self.bins).enumerate() {
                    for (i, &value) in row[first..first + count].iter().enumerate() {
                        columns[i * length + y] = value;
                    }
                }
                let columns = columns.chunks_mut(length).take(count).zip(first..);
                let visited = columns.map(|(column, frequency)| {
                    plan.process_with_scratch(column, scratch);
                    visit(frequency, column)
                });
                visited.collect::<Vec<T>>()
            },
        );
        visited.collect::<Vec<_>>().into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_small_factors() {
        assert_eq!([1, 7, 127, 4501].map(fast_length), [1, 8, 128, 4608]);
    }
}
