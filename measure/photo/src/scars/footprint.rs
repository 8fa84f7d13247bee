//! Where a scar candidate lies: its cells, and the ring of undisturbed skin around it.

use relief_grid::Point;

/// The cells of one scar candidate on the before photo's working raster.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// Cells of the scar, row by row.
    pub inside: Vec<(usize, usize)>,
    /// Cells of the ring around it that are skin and belong to no scar and no mole.
    pub ring: Vec<(usize, usize)>,
    /// The mean position of `inside`.
    pub centre: Point,
}

impl Footprint {
    /// The smaller and larger extent of the scar in pixels: four standard deviations of its cells along
    /// their principal axes, which is the diameter of an ellipse of the same second moments.
    pub fn extents_px(&self) -> [f64; 2] {
        let n = self.inside.len().max(1) as f64;
        let mut moments = [0.0; 3];
        for &(x, y) in &self.inside {
            let (dx, dy) = (x as f64 - self.centre.x, y as f64 - self.centre.y);
            for (sum, term) in moments.iter_mut().zip([dx * dx, dx * dy, dy * dy]) {
                *sum += term / n;
            }
        }
        let [xx, xy, yy] = moments;
        let (mean, spread) = ((xx + yy) / 2.0, ((xx - yy) / 2.0).hypot(xy));
        [mean - spread, mean + spread].map(|variance| 4.0 * variance.max(0.0).sqrt())
    }
}
