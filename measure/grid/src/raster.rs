//! Dense rasters, and grids: a raster with a mask of valid cells and a pitch.

use crate::{Mask, Pitch};
use rayon::prelude::*;

/// Cells that are worth a task of their own: enough to hide what handing it out costs, few enough to share out small rasters of costly cells.
pub const CELLS_PER_TASK: usize = 1 << 12;

/// The data handed to a raster do not fill its shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{width} × {height} cells need {} values, got {got}", width * height)]
pub struct ShapeError {
    /// Cells per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// Values that were given.
    pub got: usize,
}

/// A dense raster of `width × height` cells, stored row by row.
///
/// ```
/// use relief_grid::Raster;
/// let r = Raster::from_fn(3, 2, |x, y| 10 * y + x);
/// assert_eq!(r[(2, 1)], 12);
/// assert_eq!(r.row(1), &[10, 11, 12]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Raster<T> {
    width: usize,
    height: usize,
    data: Vec<T>,
}

impl<T> Raster<T> {
    /// A raster over `data`, row by row.
    ///
    /// # Errors
    /// [`ShapeError`] unless `data` holds exactly `width × height` values.
    pub fn from_vec(width: usize, height: usize, data: Vec<T>) -> Result<Self, ShapeError> {
        if width.checked_mul(height) == Some(data.len()) {
            Ok(Self { width, height, data })
        } else {
            Err(ShapeError {
                width,
                height,
                got: data.len(),
            })
        }
    }

    /// A raster of rows that the type makes equally long.
    pub fn from_rows<const W: usize, const H: usize>(rows: [[T; W]; H]) -> Self {
        Self {
            width: W,
            height: H,
            data: rows.into_iter().flatten().collect(),
        }
    }

    /// Cells per row.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Whether there is no cell.
    pub const fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// All values, row by row.
    pub fn data(&self) -> &[T] {
        &self.data
    }

    /// All values, row by row, to change.
    pub fn data_mut(&mut self) -> &mut [T] {
        &mut self.data
    }

    /// The values themselves.
    pub fn into_vec(self) -> Vec<T> {
        self.data
    }

    /// Row `y`. Panics past the last row, as a slice does.
    pub fn row(&self, y: usize) -> &[T] {
        &self.data[y * self.width..(y + 1) * self.width]
    }

    /// Row `y`, to change.
    pub fn row_mut(&mut self, y: usize) -> &mut [T] {
        &mut self.data[y * self.width..(y + 1) * self.width]
    }

    /// The cell at `(x, y)`, or `None` outside.
    pub fn get(&self, x: isize, y: isize) -> Option<&T> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.width && y < self.height).then(|| &self.data[y * self.width + x])
    }
}

impl<T: Clone> Raster<T> {
    /// A raster with `value` in every cell.
    pub fn filled(width: usize, height: usize, value: T) -> Self {
        Self {
            width,
            height,
            data: vec![value; width * height],
        }
    }
}

impl<T: Clone + Send> Raster<T> {
    /// A raster with `value(x, y)` in each cell, computed in parallel.
    pub fn from_fn(width: usize, height: usize, value: impl Fn(usize, usize) -> T + Sync) -> Self {
        if width == 0 || height == 0 {
            return Self {
                width,
                height,
                data: Vec::new(),
            };
        }
        // Filled first, so that rows can be shared out in place: a plain loop over a row costs a third of what rayon's
        // bookkeeping for single cells does, and the compiler can compute several cells at once.
        let mut raster = Self::filled(width, height, value(0, 0));
        raster
            .data
            .par_chunks_mut(width)
            .enumerate()
            .with_min_len(CELLS_PER_TASK.div_ceil(width))
            .for_each(|(y, row)| {
                for (x, to) in row.iter_mut().enumerate() {
                    *to = value(x, y);
                }
            });
        raster
    }
}

impl<T: Sync> Raster<T> {
    /// A raster of the same shape with `f` of each value.
    pub fn map<U: Clone + Send>(&self, f: impl Fn(&T) -> U + Sync + Send) -> Raster<U> {
        let mut data = self
            .data
            .first()
            .map_or_else(Vec::new, |first| vec![f(first); self.data.len()]);
        // Whole chunks and a plain loop over each, as in `from_fn`.
        let chunks = data
            .par_chunks_mut(CELLS_PER_TASK)
            .zip(self.data.par_chunks(CELLS_PER_TASK));
        chunks.for_each(|(to, from)| {
            for (to, from) in to.iter_mut().zip(from) {
                *to = f(from);
            }
        });
        Raster {
            width: self.width,
            height: self.height,
            data,
        }
    }
}

impl<T> std::ops::Index<(usize, usize)> for Raster<T> {
    type Output = T;

    fn index(&self, (x, y): (usize, usize)) -> &T {
        debug_assert!(x < self.width, "x {x} outside width {}", self.width);
        &self.data[y * self.width + x]
    }
}

impl<T> std::ops::IndexMut<(usize, usize)> for Raster<T> {
    fn index_mut(&mut self, (x, y): (usize, usize)) -> &mut T {
        debug_assert!(x < self.width, "x {x} outside width {}", self.width);
        &mut self.data[y * self.width + x]
    }
}

/// Values with the mask of cells that carry one, and the pitch when it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The values; meaningless where `valid` is false.
    pub values: Raster<f32>,
    /// Which cells carry a value. Same shape as `values`.
    pub valid: Mask,
    /// Distance between cells; `None` when only pixels are known.
    pub pitch: Option<Pitch>,
}
