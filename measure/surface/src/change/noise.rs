//! The noise of a scan's cells.

use crate::robust;
use relief_grid::HeightMap;

/// At most so many cells are looked at.
const MOST_CELLS: usize = 200_000;

/// The robust standard deviation of what differs from cell to cell, in µm: of second differences along the rows and along the columns, of which the greater
/// counts, because instruments that scan line by line repeat worse from line to line. They know neither slope nor, at cells much smaller than a furrow, the
/// skin's relief. Nought for a map with no three cells in line.
pub(super) fn noise_um(map: &HeightMap) -> f64 {
    along(map, [1, 0]).max(along(map, [0, 1]))
}

fn along(map: &HeightMap, [dx, dy]: [usize; 2]) -> f64 {
    let cells = map.width() * map.height();
    let step = (cells / MOST_CELLS).max(1);
    let mut differences = Vec::new();
    for at in (0..cells).step_by(step) {
        let (x, y) = (at % map.width(), at / map.width());
        if x + 2 * dx >= map.width() || y + 2 * dy >= map.height() {
            continue;
        }
        let [Some(a), Some(b), Some(c)] = [0, 1, 2].map(|k| map.height_mm(x + k * dx, y + k * dy)) else {
            continue;
        };
        differences.push(a - 2.0 * b + c);
    }
    // The variance of a − 2b + c is six times that of one cell.
    1e3 * robust::sigma(differences) / 6.0f64.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::{Pitch, Raster, ScaleSource};

    #[test]
    fn a_slope_has_no_noise_and_noise_has_its_own() {
        let pitch = Pitch::from_mm_per_px(0.05).unwrap();
        let of = |heights| noise_um(&HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given));
        let slope = Raster::from_fn(50, 50, |x, y| 0.3 * x as f64 + 0.1 * y as f64);
        assert!(of(slope) < 1e-9);
        // A hash stands for chance: uniform over ±0.01 mm, whose standard deviation is 5.8 µm.
        let noisy = Raster::from_fn(300, 300, |x, y| {
            let mut hash = (x * 300 + y) as u64;
            for _ in 0..3 {
                hash = (hash ^ (hash >> 31))
                    .wrapping_mul(0xC2B2_AE35_27D4_EB4F)
                    .wrapping_add(0x9E37_79B9);
            }
            ((hash >> 40) as f64 / (1u64 << 24) as f64 - 0.5) * 0.02
        });
        let found = of(noisy);
        assert!((found - 5.8).abs() < 0.6, "{found}");
        // Lines that lie 0.01 mm up and down by turns: nothing along a line.
        let lines = |across: fn(usize, usize) -> usize| {
            of(Raster::from_fn(300, 300, move |x, y| {
                if across(x, y).is_multiple_of(2) {
                    0.01
                } else {
                    -0.01
                }
            }))
        };
        let [rows, columns] = [lines(|_, y| y), lines(|x, _| x)];
        assert!(rows > 10.0 && (rows - columns).abs() < 1e-9, "{rows} {columns}");
    }
}
