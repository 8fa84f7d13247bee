//! Triangles on a grid.

use relief_grid::Raster;

/// The grid around a mesh.
#[derive(Debug)]
pub(super) struct Grid {
    first: [f64; 2],
    pitch: f64,
    size: [f64; 2],
}

impl Grid {
    pub(super) fn around(seen: &[[f64; 3]], triangles: &[[u32; 3]], pitch: f64) -> Self {
        let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for corner in triangles.iter().flatten() {
            for axis in 0..2 {
                least[axis] = least[axis].min(seen[*corner as usize][axis]);
                most[axis] = most[axis].max(seen[*corner as usize][axis]);
            }
        }
        Self {
            first: least,
            pitch,
            size: [0, 1].map(|axis| ((most[axis] - least[axis]) / pitch).floor() + 1.0),
        }
    }

    /// A place in cells.
    pub(super) fn cell(&self, place: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| (place[axis] - self.first[axis]) / self.pitch)
    }

    /// The place of a cell.
    pub(super) fn place(&self, cell: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| self.first[axis] + cell[axis] * self.pitch)
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> f64 {
        self.size[0] * self.size[1]
    }

    /// The outermost height at each cell's centre; not a number where there is no triangle.
    pub(super) fn heights(&self, seen: &[[f64; 3]], triangles: &[[u32; 3]]) -> Raster<f64> {
        let [width, height] = self.size.map(|cells| cells as usize);
        let mut heights = Raster::filled(width, height, f64::NAN);
        for triangle in triangles {
            let corners = triangle.map(|corner| {
                let [x, y, z] = seen[corner as usize];
                let [x, y] = self.cell([x, y]);
                [x, y, z]
            });
            self.draw(corners, &mut heights);
        }
        heights
    }

    fn draw(&self, [a, b, c]: [[f64; 3]; 3], heights: &mut Raster<f64>) {
        let twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if twice == 0.0 {
            return;
        }
        let span = |axis: usize, cells: usize| {
            let least = a[axis].min(b[axis]).min(c[axis]).ceil().max(0.0) as usize;
            let most = a[axis].max(b[axis]).max(c[axis]).floor();
            least..if most < 0.0 {
                0
            } else {
                (most as usize + 1).min(cells)
            }
        };
        for y in span(1, heights.height()) {
            for x in span(0, heights.width()) {
                let at = [x as f64, y as f64];
                let part = |p: [f64; 3], q: [f64; 3]| {
                    ((p[0] - at[0]) * (q[1] - at[1]) - (q[0] - at[0]) * (p[1] - at[1])) / twice
                };
                let (of_a, of_b, of_c) = (part(b, c), part(c, a), part(a, b));
                // A cell on an edge belongs to both triangles.
                if of_a < -EDGE || of_b < -EDGE || of_c < -EDGE {
                    continue;
                }
                let height = of_a * a[2] + of_b * b[2] + of_c * c[2];
                let cell = &mut heights[(x, y)];
                // Not a number is less than none.
                *cell = cell.max(height);
            }
        }
    }
}

/// Rounding must leave no gap between two triangles.
const EDGE: f64 = 1e-9;
