//! The exact Euclidean distance transform.

use crate::{Mask, Raster};
use rayon::prelude::*;
use std::ops::Range;

/// Farther than any cell of a raster that fits into memory.
const NO_CELL: u32 = 1 << 30;

/// For every cell the distance in pixels, centre to centre, to the nearest cell of `mask`; nought in the mask,
/// infinite everywhere when the mask is empty.
///
/// Exact, in time proportional to the number of cells (Felzenszwalb & Huttenlocher 2012,
/// doi:10.4086/toc.2012.v008a019).
///
/// ```
/// use relief_grid::{distance, mask};
/// let d = distance::to_mask(&mask!{0, 0, 1; 0, 0, 0});
/// assert_eq!(d[(0, 0)], 2.0);
/// assert_eq!(d[(1, 1)], 2f32.sqrt());
/// ```
pub fn to_mask(mask: &Mask) -> Raster<f32> {
    within(mask, f64::INFINITY)
}

/// [`to_mask`] as far as `reach_px`: what is farther may be infinite. Only the surroundings of the mask take time.
///
/// ```
/// use relief_grid::{distance, mask};
/// let d = distance::within(&mask!{1, 0, 0, 0}, 2.0);
/// assert_eq!((d[(2, 0)], d[(3, 0)]), (2.0, f32::INFINITY));
/// ```
pub fn within(mask: &Mask, reach_px: f64) -> Raster<f32> {
    let (width, height) = (mask.width(), mask.height());
    let mut out = Raster::filled(width, height, f32::INFINITY);
    let Some([columns, rows]) = surroundings(mask, reach_px) else {
        return out;
    };
    let distances = along_columns(mask, &columns, &rows);
    out.data_mut()[rows.start * width..rows.end * width]
        .par_chunks_mut(width)
        .zip(distances.data().par_chunks(columns.len()))
        .for_each_init(Envelope::default, |envelope, (row, column_distances)| {
            envelope.distances(column_distances, reach_px, &mut row[columns.clone()])
        });
    out
}

/// Whether each cell lies within `reach_px` of the mask, which is told sooner than how far: around each cell of a row the nearest cells above or below
/// it reach so far along the row as the circle leaves them.
pub(crate) fn is_within(mask: &Mask, reach_px: f64) -> Mask {
    let (width, height) = (mask.width(), mask.height());
    let mut near = Mask::filled(width, height, false);
    let Some([columns, rows]) = surroundings(mask, reach_px) else {
        return near;
    };
    let distances = along_columns(mask, &columns, &rows);
    // Farther than anything.
    let reach = reach_px.min((width + height) as f64);
    let chord = |down: usize| (reach * reach - (down * down) as f64).sqrt() as usize;
    let chords: Vec<usize> = (0..=reach as usize).map(chord).collect();
    near.raster_mut().data_mut()[rows.start * width..rows.end * width]
        .par_chunks_mut(width)
        .zip(distances.data().par_chunks(columns.len()))
        .for_each(|(row, down)| mark_within(&chords, down, &mut row[columns.clone()]));
    near
}

/// Marks the cells of a row that lie within the chords of its columns; `chords` are by the distance along the column.
fn mark_within(chords: &[usize], down: &[u32], row: &mut [bool]) {
    let chord = |down: &u32| chords.get(*down as usize);
    let mut until = 0;
    for (x, (near, down)) in row.iter_mut().zip(down).enumerate() {
        if let Some(chord) = chord(down) {
            until = until.max(x + chord + 1);
        }
        *near = x < until;
    }
    let mut from = usize::MAX;
    for (x, (near, down)) in row.iter_mut().zip(down).enumerate().rev() {
        if let Some(chord) = chord(down) {
            from = from.min(x.saturating_sub(*chord));
        }
        *near |= x >= from;
    }
}

/// The columns and rows that lie within reach of the box around a mask; `None` when it is empty.
fn surroundings(mask: &Mask, reach_px: f64) -> Option<[Range<usize>; 2]> {
    let [columns, rows] = mask.bounds()?;
    // Cut off when a reach is longer than any raster.
    let reach = reach_px.max(0.0) as usize;
    let grown = |range: Range<usize>, size: usize| {
        range.start.saturating_sub(reach)..range.end.saturating_add(reach).min(size)
    };
    Some([grown(columns, mask.width()), grown(rows, mask.height())])
}

