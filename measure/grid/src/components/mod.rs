//! Connected components of a mask.

mod runs;

use crate::{Mask, Point, Raster};
use runs::{Run, runs};
use std::ops::Range;

/// Which cells touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connectivity {
    /// Along an edge.
    Four,
    /// Along an edge or at a corner.
    Eight,
}

/// One connected component.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// What its cells carry in [`Components::labels`]: one more than its place in the list.
    pub label: u32,
    /// How many cells it has.
    pub area_px: usize,
    /// The columns it covers.
    pub x: Range<usize>,
    /// The rows it covers.
    pub y: Range<usize>,
    /// The mean of its cells' centres.
    pub centroid: Point,
}

/// All components of a mask.
#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    /// Nought where the mask is not set, else the label of the component.
    pub labels: Raster<u32>,
    /// The components in the order in which their first cells come, row by row.
    pub list: Vec<Component>,
}

/// The connected components of `mask`.
///
/// ```
/// use relief_grid::{components::{Connectivity, components}, mask, raster};
/// let diagonal = mask!{1, 0, 0; 0, 1, 1};
/// assert_eq!(components(&diagonal, Connectivity::Four).labels, raster!{1, 0, 0; 0, 2, 2});
/// assert_eq!(components(&diagonal, Connectivity::Eight).list[0].area_px, 3);
/// ```
pub fn components(mask: &Mask, connectivity: Connectivity) -> Components {
    let runs = runs(mask, connectivity);
    let mut labels = Raster::filled(mask.width(), mask.height(), 0);
    let mut sums: Vec<Sums> = Vec::new();
    for Run { x, y, component } in runs {
        let component = component as usize;
        if component == sums.len() {
            sums.push(Sums {
                area: 0,
                sum_x: 0.0,
                sum_y: 0.0,
                x: x.clone(),
                y: y..y + 1,
            });
        }
        sums[component].add(&x, y);
        labels.row_mut(y)[x].fill(component as u32 + 1);
    }
    let list = sums
        .into_iter()
        .zip(1..)
        .map(|(sums, label)| sums.component(label))
        .collect();
    Components { labels, list }
}

struct Sums {
    area: usize,
    sum_x: f64,
    sum_y: f64,
    x: Range<usize>,
    y: Range<usize>,
}

impl Sums {
    fn add(&mut self, x: &Range<usize>, y: usize) {
        let cells = x.len() as f64;
        self.area += x.len();
        self.sum_x += cells * 0.5 * (x.start + x.end - 1) as f64;
        self.sum_y += cells * y as f64;
        self.x = self.x.start.min(x.start)..self.x.end.max(x.end);
        self.y.end = y + 1;
    }

    fn component(self, label: u32) -> Component {
        let cells = self.area as f64;
        let centroid = Point::new(self.sum_x / cells, self.sum_y / cells);
        Component {
            label,
            area_px: self.area,
            x: self.x,
            y: self.y,
            centroid,
        }
    }
}

#[cfg(test)]
mod tests;
