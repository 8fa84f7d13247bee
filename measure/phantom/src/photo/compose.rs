//! Skin and card on the sensor: linear light of each pixel, before the lens blurs it.

use super::{
    camera::View,
    card::{self, CardPose, Ink, Inks},
    map::SkinMap,
};
use crate::{light::PlacedLamp, skin::texels::Texels};
use nalgebra::{Matrix3, Vector3};
use rayon::prelude::*;
use relief_grid::Raster;

/// Samples along each edge of a pixel that more than one ink shares, symmetrical about its centre.
const SAMPLES: usize = 6;

/// Something held over part of the card, in card millimetres: all places with `x cos + y sin > beyond_mm`
/// within `reach_mm` of the card's edges.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cover {
    pub(crate) turn_rad: f64,
    pub(crate) beyond_mm: f64,
    pub(crate) reach_mm: f64,
    pub(crate) reflectance: [f32; 3],
}

impl Cover {
    fn hides(&self, x: f64, y: f64) -> bool {
        let (sin, cos) = self.turn_rad.sin_cos();
        let [cx, cy] = card::SIZE_MM.map(|size| 0.5 * size);
        let near = (x - cx).abs() < cx + self.reach_mm && (y - cy).abs() < cy + self.reach_mm;
        near && (x - cx) * cos + (y - cy) * sin > self.beyond_mm
    }
}

/// A card in a photo.
pub(crate) struct CardInView<'a> {
    pub(crate) pose: CardPose,
    pub(crate) inks: &'a Inks,
    pub(crate) cover: Option<Cover>,
    pub(crate) light: Light<'a>,
}

/// Irradiance over the card.
pub(crate) enum Light<'a> {
    /// At its corners, straight lines between: top left, top right, bottom left, bottom right.
    Corners([f64; 4]),
    /// At every place, in card millimetres: for lamps so near that straight lines would not do.
    Places(&'a (dyn Fn([f64; 2]) -> f64 + Sync)),
}

impl<'a> CardInView<'a> {
    /// A card under its lamps.
    pub(crate) fn new(
        pose: CardPose,
        inks: &'a Inks,
        cover: Option<Cover>,
        lamps: &[PlacedLamp],
        ambient: f64,
    ) -> Self {
        let [w, h] = card::SIZE_MM;
        let light = [[0.0, 0.0], [w, 0.0], [0.0, h], [w, h]].map(|at| irradiance(&pose, at, lamps, ambient));
        Self {
            pose,
            inks,
            cover,
            light: Light::Corners(light),
        }
    }

    fn light_at(&self, x: f64, y: f64) -> f32 {
        let corners = match self.light {
            Light::Corners(corners) => corners,
            Light::Places(light) => return light([x, y]) as f32,
        };
        let (u, v) = (x / card::SIZE_MM[0], y / card::SIZE_MM[1]);
        let top = corners[0] + u * (corners[1] - corners[0]);
        let bottom = corners[2] + u * (corners[3] - corners[2]);
        (top + v * (bottom - top)) as f32
    }

    fn surface(&self, x: f64, y: f64) -> Surface {
        match self.cover {
            Some(cover) if cover.hides(x, y) => Surface::Cover,
            _ => card::ink(x, y).map_or(Surface::Skin, Surface::Ink),
        }
    }

    fn reflectance(&self, surface: Surface) -> [f32; 3] {
        match surface {
            Surface::Ink(ink) => self.inks.of(ink),
            Surface::Cover => self.cover.map_or([0.0; 3], |cover| cover.reflectance),
            Surface::Skin => [0.0; 3],
        }
    }
}

/// Irradiance on the card at a place, without shadows.
pub(crate) fn irradiance(pose: &CardPose, at: [f64; 2], lamps: &[PlacedLamp], ambient: f64) -> f64 {
    let (point, normal) = (pose.point(at), pose.normal());
    let sky = ambient * (0.5 - 0.5 * normal.z);
    let lit = lamps.iter().map(|lamp| {
        let (direction, irradiance) = lamp.reach(point);
        irradiance * direction.dot(&normal).max(0.0)
    });
    sky + lit.sum::<f64>()
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Surface {
    Skin,
    Ink(Ink),
    Cover,
}

/// Linear RGB of every pixel, and the share of each that is not skin.
pub(crate) fn compose(
    view: &View,
    map: &SkinMap,
    texels: &Texels,
    radiance: &Raster<[f32; 3]>,
    card: Option<&CardInView>,
) -> Raster<[f32; 4]> {
    let (width, height) = (view.camera.width, view.camera.height);
    let placed = card.map(|card| (card, inverse_homography(&card.pose, view)));
    let mut out = Raster::filled(width, height, [0.0f32; 4]);
    out.data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, row)| {
            for (x, pixel) in row.iter_mut().enumerate() {
                let [r, g, b, skin] = match &placed {
                    Some((card, to_card)) => card_pixel(view, card, to_card, [x as f64, y as f64]),
                    None => [0.0, 0.0, 0.0, 1.0],
                };
                *pixel = [r, g, b, 1.0 - skin];
                if skin > 0.0 {
                    let light = cubic(radiance, map.texel(x, y, texels));
                    for c in 0..3 {
                        pixel[c] += skin * light[c];
                    }
                }
            }
        });
    out
}

