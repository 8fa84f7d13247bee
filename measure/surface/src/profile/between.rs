//! Heights between cells.

use relief_grid::HeightMap;

/// The height at a position in cells, by cubic convolution of 4 × 4 cells (Keys 1981 with a = −½, doi:10.1109/TASSP.1981.1163711), as
/// [`relief_grid::sample::cubic`] has it in single precision. Mirrored at the edges; `None` outside, and where a cell that counts was not measured.
pub(super) fn height(map: &HeightMap, x: f64, y: f64) -> Option<f64> {
    let along = support(x, map.width())?;
    let down = support(y, map.height())?;
    let mut sum = 0.0;
    for (v, weight) in down {
        for (u, share) in along {
            let weight = weight * share;
            if weight != 0.0 {
                sum += weight * map.height_mm(u, v)?;
            }
        }
    }
    Some(sum)
}

/// The four cells about a position on an axis of so many cells, and their weights.
fn support(at: f64, cells: usize) -> Option<[(usize, f64); 4]> {
    let last = cells as f64 - 1.0;
    if !(0.0..=last).contains(&at) {
        return None;
    }
    let first = at.floor();
    let near = |t: f64| 1.0 + t * t * (1.5 * t - 2.5);
    let far = |t: f64| t * (-0.5 + t * (1.0 - 0.5 * t));
    let (t, s) = (at - first, 1.0 - (at - first));
    let weights = [far(t), near(t), near(s), far(s)];
    let cell = |index: usize| {
        let place = first as isize + index as isize - 1;
        let last = cells as isize - 1;
        let inside = if place > last {
            2 * last - place
        } else {
            place.abs()
        };
        (inside.clamp(0, last) as usize, weights[index])
    };
    Some([0, 1, 2, 3].map(cell))
}
