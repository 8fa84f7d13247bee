//! What a camera sees in perspective, as it would look from far away: a regular grid in mm.

use crate::lamps::Depth;
use crate::set::{Camera, View};
use crate::surface::plane_mm;
use relief_grid::{HeightMap, Mask, Pitch, Raster, ScaleSource, sample};

/// Where each cell of the grid finds its skin in the picture.
#[derive(Debug)]
pub(crate) struct Straight {
    /// Pixel for each cell; meaningless where not `seen`.
    at: Raster<[f64; 2]>,
    seen: Mask,
    heights_mm: Raster<f64>,
    pitch: Pitch,
}

/// Rounds in which a cell finds its pixel; each lessens the error a hundredfold for skin whose relief is a hundredth of its distance.
const ROUNDS: usize = 4;

impl Straight {
    /// Lays a grid of the pictures' size and of the pitch on the plane of height zero over the skin. `None` when the pitch is no number.
    pub(crate) fn new(depth: &Depth, valid: &Mask, view: &View) -> Option<Self> {
        let pitch = Pitch::from_mm_per_px(view.mm_per_px())?;
        let plane = plane_mm(view);
        let (width, height) = (depth.width(), depth.height());
        let relief = depth.map(|depth| (plane - depth) as f32);
        let found = Raster::from_fn(width, height, |x, y| match view {
            View::Orthographic { .. } => valid
                .get(x, y)
                .then(|| ([x as f64, y as f64], plane - depth[(x, y)])),
            View::Perspective(camera) => find(&relief, valid, camera, [x, y], pitch),
        });
        Some(Self {
            at: found.map(|found| found.map_or([0.0; 2], |(at, _)| at)),
            seen: Mask::from_fn(width, height, |x, y| found[(x, y)].is_some()),
            heights_mm: found.map(|found| found.map_or(0.0, |(_, height)| height)),
            pitch,
        })
    }

    /// The heights.
    pub(crate) fn heights(&self, scale: ScaleSource) -> HeightMap {
        HeightMap::new(
            self.heights_mm.clone(),
            self.seen.clone(),
            self.pitch,
            self.pitch,
            scale,
        )
    }

    /// Another quantity of the pictures on the same grid; zero, and without meaning, where the map has no height.
    pub(crate) fn lay<P: relief_grid::Pixel + Sync>(
        &self,
        values: &Raster<P>,
        valid: &Mask,
        none: P,
    ) -> Raster<P> {
        Raster::from_fn(self.at.width(), self.at.height(), |x, y| {
            let [u, v] = self.at[(x, y)];
            if !self.seen.get(x, y) {
                return none;
            }
            sample::sample_masked(values, valid, sample::Interpolation::Bilinear, u, v).unwrap_or(none)
        })
    }
}

/// Cell `cell` lies at a place in mm from the axis; its pixel is where the line of sight meets the relief there.
fn find(
    relief: &Raster<f32>,
    valid: &Mask,
    camera: &Camera,
    cell: [usize; 2],
    pitch: Pitch,
) -> Option<([f64; 2], f64)> {
    let mm = [
        (cell[0] as f64 - camera.cx) * pitch.mm_per_px(),
        (cell[1] as f64 - camera.cy) * pitch.mm_per_px(),
    ];
    let mut height = 0.0;
    let mut at = [0.0; 2];
    for _ in 0..ROUNDS {
        let depth = camera.distance_mm - height;
        let line = mm.map(|v| v / depth);
        let stretch = 1.0 + camera.k1 * (line[0] * line[0] + line[1] * line[1]);
        at = [
            camera.cx + camera.fx * line[0] * stretch,
            camera.cy + camera.fy * line[1] * stretch,
        ];
        let seen = sample::sample_masked(relief, valid, sample::Interpolation::Bilinear, at[0], at[1])?;
        height = f64::from(seen);
    }
    Some((at, height))
}
