//! From skin and lamps to pictures.

use super::rig::{AMBIENT, DISTANCE_MM, Rig, Shot};
use super::{LightSetFault, LightSetSpec, RenderedLightSet};
use crate::light::{gloss::Gloss, horizon, scatter::Scattered};
use crate::photo::sensor::Sensor;
use crate::random::Dice;
use crate::rows;
use crate::scan::{bilinear, truth};
use crate::skin::hair::Window;
use crate::skin::{Condition, PATCH_HALF_MM, Skin, pigment, texels::Texels};
use nalgebra::Vector3;
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// The grid on which skin is lit.
const TEXEL_MM: f64 = 0.04;
/// Skin beyond the patch, so that light can come from there.
const MARGIN_MM: f64 = 2.5;
/// Linear light of white skin's 1 under a lamp that shines straight: the brightest skin stays below what the file can hold.
const EXPOSURE: f64 = 1.25;
/// Reflectance at normal incidence for a refractive index of 1.4.
const NORMAL_REFLECTANCE: f64 = 0.028;

/// Skin that is to be lit.
struct Scene {
    skin: Skin,
    window: Window,
    texels: Texels,
    /// Form and relief.
    height_mm: Raster<f32>,
    normals: Raster<[f32; 3]>,
    /// Share of the sky above each texel.
    sky: Raster<f32>,
}

pub(super) fn render(spec: &LightSetSpec) -> RenderedLightSet {
    let rig = Rig::draw(spec);
    let scene = Scene::new(spec);
    let ambient_light = scene.sky.map(|sky| AMBIENT as f32 * sky);
    let ambient = scene.sent(&ambient_light, None);
    let frames: Vec<(String, Raster<[u8; 3]>)> = rig
        .shots
        .iter()
        .enumerate()
        .map(|(i, shot)| {
            let lit = scene.lit(shot, spec.fault);
            let mut sent = scene.sent(&lit, Some(shot));
            for (to, room) in sent.data_mut().iter_mut().zip(ambient.data()) {
                for (to, room) in to.iter_mut().zip(room) {
                    *to += room;
                }
            }
            (format!("img_{i}.png"), scene.seen(&sent, &rig, shot, spec, i))
        })
        .collect();
    let names: Vec<String> = frames.iter().map(|(name, _)| name.clone()).collect();
    let still = Shot {
        intensity: 1.0,
        shift_px: [0.0; 2],
        turn_rad: 0.0,
        ..rig.shots[0]
    };
    RenderedLightSet {
        ambient: scene.seen(&ambient, &rig, &still, spec, frames.len()),
        lights_json: rig.json(&names),
        heights: scene.heights(&rig, spec.width),
        scars: scene.scars(&rig, spec.depth_factor),
        frames,
    }
}

