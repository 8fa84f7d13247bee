//! Gaussian regression: about each cell a polynomial by least squares under a Gaussian.

mod lines;
mod solve;

use lines::{Lines, Scratch};
use rayon::prelude::*;
use relief_grid::Raster;

/// Columns that are taken out together, so that each line of memory is read once.
const TOGETHER: usize = 16;

/// The regression on a raster of one shape, for any weights of its cells.
pub(super) struct Regression {
    order: usize,
    along: Lines,
    down: Lines,
}

impl Regression {
    /// For polynomials of `order` 0, 1 or 2 under a Gaussian of standard deviation `sigma` cells along each axis, cut at `reach` standard
    /// deviations.
    pub(super) fn new(size: [usize; 2], order: usize, sigma: [f64; 2], reach: f64) -> Self {
        let lines = |axis: usize| {
            let cells = (reach * sigma[axis]).ceil() as usize;
            Lines::new(size[axis], sigma[axis], cells, 2 * order)
        };
        Self {
            order,
            along: lines(0),
            down: lines(1),
        }
    }

    /// Moments along a row that a cell keeps: of weights to twice the order, then of heights to the order.
    const fn kept(&self) -> usize {
        3 * self.order + 2
    }

    /// Write the polynomial's height at each cell over `fitted`, where any weight is near; elsewhere what stands there stays.
    ///
    /// `cells` has each cell's weight and its height times that weight.
    pub(super) fn fit(&self, cells: &Raster<[f64; 2]>, fitted: &mut Raster<f64>) {
        let width = cells.width();
        let along = self.along(cells);
        let firsts: Vec<usize> = (0..width).step_by(TOGETHER).collect();
        // A few blocks at a time: all columns at once would be a second map.
        for some in firsts.chunks(4 * rayon::current_num_threads()) {
            let columns: Vec<Vec<Vec<Option<f64>>>> = some
                .par_iter()
                .map_init(
                    || self.down.scratch(),
                    |scratch, &first| self.block(&along, first, scratch),
                )
                .collect();
            for (first, columns) in some.iter().zip(&columns) {
                for (y, row) in fitted.data_mut().chunks_mut(width).enumerate() {
                    for (to, column) in row[*first..].iter_mut().zip(columns) {
                        *to = column[y].unwrap_or(*to);
                    }
                }
            }
        }
    }

    /// The moments along rows, [`kept`](Self::kept) numbers a cell.
    fn along(&self, cells: &Raster<[f64; 2]>) -> Raster<f64> {
        let (order, kept) = (self.order, self.kept());
        let mut moments = Raster::filled(cells.width() * kept, cells.height(), 0.0);
        let rows = moments
            .data_mut()
            .par_chunks_mut((cells.width() * kept).max(1))
            .enumerate();
        rows.for_each_init(
            || self.along.scratch(),
            |scratch, (y, row)| {
                let line = cells.row(y).iter().copied();
                let powers = [order + 1, 2 * order + 1];
                self.along.moments(line, powers, scratch, |power, sums| {
                    for (cell, sum) in row.chunks_mut(kept).zip(sums) {
                        cell[power] = sum.re;
                        if power <= order {
                            cell[2 * order + 1 + power] = sum.im;
                        } else if power < 2 * order {
                            cell[power + 1] = sum.im;
                        }
                    }
                });
            },
        );
        moments
    }

    /// The heights of the polynomials of a few columns.
    fn block(&self, along: &Raster<f64>, first: usize, scratch: &mut Scratch) -> Vec<Vec<Option<f64>>> {
        let (kept, height) = (self.kept(), along.height());
        let count = TOGETHER.min(along.width() / kept - first);
        let mut block = vec![0.0; count * kept * height];
        for y in 0..height {
            let row = &along.row(y)[first * kept..(first + count) * kept];
            for (x, value) in row.iter().enumerate() {
                block[x * height + y] = *value;
            }
        }
        let columns = block.chunks(kept * height);
        columns
            .map(|column| self.column(&column.chunks(height).collect::<Vec<_>>(), scratch))
            .collect()
    }

    /// The heights of the polynomials of one column, from its moments along rows.
    fn column(&self, along: &[&[f64]], scratch: &mut Scratch) -> Vec<Option<f64>> {
        let (order, height) = (self.order, along[0].len());
        let powers = 2 * order + 1;
        // Of each power of x and of y; those that the order does not need stay empty.
        let mut weights = vec![Vec::new(); powers * powers];
        let mut heights = vec![Vec::new(); powers * powers];
        for i in 0..powers {
            let both = (order + 1).saturating_sub(i);
            let line = (0..height).map(|y| {
                let of_height = if i <= order { along[powers + i][y] } else { 0.0 };
                [along[i][y], of_height]
            });
            self.down.moments(line, [both, powers - i], scratch, |j, sums| {
                let (re, im) = (sums.iter().map(|sum| sum.re), sums.iter().map(|sum| sum.im));
                weights[i * powers + j] = re.collect::<Vec<f64>>();
                if j < both {
                    heights[i * powers + j] = im.collect::<Vec<f64>>();
                } else if i + j + 1 < powers {
                    weights[i * powers + j + 1] = im.collect();
                }
            });
        }
        let at = |moments: &[Vec<f64>], y: usize, i: usize, j: usize| moments[i * powers + j][y];
        (0..height)
            .map(|y| solve::height(order, |i, j| at(&weights, y, i, j), |i, j| at(&heights, y, i, j)))
            .collect()
    }
}
