//! Dilation: the highest that an element about any cell comes to.

use super::element::Body;
use rayon::prelude::*;
use relief_grid::Raster;

/// The height of a cell without material.
pub(super) const NOTHING: f64 = f64::NEG_INFINITY;
/// Cells of a row that are raised together: enough that what lies around them is little beside them.
const TOGETHER: usize = 256;
/// Cells of a row whose highest is noted.
const NOTED: usize = 32;
/// Cells that are compared at once.
const LANES: usize = 8;

/// The dilation of `source` by an element, at `size` cells of which the first lies at `first` in the source. [`NOTHING`] where no material is near.
///
/// The element's rows are laid on the source's rows one pair at a time, the middle first. Within a pair the cells that raise the surface follow one
/// another in the order of the cells that they raise, because an element's row is concave; so the best of the middle cell parts the cells
/// that the left and the right half have to look at. What cannot come above what is there already is not looked at. That is exact, and
/// costs a few comparisons for each cell and each row of the element, however long the row.
pub(super) fn dilate(source: &Raster<f64>, body: &Body, first: [isize; 2], size: [usize; 2]) -> Raster<f64> {
    let notes = Notes::new(source);
    let elements: Vec<Element> = body.rows.iter().map(|half| Element::new(half)).collect();
    let mut raised = Raster::filled(size[0], size[1], NOTHING);
    let rows = raised.data_mut().par_chunks_mut(size[0].max(1)).enumerate();
    rows.for_each(|(y, row)| {
        let middle = y as isize + first[1];
        for (chunk, cells) in row.chunks_mut(TOGETHER).enumerate() {
            let at = first[0] + (chunk * TOGETHER) as isize;
            for (away, element) in elements.iter().enumerate() {
                let away = away as isize;
                let above = (away > 0).then_some(middle - away);
                for from in [Some(middle + away), above].into_iter().flatten() {
                    if (0..source.height() as isize).contains(&from) {
                        let from = from as usize;
                        raise(cells, at, source.row(from), notes.row(from), element);
                    }
                }
            }
        }
    });
    raised
}

/// A row of an element, from end to end.
struct Element {
    heights: Vec<f64>,
    half: usize,
}

impl Element {
    fn new(half: &[f64]) -> Self {
        let heights = half.iter().rev().chain(&half[1..]).copied().collect();
        Self {
            heights,
            half: half.len() - 1,
        }
    }

    /// Cells from the middle within which the row stands higher than `height`; `None` when it does nowhere.
    fn reach(&self, height: f64) -> Option<usize> {
        let higher = self.heights[self.half..].partition_point(|own| *own > height);
        higher.checked_sub(1)
    }
}

/// The highest of every few cells of each row.
struct Notes(Raster<f64>);

impl Notes {
    fn new(source: &Raster<f64>) -> Self {
        let width = source.width().div_ceil(NOTED);
        Self(Raster::from_fn(width, source.height(), |x, y| {
            let row = source.row(y);
            let cells = &row[x * NOTED..row.len().min((x + 1) * NOTED)];
            cells.iter().copied().fold(NOTHING, f64::max)
        }))
    }

    fn row(&self, y: usize) -> &[f64] {
        self.0.row(y)
    }
}

/// Raises `cells`, of which the first lies at `at` in the row `source`, to what one row of the element comes to.
fn raise(cells: &mut [f64], at: isize, source: &[f64], notes: &[f64], element: &Element) {
    let last = at + cells.len() as isize - 1;
    let range = |half: isize| {
        let low = (at - half).max(0) as usize;
        let high = (last + half + 1).clamp(0, source.len() as isize) as usize;
        (low < high).then_some((low, high))
    };
    let Some((low, high)) = range(element.half as isize) else {
        return;
    };
    let noted = &notes[low / NOTED..high.div_ceil(NOTED)];
    let highest = noted.iter().copied().fold(NOTHING, f64::max);
    let lowest = cells.iter().copied().fold(f64::INFINITY, f64::min);
    if highest == NOTHING {
        return;
    }
    let Some(reach) = element.reach(lowest - highest) else {
        return;
    };
    if let Some((low, high)) = range(reach as isize) {
        let heights = &element.heights[element.half - reach..=element.half + reach];
        Pair { source, heights }.raise(cells, at, low, high);
    }
}

/// A row of the source and a row of the element, as far as it matters.
struct Pair<'a> {
    source: &'a [f64],
    heights: &'a [f64],
}

impl Pair<'_> {
    /// Raises cells by the source's cells from `low` up to below `high`.
    fn raise(&self, cells: &mut [f64], at: isize, low: usize, high: usize) {
        if cells.is_empty() || low >= high {
            return;
        }
        let half = cells.len() / 2;
        let middle = at + half as isize;
        let reach = (self.heights.len() / 2) as isize;
        let from = (middle - reach).max(low as isize) as usize;
        let to = (middle + reach + 1).clamp(from as isize, (high as isize).max(from as isize)) as usize;
        let from_end = (from as isize - (middle - reach)) as usize;
        let found = if from < to {
            best(&self.source[from..to], &self.heights[from_end..])
        } else {
            None
        };
        let best = match found {
            Some((index, height)) => {
                cells[half] = cells[half].max(height);
                from + index
            }
            // Nothing is near: what raises the left half lies to the left.
            None => middle.clamp(low as isize, high as isize - 1) as usize,
        };
        let (left, right) = cells.split_at_mut(half);
        self.raise(left, at, low, best + 1);
        self.raise(&mut right[1..], middle + 1, best, high);
    }
}

/// The greatest sum of a height and the element's, and where it is; `None` without material.
fn best(source: &[f64], heights: &[f64]) -> Option<(usize, f64)> {
    let sums = || source.iter().zip(heights).map(|(source, height)| source + height);
    let mut lanes = [NOTHING; LANES];
    let whole = source.len() / LANES * LANES;
    let blocks = source[..whole].chunks_exact(LANES);
    for (source, heights) in blocks.zip(heights.chunks_exact(LANES)) {
        for lane in 0..LANES {
            let sum = source[lane] + heights[lane];
            lanes[lane] = if sum > lanes[lane] { sum } else { lanes[lane] };
        }
    }
    let rest = sums().skip(whole);
    let highest = lanes.into_iter().chain(rest).fold(NOTHING, f64::max);
    (highest > NOTHING)
        .then(|| Some((sums().position(|sum| sum == highest)?, highest)))
        .flatten()
}
