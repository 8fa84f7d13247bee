//! What a light set shows of the skin beside heights: its colour without shading, its slopes, and how sure each height is.

use crate::pictures::png;
use crate::{CompareError, SkinPictures};
use rayon::prelude::*;
use relief_grid::Raster;
use relief_photo::colour::srgb;
use relief_stereo::Relief;
use relief_surface::register::Motion;

/// No picture is wider or higher than this: a page carries six of them.
const LONGEST: usize = 900;
/// Uncertainties are drawn from black to this, in µm.
pub const SIGMA_RANGE_UM: f32 = 40.0;
/// The brightest skin is drawn at this share of white.
const BRIGHTEST: f32 = 0.8;
/// The share of skin that may be brighter.
const BRIGHTER: f64 = 0.01;

/// A light set's relief, or a second one as it lies on the first.
pub struct Laid<'a> {
    /// The relief whose grid the pictures have.
    pub grid: &'a Relief,
    /// What is drawn.
    pub drawn: &'a Relief,
    /// How `drawn` lies on `grid`; `None` when they are one.
    pub motion: Option<Motion>,
}

impl Laid<'_> {
    /// Draws albedo, normals and uncertainty. Where nothing was measured the normals are black.
    pub fn draw(&self) -> Result<SkinPictures, CompareError> {
        let map = &self.grid.height;
        let step = map.width().max(map.height()).div_ceil(LONGEST).max(1);
        let size = [map.width() / step, map.height() / step];
        let cells: Vec<Option<usize>> = (0..size[0] * size[1])
            .into_par_iter()
            .map(|at| self.cell([step * (at % size[0].max(1)), step * (at / size[0].max(1))]))
            .collect();
        let picture = |colour: &(dyn Fn(usize) -> [u8; 3] + Sync)| {
            let colours: Vec<[u8; 3]> = cells.par_iter().map(|cell| cell.map_or([0; 3], colour)).collect();
            png(colours.as_flattened(), size[0], size[1])
        };
        let gain = BRIGHTEST / brightest(&self.drawn.albedo, &cells);
        let albedo = self.drawn.albedo.data();
        let turn = self.motion.map_or(0.0, |motion| motion.rotation_rad as f32);
        let normals = self.drawn.normals.data();
        let sigma = self.drawn.sigma_mm.data();
        Ok(SkinPictures {
            albedo: picture(&|cell| albedo[cell].map(|value| code(gain * value)))?,
            normals: picture(&|cell| normal_code(turned(normals[cell], turn)))?,
            sigma: picture(&|cell| {
                let share = (1e3 * sigma[cell] / SIGMA_RANGE_UM).clamp(0.0, 1.0);
                [(255.0 * share) as u8; 3]
            })?,
        })
    }

    /// The cell of what is drawn that lies at a cell of the grid.
    fn cell(&self, [x, y]: [usize; 2]) -> Option<usize> {
        let (map, own) = (&self.grid.height, &self.drawn.height);
        let at_mm = [
            x as f64 * map.pitch_x().mm_per_px(),
            y as f64 * map.pitch_y().mm_per_px(),
        ];
        let at_mm = self.motion.map_or(at_mm, |motion| motion.to_after(at_mm));
        let column = (at_mm[0] / own.pitch_x().mm_per_px()).round();
        let row = (at_mm[1] / own.pitch_y().mm_per_px()).round();
        let inside = column >= 0.0 && row >= 0.0 && column < own.width() as f64 && row < own.height() as f64;
        let (column, row) = (column as usize, row as usize);
        (inside && own.valid().get(column, row)).then(|| row * own.width() + column)
    }
}

/// The green that a hundredth of the cells exceeds.
fn brightest(albedo: &Raster<[f32; 3]>, cells: &[Option<usize>]) -> f32 {
    let mut values: Vec<f32> = cells
        .iter()
        .flatten()
        .map(|cell| {
            albedo.data()[*cell]
                .iter()
                .fold(0.0, |most, value| value.max(most))
        })
        .collect();
    if values.is_empty() {
        return 1.0;
    }
    let at = ((1.0 - BRIGHTER) * (values.len() - 1) as f64) as usize;
    let (_, value, _) = values.select_nth_unstable_by(at, f32::total_cmp);
    value.max(f32::MIN_POSITIVE)
}

fn code(linear: f32) -> u8 {
    (255.0 * srgb::encode(f64::from(linear.clamp(0.0, 1.0)))).round() as u8
}

/// A normal of the second set as the first one's camera would see it.
fn turned([x, y, z]: [f32; 3], rotation_rad: f32) -> [f32; 3] {
    let (sin, cos) = rotation_rad.sin_cos();
    [cos * x + sin * y, cos * y - sin * x, z]
}

/// Components from −1 to 1 as codes from 1 to 255.
fn normal_code(normal: [f32; 3]) -> [u8; 3] {
    normal.map(|component| (128.0 + 127.0 * component.clamp(-1.0, 1.0)).round() as u8)
}
