//! Flooding from the lowest cell up.

use crate::{Mask, Raster, components::Connectivity};
use rayon::prelude::*;

/// The lowest cell of a basin.
#[derive(Clone, Copy)]
pub(super) struct Pit {
    pub cell: u32,
    pub height: f32,
}

/// The lowest place where two basins touch.
#[derive(Clone, Copy)]
pub(super) struct Pass {
    /// The basin with the lower pit.
    pub lower: u32,
    /// The basin with the higher pit.
    pub higher: u32,
    pub height: f32,
}

pub(super) struct Flooded {
    /// One more than the basin of each cell, nought where invalid.
    pub basins: Raster<u32>,
    /// The pit of each basin, from the lowest up.
    pub pits: Vec<Pit>,
    /// One pass for every two basins that touch.
    pub passes: Vec<Pass>,
}

pub(super) fn flood(heights: &Raster<f32>, valid: &Mask, connectivity: Connectivity) -> Flooded {
    let mut basins = Raster::filled(heights.width(), heights.height(), 0u32);
    let mut pits = Vec::new();
    // Lower basin, higher basin, place in the order of flooding, cell: sorts by basins, the lowest pass first.
    let mut contacts: Vec<(u32, u32, u32, u32)> = Vec::new();
    for (turn, key) in (0..).zip(from_the_lowest(heights, valid)) {
        let cell = key as u32;
        let near = flooded_neighbours(cell, heights, &basins, connectivity);
        let Some(&(_, basin)) = near.iter().flatten().min() else {
            pits.push(Pit {
                cell,
                height: heights.data()[cell as usize],
            });
            basins.data_mut()[cell as usize] = pits.len() as u32;
            continue;
        };
        basins.data_mut()[cell as usize] = basin;
        for &(_, other) in near.iter().flatten().filter(|&&(_, other)| other != basin) {
            contacts.push((basin.min(other) - 1, basin.max(other) - 1, turn, cell));
        }
    }
    contacts.par_sort_unstable();
    contacts.dedup_by_key(|c| (c.0, c.1));
    let height = |cell: u32| heights.data()[cell as usize];
    let passes = contacts.iter().map(|&(lower, higher, _, cell)| Pass {
        lower,
        higher,
        height: height(cell),
    });
    let passes = passes.collect();
    Flooded { basins, pits, passes }
}

/// The valid cells by height, those of one height row by row: the height in the upper half, the cell in the
/// lower.
fn from_the_lowest(heights: &Raster<f32>, valid: &Mask) -> Vec<u64> {
    let cells = heights.data().par_iter().zip(valid.raster().data()).enumerate();
    let mut keys: Vec<u64> = cells
        .filter(|&(_, (height, &valid))| valid && height.is_finite())
        .map(|(cell, (&height, _))| sort_key(height, cell as u32))
        .collect();
    keys.par_sort_unstable();
    keys
}

/// Orders as the heights do, then as the cells.
fn sort_key(height: f32, cell: u32) -> u64 {
    const SIGN: u32 = 1 << 31;
    // Adding nought makes −0 and 0 one height.
    let bits = (height + 0.0).to_bits();
    let ordered = if bits & SIGN == 0 { bits | SIGN } else { !bits };
    u64::from(ordered) << 32 | u64::from(cell)
}

/// The flooded neighbours: their sort keys and basins.
fn flooded_neighbours(
    cell: u32,
    heights: &Raster<f32>,
    basins: &Raster<u32>,
    connectivity: Connectivity,
) -> [Option<(u64, u32)>; 8] {
    const AROUND: [(isize, isize); 8] = [
        (0, -1),
        (-1, 0),
        (1, 0),
        (0, 1),
        (-1, -1),
        (1, -1),
        (-1, 1),
        (1, 1),
    ];
    let (x, y) = (cell as usize % heights.width(), cell as usize / heights.width());
    let mut near = [None; 8];
    let count = if connectivity == Connectivity::Four { 4 } else { 8 };
    for (found, (dx, dy)) in near.iter_mut().zip(AROUND).take(count) {
        let (nx, ny) = (x.wrapping_add_signed(dx), y.wrapping_add_signed(dy));
        if nx < heights.width() && ny < heights.height() && basins[(nx, ny)] > 0 {
            let neighbour = (ny * heights.width() + nx) as u32;
            *found = Some((sort_key(heights[(nx, ny)], neighbour), basins[(nx, ny)]));
        }
    }
    near
}