impl Scene {
    fn new(spec: &LightSetSpec) -> Self {
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
            texels,
            height_mm,
            normals,
            sky,
        }
    }

    /// Direction to a lamp and its irradiance on a surface that faces it, at a texel.
    fn beam(&self, shot: &Shot, x: usize, y: usize) -> (Vector3<f64>, f64) {
        let Some(place) = shot.place_mm else {
            return (shot.direction, shot.intensity);
        };
        let [along, down] = self.window.skin(x as f64, y as f64);
        let to = place - Vector3::new(along, down, -f64::from(self.height_mm[(x, y)]));
        let away = to.norm();
        (to / away, shot.intensity * (place.norm() / away).powi(2))
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
    fn lit(&self, shot: &Shot, fault: Option<LightSetFault>) -> Raster<f32> {
        let gain = if fault == Some(LightSetFault::Saturated) {
            4.0
        } else {
            1.0
        };
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
    fn sent(&self, entered: &Raster<f32>, shot: Option<&Shot>) -> Raster<[f32; 3]> {
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
                let view = Vector3::new(-along, -down, -DISTANCE_MM).normalize();
                irradiance * self.open(x, y, &toward) * gloss.towards(&self.normal(x, y), &toward, &view, 0.0)
            });
            std::array::from_fn(|c| {
                // Light that a pit's walls throw at one another, reflected again and again.
                let trapped = 1.0 / (1.0 - albedo[c] * (1.0 - self.sky[(x, y)]));
                albedo[c] * light[c] * trapped + shine as f32
            })
        })
    }

    /// A picture.
    fn seen(
        &self,
        sent: &Raster<[f32; 3]>,
        rig: &Rig,
        shot: &Shot,
        spec: &LightSetSpec,
        number: usize,
    ) -> Raster<[u8; 3]> {
        let (sin, cos) = shot.turn_rad.sin_cos();
        let linear = rows::build(spec.width, spec.width * 3 / 4, |x, y| {
            let off = [
                x as f64 - shot.shift_px[0] - rig.centre_px[0],
                y as f64 - shot.shift_px[1] - rig.centre_px[1],
            ];
            let off = [cos * off[0] - sin * off[1], sin * off[0] + cos * off[1]].map(|v| v * rig.mm_per_px);
            let at = self.window.texel(self.met(off));
            bilinear3(sent, at)
        });
        let sensor = Sensor {
            blur_px: shot.blur_px,
            vignette: 0.04,
            exposure: EXPOSURE,
            balance: [1.0; 3],
            full_well_e: 15_000.0,
            read_e: 5.0,
            sensitivity: [0.6, 1.0, 0.7],
            curve: 0.0,
            sharpen: 0.0,
            noise_seed: Dice::new(spec.seed, &format!("noise {} {number}", spec.visit)).bits(),
        };
        sensor.develop(&sensor.expose(&linear))
    }

    /// Where the line of sight through a place on the plane of height zero meets the skin.
    fn met(&self, plane_mm: [f64; 2]) -> [f64; 2] {
        let mut at = plane_mm;
        for _ in 0..4 {
            let height = bilinear(&self.height_mm, self.window.texel(at));
            at = plane_mm.map(|v| v * (1.0 - height / DISTANCE_MM));
        }
        at
    }

    fn heights(&self, rig: &Rig, width: usize) -> HeightMap {
        #[expect(clippy::expect_used, reason = "the patch's width over at least 200 pixels")]
        let pitch = Pitch::from_mm_per_px(rig.mm_per_px).expect("pitch");
        let heights = rows::build(width, width * 3 / 4, |x, y| {
            let place = [x as f64 - rig.centre_px[0], y as f64 - rig.centre_px[1]].map(|v| v * rig.mm_per_px);
            bilinear(&self.height_mm, self.window.texel(place))
        });
        HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
    }

    fn scars(&self, rig: &Rig, depth_factor: f64) -> Vec<crate::ScarInScan> {
        let seen = |scar: &crate::skin::scar::Scar| {
            let centre: [f64; 2] =
                std::array::from_fn(|i| scar.centre_mm[i] + rig.centre_px[i] * rig.mm_per_px);
            truth(scar, &self.skin.form, depth_factor, centre)
        };
        self.skin.scars.iter().map(seen).collect()
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

fn bilinear3(raster: &Raster<[f32; 3]>, [x, y]: [f64; 2]) -> [f32; 3] {
    let first = |at: f64, cells: usize| (at.max(0.0) as usize).min(cells - 2);
    let (left, up) = (first(x, raster.width()), first(y, raster.height()));
    let (right, down) = (
        (x - left as f64).clamp(0.0, 1.0) as f32,
        (y - up as f64).clamp(0.0, 1.0) as f32,
    );
    std::array::from_fn(|c| {
        let at = |dx: usize, dy: usize| raster[(left + dx, up + dy)][c];
        let top = at(0, 0) + right * (at(1, 0) - at(0, 0));
        top + down * (at(0, 1) + right * (at(1, 1) - at(0, 1)) - top)
    })
}