/// The distance to the nearest cell of the mask in the same column, in a part of the mask that holds all of it.
fn along_columns(mask: &Mask, columns: &Range<usize>, rows: &Range<usize>) -> Raster<u32> {
    let (width, height) = (columns.len(), rows.len());
    let mut distances = Raster::from_fn(width, height, |x, y| {
        if mask.get(columns.start + x, rows.start + y) {
            0
        } else {
            NO_CELL
        }
    });
    let one_more = |to: &mut [u32], from: &[u32]| {
        to.iter_mut()
            .zip(from)
            .for_each(|(to, &from)| *to = (*to).min(from + 1));
    };
    for y in 1..height {
        let (above, row) = distances.data_mut()[(y - 1) * width..].split_at_mut(width);
        one_more(&mut row[..width], above);
    }
    for y in (1..height).rev() {
        let (row, below) = distances.data_mut()[(y - 1) * width..].split_at_mut(width);
        one_more(row, &below[..width]);
    }
    distances
}

/// The lower envelope of parabolas, one per column: `(x − vertex)² + height²`.
#[derive(Default)]
struct Envelope {
    /// The parabolas that are lowest somewhere: vertex, squared height, and the x from which on.
    parabolas: Vec<(f64, f64, f64)>,
}

impl Envelope {
    /// `out` is infinite so far.
    fn distances(&mut self, columns: &[u32], reach_px: f64, out: &mut [f32]) {
        self.parabolas.clear();
        let near = |distance: u32| distance < NO_CELL && f64::from(distance) <= reach_px;
        for (x, &distance) in columns.iter().enumerate().filter(|&(_, &d)| near(d)) {
            self.add(x as f64, f64::from(distance).powi(2));
        }
        if self.parabolas.is_empty() {
            return;
        }
        let mut lowest = 0;
        for (x, to) in out.iter_mut().enumerate() {
            let x = x as f64;
            while self
                .parabolas
                .get(lowest + 1)
                .is_some_and(|&(_, _, from)| from <= x)
            {
                lowest += 1;
            }
            if let Some(&(vertex, height, _)) = self.parabolas.get(lowest) {
                *to = ((x - vertex).powi(2) + height).sqrt() as f32;
            }
        }
    }

    fn add(&mut self, vertex: f64, height: f64) {
        let mut from = f64::NEG_INFINITY;
        while let Some(&(last, last_height, last_from)) = self.parabolas.last() {
            // Where the two parabolas meet; beyond it the new one is lower.
            from = 0.5 * (vertex + last + (height - last_height) / (vertex - last));
            if from > last_from {
                break;
            }
            self.parabolas.pop();
            from = f64::NEG_INFINITY;
        }
        self.parabolas.push((vertex, height, from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{masks, noise, on_any_threads};
    use proptest::prelude::*;

    fn slow(mask: &Mask, x: usize, y: usize) -> f32 {
        let mut least = f64::INFINITY;
        for j in 0..mask.height() {
            for i in (0..mask.width()).filter(|&i| mask.get(i, j)) {
                let (dx, dy) = (i as f64 - x as f64, j as f64 - y as f64);
                least = least.min(dx * dx + dy * dy);
            }
        }
        least.sqrt() as f32
    }

    proptest! {
        #[test]
        fn equals_brute_force(mask in masks(20)) {
            let got = to_mask(&mask);
            for y in 0..mask.height() {
                for x in 0..mask.width() {
                    prop_assert_eq!(got[(x, y)], slow(&mask, x, y));
                }
            }
        }
    }

    #[test]
    fn distances_to_a_point_are_euclids() {
        let got = to_mask(&Mask::from_fn(300, 200, |x, y| (x, y) == (120, 77)));
        for (x, y) in [(0, 0), (299, 199), (120, 0), (0, 77), (123, 81)] {
            let want = (x as f64 - 120.0).hypot(y as f64 - 77.0) as f32;
            assert_eq!(got[(x, y)], want);
        }
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        let mask: Mask = noise(150, 99).map(|&v| v > 0.98).into();
        on_any_threads(|| to_mask(&mask));
    }
}
