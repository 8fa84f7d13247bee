//! Skin under lamps: what each texel sends to the camera.

use super::rig::Shot;
use super::{LightSetFault, LightSetSpec};
use crate::light::{gloss::Gloss, horizon, scatter::Scattered};
use crate::rows;
use crate::skin::hair::Window;
use crate::skin::{Condition, PATCH_HALF_MM, Skin, pigment, texels::Texels};
use nalgebra::Vector3;
use relief_grid::Raster;

/// The grid on which skin is lit.
const TEXEL_MM: f64 = 0.04;
/// Skin beyond the patch, so that light can come from there.
const MARGIN_MM: f64 = 2.5;
/// Reflectance at normal incidence for a refractive index of 1.4.
const NORMAL_REFLECTANCE: f64 = 0.028;

/// Skin that is to be lit.
pub(super) struct Scene {
    pub(super) skin: Skin,
    pub(super) window: Window,
    /// From the patch's middle.
    pub(super) lens_mm: Vector3<f64>,
    texels: Texels,
    /// Form and relief.
    pub(super) height_mm: Raster<f32>,
    normals: Raster<[f32; 3]>,
    /// Share of the sky above each texel.
    pub(super) sky: Raster<f32>,
}

impl Scene {
    pub(super) fn new(spec: &LightSetSpec, lens_mm: Vector3<f64>) -> Self {
        let skin = Skin::new(spec.seed, spec.phototype);
        let condition = Condition {
            depth_factor: spec.depth_factor,
            ..Condition::plain(spec.visit)
        };
        let half = PATCH_HALF_MM.map(|half| half + MARGIN_MM);
        let [width, height] = half.map(|half| (2.0 * half / TEXEL_MM) as usize + 1);
        let window = Window {
            origin_mm: half.map(|half| -half),
            pitch_mm: TEXEL_MM,
            width,
            height,
        };
        let texels = Texels::draw(&skin, &condition, window);
        let height_mm = rows::build(width, height, |x, y| {
            let [along, down] = window.skin(x as f64, y as f64);
            skin.form.height(along, down) as f32 + texels.height_mm[(x, y)]
        });
        let normals = rows::build(width, height, |x, y| normal(&height_mm, x, y));
        let sky = rows::build(width, height, |x, y| {
            if texels.steep[(x, y)] {
                horizon::sky(&texels, x, y) as f32
            } else {
                1.0
            }
        });
        Self {
            skin,
            window,
            lens_mm,
            texels,
            height_mm,
            normals,
            sky,
        }
    }

    /// Direction to a lamp and its irradiance on a surface that faces it, at a texel.
    fn beam(&self, shot: &Shot, x: usize, y: usize) -> (Vector3<f64>, f64) {
        let [along, down] = self.window.skin(x as f64, y as f64);
        shot.reach(Vector3::new(along, down, -f64::from(self.height_mm[(x, y)])))
    }

    /// How much of a lamp a texel sees past the relief.
    fn open(&self, x: usize, y: usize, toward: &Vector3<f64>) -> f64 {
        if !self.texels.steep[(x, y)] {
            return 1.0;
        }
        /// How far the edge of a shadow reaches, as a slope: a lamp of 10 mm at 400 mm.
        const PENUMBRA: f64 = 0.025;
        let along = toward.x.hypot(toward.y).max(1e-9);
        let rise = horizon::rise(&self.texels, x, y, [toward.x / along, toward.y / along]);
        ((-toward.z / along - rise) / PENUMBRA + 0.5).clamp(0.0, 1.0)
    }

    /// What enters the skin of one lamp.
    pub(super) fn lit(&self, shot: &Shot, fault: Option<LightSetFault>) -> Raster<f32> {
        let gain = gain(fault);
        rows::build(self.window.width, self.window.height, |x, y| {
            let (toward, irradiance) = self.beam(shot, x, y);
            let cosine = self.normal(x, y).dot(&toward).max(0.0);
            if cosine == 0.0 {
                return 0.0;
            }
            let reflected = NORMAL_REFLECTANCE + (1.0 - NORMAL_REFLECTANCE) * (1.0 - cosine).powi(5);
            (gain * irradiance * cosine * (1.0 - reflected) * self.open(x, y, &toward)) as f32
        })
    }

    fn normal(&self, x: usize, y: usize) -> Vector3<f64> {
        Vector3::from(self.normals[(x, y)].map(f64::from))
    }

    /// What each texel sends to the camera: light that entered, scattered, and one lamp's shine.
    pub(super) fn sent(&self, entered: &Raster<f32>, shot: Option<&Shot>) -> Raster<[f32; 3]> {
        let scattered = Scattered::new(entered, TEXEL_MM);
        let gloss = Gloss {
            roughness: f64::from(self.skin.roughness),
            amount: 2.0 * f64::from(self.skin.gloss),
        };
        rows::build(self.window.width, self.window.height, |x, y| {
            let [melanin, blood] = self.texels.pigment[(x, y)];
            let albedo = pigment::reflectance(melanin, blood);
            let light = scattered.at(x, y);
            let shine = shot.map_or(0.0, |shot| {
                let (toward, irradiance) = self.beam(shot, x, y);
                let [along, down] = self.window.skin(x as f64, y as f64);
                let view = (self.lens_mm - Vector3::new(along, down, 0.0)).normalize();
                irradiance * self.open(x, y, &toward) * gloss.towards(&self.normal(x, y), &toward, &view, 0.0)
            });
            std::array::from_fn(|c| {
                // Light that a pit's walls throw at one another, reflected again and again.
                let trapped = 1.0 / (1.0 - albedo[c] * (1.0 - self.sky[(x, y)]));
                albedo[c] * light[c] * trapped + shine as f32
            })
        })
    }
}

/// How many times more light there is than the exposure was set for.
pub(super) fn gain(fault: Option<LightSetFault>) -> f64 {
    if fault == Some(LightSetFault::Saturated) {
        4.0
    } else {
        1.0
    }
}

fn normal(height_mm: &Raster<f32>, x: usize, y: usize) -> [f32; 3] {
    let (width, height) = (height_mm.width(), height_mm.height());
    let slope = |a: (usize, usize), b: (usize, usize)| {
        f64::from(height_mm[b] - height_mm[a]) / (TEXEL_MM * ((b.0 - a.0) + (b.1 - a.1)) as f64)
    };
    let along = slope((x.saturating_sub(1), y), ((x + 1).min(width - 1), y));
    let down = slope((x, y.saturating_sub(1)), (x, (y + 1).min(height - 1)));
    // Heights point to the camera, z into the scene.
    let n = Vector3::new(-along, -down, -1.0).normalize();
    [n.x as f32, n.y as f32, n.z as f32]
}
