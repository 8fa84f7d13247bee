//! Visits to the cells of a mask, and what their places tell.

use relief_grid::Mask;

/// Visits the cells of a mask, row by row.
pub(super) fn for_cells(mask: &Mask, mut visit: impl FnMut(usize, usize)) {
    for y in 0..mask.height() {
        for (x, _) in mask.raster().row(y).iter().enumerate().filter(|(_, set)| **set) {
            visit(x, y);
        }
    }
}

/// The mean place of a mask's cells.
pub(super) fn centre(mask: &Mask) -> [f64; 2] {
    let (mut sum, mut count) = ([0.0; 2], 0.0);
    for_cells(mask, |x, y| {
        sum[0] += x as f64;
        sum[1] += y as f64;
        count += 1.0;
    });
    sum.map(|sum| sum / f64::max(count, 1.0))
}

/// Second central moments of a mask's cells: of x, of y and of both.
pub(super) fn moments_mm2(mask: &Mask, pitch_mm: [f64; 2]) -> [f64; 3] {
    let middle = centre(mask);
    let (mut n, mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0, 0.0);
    for_cells(mask, |x, y| {
        let [x, y] = [
            (x as f64 - middle[0]) * pitch_mm[0],
            (y as f64 - middle[1]) * pitch_mm[1],
        ];
        n += 1.0;
        xx += x * x;
        yy += y * y;
        xy += x * y;
    });
    let n = f64::max(n, 1.0);
    // A cell's own second moment is a twelfth of its square.
    [
        xx / n + pitch_mm[0].powi(2) / 12.0,
        yy / n + pitch_mm[1].powi(2) / 12.0,
        xy / n,
    ]
}
