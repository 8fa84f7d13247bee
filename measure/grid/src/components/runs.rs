//! Runs of set cells, and which of them hang together.

use super::Connectivity;
use crate::{Mask, disjoint::DisjointSets};
use std::ops::Range;

/// Cells side by side in one row.
pub(super) struct Run {
    pub x: Range<usize>,
    pub y: usize,
    /// Which component it belongs to, counted from nought as they first appear.
    pub component: u32,
}

/// All runs, row by row.
pub(super) fn runs(mask: &Mask, connectivity: Connectivity) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut row_starts = vec![0];
    for y in 0..mask.height() {
        let mut x = 0;
        for same in mask.raster().row(y).chunk_by(|a, b| a == b) {
            if same[0] {
                runs.push(Run {
                    x: x..x + same.len(),
                    y,
                    component: 0,
                });
            }
            x += same.len();
        }
        row_starts.push(runs.len());
    }
    let mut sets = DisjointSets::new(runs.len() as u32);
    for rows in row_starts.windows(3) {
        join(&runs, rows[0]..rows[1], rows[1]..rows[2], connectivity, &mut sets);
    }
    number(&mut runs, &mut sets);
    runs
}

/// Merge the runs of one row with those of the row above that they touch.
fn join(
    runs: &[Run],
    above: Range<usize>,
    row: Range<usize>,
    connectivity: Connectivity,
    sets: &mut DisjointSets,
) {
    let reach = usize::from(connectivity == Connectivity::Eight);
    let (mut a, mut b) = (above.start, row.start);
    while a < above.end && b < row.end {
        let (upper, lower) = (&runs[a].x, &runs[b].x);
        if upper.start < lower.end + reach && lower.start < upper.end + reach {
            sets.union(a as u32, b as u32);
        }
        if upper.end < lower.end { a += 1 } else { b += 1 }
    }
}

/// Number the components as their first runs come: the first run is the least of its set.
fn number(runs: &mut [Run], sets: &mut DisjointSets) {
    let mut next = 0;
    for i in 0..runs.len() {
        let first = sets.find(i as u32) as usize;
        if first == i {
            runs[i].component = next;
            next += 1;
        } else {
            runs[i].component = runs[first].component;
        }
    }
}
