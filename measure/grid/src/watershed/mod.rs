//! Basins of a height map, with shallow ones pruned.

mod flood;
mod prune;

use crate::{Mask, Raster, components::Connectivity};
use flood::flood;
use prune::prune;

/// A basin that was deep enough to stay.
#[derive(Debug, Clone, PartialEq)]
pub struct Basin {
    /// What its cells carry in [`Watershed::labels`]: one more than its place in the list.
    pub label: u32,
    /// Its lowest cell (x, y); the first of them row by row.
    pub pit: (usize, usize),
    /// The height of its lowest cell.
    pub pit_height: f32,
    /// The height of the lowest pass into a neighbouring basin; `None` when it has no neighbour.
    pub spill_height: Option<f32>,
    /// How many cells it has.
    pub area_px: usize,
}

/// A height map cut into basins.
#[derive(Debug, Clone, PartialEq)]
pub struct Watershed {
    /// Nought where the height map is invalid, else the label of the basin; there are no cells between basins.
    pub labels: Raster<u32>,
    /// The basins in the order in which their first cells come, row by row.
    pub basins: Vec<Basin>,
}

/// Cut the valid cells into basins and merge those shallower than `min_persistence`, in the unit of the heights.
///
/// Cells are flooded from the lowest up; each joins the basin of its lowest flooded neighbour. Then basins
/// merge across passes, the pass with the least persistence first: its height over the higher of the two
/// pits. The higher pit drowns in the lower. What is left is what Wolf pruning leaves (ISO 25178-2): every basin is at least `min_persistence` deep, seen from its lowest pass.
/// Nought keeps every local minimum, of a plateau perhaps several. Hills are the basins of the negated heights. Cells whose height is not finite count as invalid.
///
/// ```
/// use relief_grid::{Mask, components::Connectivity, raster, watershed::watershed};
/// let heights = raster!{0., 5., 3., 4., 1., 9.};
/// let valid = Mask::filled(6, 1, true);
/// let all = watershed(&heights, &valid, Connectivity::Eight, 0.0);
/// assert_eq!(all.labels, raster!{1, 1, 2, 3, 3, 3});
/// let deep = watershed(&heights, &valid, Connectivity::Eight, 2.0);
/// assert_eq!(deep.labels, raster!{1, 1, 2, 2, 2, 2});
/// assert_eq!(deep.basins[1].spill_height, Some(5.0));
/// ```
///
/// # Panics
/// When the mask has another shape than the heights.
pub fn watershed(
    heights: &Raster<f32>,
    valid: &Mask,
    connectivity: Connectivity,
    min_persistence: f32,
) -> Watershed {
    valid.assert_shape_of(heights);
    let flooded = flood(heights, valid, connectivity);
    let pruned = prune(&flooded, min_persistence);
    let mut labels = flooded.basins;
    let mut label_of = vec![0; flooded.pits.len()];
    let mut basins: Vec<Basin> = Vec::new();
    for cell in labels.data_mut().iter_mut().filter(|cell| **cell > 0) {
        let keeper = pruned.keeper[*cell as usize - 1] as usize;
        if label_of[keeper] == 0 {
            let pit = flooded.pits[keeper];
            basins.push(Basin {
                label: basins.len() as u32 + 1,
                pit: (
                    pit.cell as usize % heights.width(),
                    pit.cell as usize / heights.width(),
                ),
                pit_height: pit.height,
                spill_height: pruned.spill_height[keeper],
                area_px: 0,
            });
            label_of[keeper] = basins.len() as u32;
        }
        *cell = label_of[keeper];
        basins[*cell as usize - 1].area_px += 1;
    }
    Watershed { labels, basins }
}

#[cfg(test)]
mod tests;
