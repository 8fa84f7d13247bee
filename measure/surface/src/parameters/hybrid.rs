//! Hybrid parameters (ISO 25178-2, clause 4.3 of the edition of 2012).

use super::Parameter;
use crate::SurfaceError;
use rayon::prelude::*;
use relief_grid::HeightMap;

/// Slopes and the area that they add.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hybrid {
    /// Root mean square gradient.
    pub sdq: f64,
    /// Developed interfacial area ratio, as a share: 0 for a plane.
    pub sdr: f64,
}

impl Hybrid {
    /// From forward differences: of each cell whose next cells along both axes were measured, too, the slopes to them. Central differences
    /// would read rough surfaces 9 % low.
    ///
    /// # Errors
    /// [`SurfaceError::TooFewCells`] when no cell has both.
    pub fn of(map: &HeightMap) -> Result<Self, SurfaceError> {
        let rows: Vec<[f64; 3]> = (0..map.height().saturating_sub(1))
            .into_par_iter()
            .map(|y| row(map, y))
            .collect();
        let [count, squares, area] = rows
            .iter()
            .fold([0.0; 3], |all, row| [0, 1, 2].map(|k| all[k] + row[k]));
        if count == 0.0 {
            return Err(SurfaceError::TooFewCells {
                purpose: "slopes",
                measured: 0,
                needed: 1,
            });
        }
        Ok(Self {
            sdq: (squares / count).sqrt(),
            sdr: area / count,
        })
    }

    pub(super) fn named(&self) -> Vec<Parameter> {
        vec![
            Parameter {
                name: "Sdq",
                value: self.sdq,
                unit: "1",
            },
            Parameter {
                name: "Sdr",
                value: 100.0 * self.sdr,
                unit: "%",
            },
        ]
    }
}

/// Cells, squares of slopes, and area beyond that of the plane, of a row and the next.
fn row(map: &HeightMap, y: usize) -> [f64; 3] {
    let (dx, dy) = (map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px());
    let (here, next) = (map.heights_mm().row(y), map.heights_mm().row(y + 1));
    let (known, known_next) = (map.valid().raster().row(y), map.valid().raster().row(y + 1));
    let mut sums = [0.0; 3];
    for x in 0..here.len().saturating_sub(1) {
        if known[x] && known[x + 1] && known_next[x] {
            let slopes = [(here[x + 1] - here[x]) / dx, (next[x] - here[x]) / dy];
            let square = slopes[0] * slopes[0] + slopes[1] * slopes[1];
            sums[0] += 1.0;
            sums[1] += square;
            sums[2] += (1.0 + square).sqrt() - 1.0;
        }
    }
    sums
}
