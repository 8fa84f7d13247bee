//! Hybrid parameters (ISO 25178-2, clause 4.3 of the edition of 2012).

use super::Parameter;
use super::rows::LANES;
use crate::SurfaceError;
use rayon::prelude::*;
use relief_grid::HeightMap;
use relief_grid::vectorised;

/// Slopes and the area that they add.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hybrid {
    /// Root mean square gradient.
    pub sdq: f64,
    /// Developed interfacial area ratio, as a share: 0 for a plane.
    pub sdr: f64,
}

impl Hybrid {
    /// Sdq from forward differences: the mean square along x plus that along y. Central differences would read rough surfaces 9 % low. Sdr from the
    /// triangles between four cells, the mean over both diagonals. Only what lies between measured cells counts.
    ///
    /// # Errors
    /// [`SurfaceError::TooFewCells`] when no cell has both.
    pub fn of(map: &HeightMap) -> Result<Self, SurfaceError> {
        let rows: Vec<Row> = (0..map.height())
            .into_par_iter()
            .map(|y| Row::of(map, y))
            .collect();
        let all = rows.iter().fold(Row::default(), |all, row| all.and(row));
        if all.along[0] == 0.0 || all.down[0] == 0.0 || all.squares[0] == 0.0 {
            return Err(SurfaceError::TooFewCells {
                purpose: "slopes",
                measured: map.valid().count(),
                needed: 4,
            });
        }
        let mean = |[count, sum]: [f64; 2]| sum / count;
        Ok(Self {
            sdq: (mean(all.along) + mean(all.down)).sqrt(),
            sdr: mean(all.squares),
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

/// Counts and sums of a row and the next: squares of slopes along x and along y, and area beyond that of the plane between four cells.
#[derive(Default)]
struct Row {
    along: [f64; 2],
    down: [f64; 2],
    squares: [f64; 2],
}

impl Row {
    fn of(map: &HeightMap, y: usize) -> Self {
        let per_mm = [map.pitch_x(), map.pitch_y()].map(|pitch| pitch.mm_per_px().recip());
        let (here, known) = (map.heights_mm().row(y), map.valid().raster().row(y));
        let last = y + 1 == map.height();
        let next = if last { here } else { map.heights_mm().row(y + 1) };
        let known_next = if last {
            known
        } else {
            map.valid().raster().row(y + 1)
        };
        if !last && map.valid().has_whole_row(y) && map.valid().has_whole_row(y + 1) {
            return vectorised(
                #[inline(always)]
                || Self::of_whole([here, next], per_mm),
            );
        }
        let mut sums = Self::default();
        for x in 0..here.len() {
            let right = x + 1 < here.len() && known[x] && known[x + 1];
            let below = !last && known[x] && known_next[x];
            if right {
                add(&mut sums.along, ((here[x + 1] - here[x]) * per_mm[0]).powi(2));
            }
            if below {
                add(&mut sums.down, ((next[x] - here[x]) * per_mm[1]).powi(2));
            }
            if right && below && known_next[x + 1] {
                let corners = [here[x], here[x + 1], next[x], next[x + 1]];
                add(&mut sums.squares, between(corners, per_mm)[2]);
            }
        }
        sums
    }

    /// Of two rows that were measured from end to end: the same sums, several cells at once.
    #[inline(always)]
    fn of_whole([here, next]: [&[f64]; 2], per_mm: [f64; 2]) -> Self {
        let cells = here.len().saturating_sub(1);
        let mut lanes = [[0.0; LANES]; 3];
        let mut first = 0;
        while let (Some(here), Some(next)) = (window(here, first), window(next, first)) {
            for lane in 0..LANES {
                let corners = [here[lane], here[lane + 1], next[lane], next[lane + 1]];
                let sums = between(corners, per_mm);
                lanes[0][lane] += sums[0];
                lanes[1][lane] += sums[1];
                lanes[2][lane] += sums[2];
            }
            first += LANES;
        }
        let mut totals = lanes.map(|lanes| lanes.iter().sum::<f64>());
        for x in first..cells {
            let sums = between([here[x], here[x + 1], next[x], next[x + 1]], per_mm);
            totals.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum);
        }
        let end = here.last().zip(next.last());
        let last_down = end.map_or(0.0, |(here, next)| ((next - here) * per_mm[1]).powi(2));
        Self {
            along: [cells as f64, totals[0]],
            down: [here.len() as f64, totals[1] + last_down],
            squares: [cells as f64, totals[2]],
        }
    }

    fn and(self, other: &Self) -> Self {
        let both = |a: [f64; 2], b: [f64; 2]| [a[0] + b[0], a[1] + b[1]];
        Self {
            along: both(self.along, other.along),
            down: both(self.down, other.down),
            squares: both(self.squares, other.squares),
        }
    }
}

/// The cells of a row from which as many steps to the right start.
#[inline(always)]
fn window(row: &[f64], first: usize) -> Option<&[f64; LANES + 1]> {
    row.get(first..)?.first_chunk()
}

/// Between a cell, the one to its right, and the two below them: the squares of the first two's slope and of that down from the cell, and the area
/// between all four beyond that of the plane below.
#[inline(always)]
fn between([cell, right, below, across]: [f64; 4], per_mm: [f64; 2]) -> [f64; 3] {
    let square = |slope: f64| slope * slope;
    let along = [right - cell, across - below].map(|rise| square(rise * per_mm[0]));
    let down = [below - cell, across - right].map(|rise| square(rise * per_mm[1]));
    let area = |i: usize, j: usize| (1.0 + along[i] + down[j]).sqrt();
    // One diagonal's triangles have the upper left and the lower right corner, the other's the other two.
    let areas = area(0, 0) + area(1, 1) + area(0, 1) + area(1, 0);
    [along[0], down[0], 0.25 * areas - 1.0]
}

fn add(sums: &mut [f64; 2], value: f64) {
    sums[0] += 1.0;
    sums[1] += value;
}
