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

/// Sums that are taken side by side, so that the machine does several cells at once.
const LANES: usize = 8;

/// Counts and sums of a row and the next: squares of slopes along x and along y, and area beyond that of the plane between four cells.
#[derive(Default)]
struct Row {
    along: [f64; 2],
    down: [f64; 2],
    squares: [f64; 2],
}

impl Row {
    fn of(map: &HeightMap, y: usize) -> Self {
        let (dx, dy) = (map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px());
        let (here, known) = (map.heights_mm().row(y), map.valid().raster().row(y));
        let last = y + 1 == map.height();
        let next = if last { here } else { map.heights_mm().row(y + 1) };
        let known_next = if last {
            known
        } else {
            map.valid().raster().row(y + 1)
        };
        let whole = |measured: &[bool]| measured.iter().fold(true, |all, measured| all & measured);
        if !last && whole(known) && whole(known_next) {
            return Self::of_whole([here, next], [dx, dy]);
        }
        let mut sums = Self::default();
        for x in 0..here.len() {
            let right = x + 1 < here.len() && known[x] && known[x + 1];
            let below = !last && known[x] && known_next[x];
            if right {
                add(&mut sums.along, ((here[x + 1] - here[x]) / dx).powi(2));
            }
            if below {
                add(&mut sums.down, ((next[x] - here[x]) / dy).powi(2));
            }
            if right && below && known_next[x + 1] {
                let along = [(here[x + 1] - here[x]) / dx, (next[x + 1] - next[x]) / dx];
                let down = [(next[x] - here[x]) / dy, (next[x + 1] - here[x + 1]) / dy];
                let square = |slope: f64| slope * slope;
                add(
                    &mut sums.squares,
                    mean_area(along.map(square), down.map(square)) - 1.0,
                );
            }
        }
        sums
    }

    /// Of two rows that were measured from end to end: the same sums, several cells at once.
    fn of_whole([here, next]: [&[f64]; 2], [dx, dy]: [f64; 2]) -> Self {
        let cells = here.len().saturating_sub(1);
        let mut lanes = [[0.0; 3]; LANES];
        let squares = |x: usize| {
            let corners = [here[x], here[x + 1], next[x], next[x + 1]];
            let along = [(corners[1] - corners[0]) / dx, (corners[3] - corners[2]) / dx];
            let down = [(corners[2] - corners[0]) / dy, (corners[3] - corners[1]) / dy];
            [along.map(|slope| slope * slope), down.map(|slope| slope * slope)]
        };
        for first in (0..cells).step_by(LANES) {
            for (lane, x) in lanes.iter_mut().zip(first..cells.min(first + LANES)) {
                let [along, down] = squares(x);
                lane[0] += along[0];
                lane[1] += down[0];
                lane[2] += mean_area(along, down) - 1.0;
            }
        }
        let total = |which: usize| lanes.iter().map(|lane| lane[which]).sum::<f64>();
        let end = here.last().zip(next.last());
        let last_down = end.map_or(0.0, |(here, next)| ((next - here) / dy).powi(2));
        Self {
            along: [cells as f64, total(0)],
            down: [here.len() as f64, total(1) + last_down],
            squares: [cells as f64, total(2)],
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

/// The area between four cells over that of the plane below, from the squares of the slopes along its two rows and down its two columns.
fn mean_area(along: [f64; 2], down: [f64; 2]) -> f64 {
    let area = |i: usize, j: usize| (1.0 + along[i] + down[j]).sqrt();
    // One diagonal's triangles have the upper left and the lower right corner, the other's the other two.
    0.25 * (area(0, 0) + area(1, 1) + area(0, 1) + area(1, 0))
}

fn add(sums: &mut [f64; 2], value: f64) {
    sums[0] += 1.0;
    sums[1] += value;
}
