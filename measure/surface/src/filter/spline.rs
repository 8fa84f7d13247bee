//! The linear areal spline filter.

mod band;
mod missing;

use crate::SurfaceError;
use band::Band;
use rayon::prelude::*;
use relief_grid::{HeightMap, Raster};

/// The spline's stiffness grows with the fourth power of its nesting index in cells; from here on doubles would not hold the skin beside it to one in a million.
const MOST_NESTING_CELLS: f64 = 2000.0;

/// Columns that are taken out together, so that each line of memory is read once.
const TOGETHER: usize = 16;
/// Cells that two orders of differences need.
const LEAST_SIDE: usize = 3;
/// Measured cells that the penalty of a spline without tension needs: it costs nothing to be `a + b x + c y + d x y`.
const LEAST_CELLS: usize = 4;

/// The waviness of a map below a nesting index in mm, as a smoothing cubic spline.
///
/// Along each axis the heights w minimise `Σ (z − w)² + β α² Σ (Δw)² + (1 − β) α⁴ Σ (Δ²w)²` with `α = 1 / (2 sin(π pitch / λ))`, where Δ is the
/// difference between neighbours: so a wave as long as λ keeps exactly half of its amplitude, and one of another length
/// `1 / (1 + β s² + (1 − β) s⁴)` with `s = sin(π pitch / length) / sin(π pitch / λ)`. The tension `β` is 0 for the plain cubic spline, which is steeper
/// than the Gaussian, to 1 for a broken line, which is less steep. The profile filter of ISO 16610-22, after Krystek 1996
/// (Measurement 18, 9–15), first along rows, then along columns; ISO 16610-62 is the areal part of that standard. As each filter of
/// rows and columns but the Gaussian's it is not the same in all directions: a diagonal wave is damped along both axes.
///
/// Nothing is made up beyond the map: the sums end there, which are the natural boundaries of the spline. Without tension a plane goes through
/// unchanged, with tension only a level does.
///
/// Cells that were not measured do not stand in the first sum and stay not measured: the spline bends over them as it costs least. Then rows
/// and columns do not part, and the equations of all cells are solved together, by conjugate gradients with the filter of the whole
/// map as the preconditioner, to 1e-9 of the heights. Holes much wider than λ take many rounds.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let wave = Raster::from_fn(400, 5, |x, _| (std::f64::consts::TAU * x as f64 * 0.05 / 0.8).sin());
/// let map = HeightMap::from_nan(wave, pitch, pitch, ScaleSource::Given);
/// let smooth = relief_surface::filter::spline(&map, 0.8, 0.0)?;
/// assert!((smooth.height_mm(196, 1).unwrap() - 0.5).abs() < 1e-9);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// [`SurfaceError::Setting`] for a nesting index below two cells or beyond two thousand and a tension outside of 0 to 1, [`SurfaceError::TooFewCells`] with
/// fewer than 3 cells on a side or 4 measured ones, [`SurfaceError::NotSettled`] when the equations with holes are not solved in 1000 rounds.
pub fn spline(map: &HeightMap, nesting_mm: f64, tension: f64) -> Result<HeightMap, SurfaceError> {
    if !(0.0..=1.0).contains(&tension) {
        return Err(SurfaceError::Setting {
            name: "the tension of the spline",
            value: tension,
            limit: "a number from 0 to 1",
        });
    }
    let pitch_mm = [map.pitch_x(), map.pitch_y()].map(|pitch| pitch.mm_per_px());
    let held = |pitch: &f64| (2.0 * pitch..=MOST_NESTING_CELLS * pitch).contains(&nesting_mm);
    if !pitch_mm.iter().all(held) {
        return Err(SurfaceError::Setting {
            name: "the nesting index of the spline in mm",
            value: nesting_mm,
            limit: "at least two cells, and two thousand at most",
        });
    }
    let measured = map.valid().count();
    let (width, height) = (map.width(), map.height());
    let short = width.min(height);
    if short < LEAST_SIDE || measured < LEAST_CELLS {
        let side = short < LEAST_SIDE;
        return Err(SurfaceError::TooFewCells {
            purpose: if side { "the sides of a spline" } else { "a spline" },
            measured: if side { short } else { measured },
            needed: if side { LEAST_SIDE } else { LEAST_CELLS },
        });
    }
    let band = |cells, axis: usize| Band::new(cells, nesting_mm / pitch_mm[axis], tension);
    let bands = Bands([band(width, 0), band(height, 1)]);
    let heights = if measured == width * height {
        let mut heights = map.heights_mm().clone();
        bands.smooth(&mut heights);
        heights
    } else {
        missing::solve(map, &bands)?
    };
    Ok(map.with_heights(heights))
}

/// The spline's equations along rows and along columns.
struct Bands([Band; 2]);

impl Bands {
    /// The spline through each row, then through each column.
    fn smooth(&self, heights: &mut Raster<f64>) {
        self.each(heights, Band::solve);
    }

    /// The equations' left side: what [`smooth`](Self::smooth) takes back.
    fn roughen(&self, heights: &mut Raster<f64>) {
        self.each(heights, Band::multiply);
    }

    /// Changes each row and then each column in place. `lines` is given neighbouring lines side by side: cell by cell the values of all.
    fn each(&self, heights: &mut Raster<f64>, lines: impl Fn(&Band, &mut [[f64; TOGETHER]]) + Sync) {
        let (width, height) = (heights.width(), heights.height());
        let [along, down] = &self.0;
        heights
            .data_mut()
            .par_chunks_mut(TOGETHER * width)
            .for_each(|rows| {
                let mut block = vec![[0.0; TOGETHER]; width];
                for (line, row) in rows.chunks(width).enumerate() {
                    block.iter_mut().zip(row).for_each(|(to, from)| to[line] = *from);
                }
                lines(along, &mut block);
                for (line, row) in rows.chunks_mut(width).enumerate() {
                    row.iter_mut().zip(&block).for_each(|(to, from)| *to = from[line]);
                }
            });
        let firsts: Vec<usize> = (0..width).step_by(TOGETHER).collect();
        // A few blocks at a time: all columns at once would be a second map.
        for some in firsts.chunks(4 * rayon::current_num_threads()) {
            let data = heights.data();
            let column = |&first: &usize| {
                let count = TOGETHER.min(width - first);
                let mut block = vec![[0.0; TOGETHER]; height];
                for (to, row) in block.iter_mut().zip(data.chunks(width)) {
                    to[..count].copy_from_slice(&row[first..first + count]);
                }
                lines(down, &mut block);
                block
            };
            let blocks: Vec<_> = some.par_iter().map(column).collect();
            for (&first, block) in some.iter().zip(&blocks) {
                let count = TOGETHER.min(width - first);
                for (row, from) in heights.data_mut().chunks_mut(width).zip(block) {
                    row[first..first + count].copy_from_slice(&from[..count]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