/// Pixels of the camera without its lens distortion to card millimetres.
pub(crate) fn inverse_homography(pose: &CardPose, view: &View) -> Matrix3<f64> {
    // A card seen edge on has no inverse; it then shows nothing.
    let h = pose.homography(view);
    h.try_inverse().unwrap_or_else(Matrix3::zeros)
}

/// What the card adds to a pixel, and the share that is left for what it lies on.
pub(crate) fn card_pixel(
    view: &View,
    card: &CardInView,
    to_card: &Matrix3<f64>,
    [x, y]: [f64; 2],
) -> [f32; 4] {
    let at = |dx: f64, dy: f64| {
        // Camera without distortion, then the card's plane.
        let ray = view.camera.matrix() * view.camera.ray(x + dx, y + dy);
        let p = to_card * Vector3::new(ray.x, ray.y, 1.0);
        [p.x / p.z, p.y / p.z]
    };
    let centre = at(0.0, 0.0);
    /// Beyond this the pixel cannot touch the card or its cover.
    const FAR_MM: f64 = 40.0;
    let outside = |k: usize| centre[k] < -FAR_MM || centre[k] > card::SIZE_MM[k] + FAR_MM;
    if outside(0) || outside(1) || !centre[0].is_finite() {
        return [0.0, 0.0, 0.0, 1.0];
    }
    let light = card.light_at(centre[0], centre[1]);
    let (right, below) = (at(0.5, 0.0), at(0.0, 0.5));
    // Within one pixel the map is straight.
    let sub = |dx: f64, dy: f64| {
        let place =
            |k: usize| centre[k] + 2.0 * dx * (right[k] - centre[k]) + 2.0 * dy * (below[k] - centre[k]);
        card.surface(place(0), place(1))
    };
    let first = sub(0.0, 0.0);
    let corners = [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)];
    if corners.iter().all(|&(dx, dy)| sub(dx, dy) == first) {
        let colour = card.reflectance(first).map(|c| c * light);
        return [
            colour[0],
            colour[1],
            colour[2],
            if first == Surface::Skin { 1.0 } else { 0.0 },
        ];
    }
    let mut sum = [0.0f32; 4];
    for j in 0..SAMPLES {
        for i in 0..SAMPLES {
            let offset = |k: usize| (k as f64 + 0.5) / SAMPLES as f64 - 0.5;
            let surface = sub(offset(i), offset(j));
            let colour = card.reflectance(surface);
            for c in 0..3 {
                sum[c] += colour[c] * light;
            }
            sum[3] += if surface == Surface::Skin { 1.0 } else { 0.0 };
        }
    }
    sum.map(|s| s / (SAMPLES * SAMPLES) as f32)
}

/// Catmull-Rom interpolation, edges repeated, never below nought.
fn cubic(raster: &Raster<[f32; 3]>, [x, y]: [f64; 2]) -> [f32; 3] {
    let (x0, y0) = (x.floor(), y.floor());
    let (wx, wy) = (cubic_weights((x - x0) as f32), cubic_weights((y - y0) as f32));
    let (x0, y0) = (x0 as isize - 1, y0 as isize - 1);
    let (width, height) = (raster.width() as isize, raster.height() as isize);
    let mut sum = [0.0f32; 3];
    for (j, weight_y) in wy.into_iter().enumerate() {
        let row = raster.row((y0 + j as isize).clamp(0, height - 1) as usize);
        for (i, weight_x) in wx.into_iter().enumerate() {
            let value = row[(x0 + i as isize).clamp(0, width - 1) as usize];
            for c in 0..3 {
                sum[c] += weight_x * weight_y * value[c];
            }
        }
    }
    sum.map(|v| v.max(0.0))
}

fn cubic_weights(t: f32) -> [f32; 4] {
    [
        t * (-0.5 + t * (1.0 - 0.5 * t)),
        1.0 + t * t * (1.5 * t - 2.5),
        t * (0.5 + t * (2.0 - 1.5 * t)),
        t * t * (0.5 * t - 0.5),
    ]
}
