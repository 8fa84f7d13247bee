//! From skin and lamps to pictures.

use super::card::Beside;
use super::rig::{AMBIENT, DISTANCE_MM, Rig, Shot};
use super::scene::Scene;
use super::{LightSetSpec, RenderedLightSet};
use crate::ScarInScan;
use crate::photo::sensor::Sensor;
use crate::random::Dice;
use crate::rows;
use crate::scan::{bilinear, truth};
use crate::skin::scar::Scar;
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// Linear light of white skin's 1 under a lamp that shines straight: the brightest skin stays below what the file can hold.
const EXPOSURE: f64 = 1.25;
/// Loss of light at the corners of a long lens.
const VIGNETTE: f64 = 0.04;

pub(super) fn render(spec: &LightSetSpec) -> RenderedLightSet {
    let studio = Studio::new(spec);
    let (rig, scene) = (&studio.rig, &studio.scene);
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
            (format!("img_{i}.png"), studio.seen(&sent, shot, i))
        })
        .collect();
    let names: Vec<String> = frames.iter().map(|(name, _)| name.clone()).collect();
    let dark = Shot {
        intensity: 0.0,
        shift_px: [0.0; 2],
        turn_rad: 0.0,
        ..rig.shots[0]
    };
    RenderedLightSet {
        ambient: studio.seen(&ambient, &dark, frames.len()),
        lights_json: rig.json(&names),
        heights: studio.heights(),
        scars: studio.scars(),
        lamps_mm: rig.lamps_mm(),
        card_normal: studio.beside.as_ref().map(Beside::normal),
        card_middle_mm: studio.beside.as_ref().map(Beside::middle_mm),
        frames,
    }
}

/// What all pictures of a set share.
struct Studio<'a> {
    spec: &'a LightSetSpec,
    rig: Rig,
    scene: Scene,
    /// What lies below the skin.
    beside: Option<Beside>,
    exposure: f64,
}

impl<'a> Studio<'a> {
    fn new(spec: &'a LightSetSpec) -> Self {
        let rig = Rig::draw(spec);
        let beside = spec.card.then(|| Beside::lay(spec, &rig));
        // Paper is brighter than skin: a picture with a card is exposed for the card.
        let paper = beside.as_ref().map(|beside| beside.exposure(&rig.shots));
        Self {
            spec,
            scene: Scene::new(spec, rig.lens_mm()),
            rig,
            beside,
            exposure: paper.map_or(EXPOSURE, |paper| paper.min(EXPOSURE)),
        }
    }

    /// A picture.
    fn seen(&self, sent: &Raster<[f32; 3]>, shot: &Shot, number: usize) -> Raster<[u8; 3]> {
        let (sin, cos) = shot.turn_rad.sin_cos();
        let centre = self.rig.centre_px();
        let hem = self.rig.skin_rows as f64 - 0.5;
        let linear = rows::build(self.rig.size[0], self.rig.size[1], |x, y| {
            let off = [
                x as f64 - shot.shift_px[0] - centre[0],
                y as f64 - shot.shift_px[1] - centre[1],
            ];
            let off = [cos * off[0] - sin * off[1], sin * off[0] + cos * off[1]];
            match &self.beside {
                Some(beside) if centre[1] + off[1] > hem => {
                    beside.sent([centre[0] + off[0], centre[1] + off[1]], shot)
                }
                _ => {
                    let at = self.scene.met(off.map(|v| v * self.rig.mm_per_px));
                    bilinear3(sent, self.scene.window.texel(at))
                }
            }
        });
        let noise = format!("noise {} {number}", self.spec.visit);
        let sensor = Sensor {
            blur_px: shot.blur_px,
            vignette: VIGNETTE,
            exposure: self.exposure,
            balance: [1.0; 3],
            full_well_e: 15_000.0,
            read_e: 5.0,
            sensitivity: [0.6, 1.0, 0.7],
            curve: 0.0,
            sharpen: 0.0,
            noise_seed: Dice::new(self.spec.seed, &noise).bits(),
        };
        sensor.develop(&sensor.expose(&linear))
    }

    fn heights(&self) -> HeightMap {
        let (rig, scene) = (&self.rig, &self.scene);
        #[expect(clippy::expect_used, reason = "the patch's width over at least 200 pixels")]
        let pitch = Pitch::from_mm_per_px(rig.mm_per_px).expect("pitch");
        let patch = rig.patch_px();
        let heights = rows::build(rig.size[0], rig.size[1], |x, y| {
            if y >= rig.skin_rows {
                return f64::NAN;
            }
            let place = [x as f64 - patch[0], y as f64 - patch[1]].map(|v| v * rig.mm_per_px);
            bilinear(&scene.height_mm, scene.window.texel(place))
        });
        HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
    }

    fn scars(&self) -> Vec<ScarInScan> {
        let (rig, skin) = (&self.rig, &self.scene.skin);
        let patch = rig.patch_px();
        let seen = |scar: &Scar| {
            let centre: [f64; 2] = std::array::from_fn(|i| scar.centre_mm[i] + patch[i] * rig.mm_per_px);
            truth(scar, &skin.form, self.spec.depth_factor, centre)
        };
        skin.scars.iter().map(seen).collect()
    }
}

impl Scene {
    /// Where the line of sight through a place on the plane of height zero meets the skin; the place is from where the camera's axis meets that plane, the
    /// answer from the patch's middle.
    fn met(&self, plane_mm: [f64; 2]) -> [f64; 2] {
        let axis = [self.lens_mm.x, self.lens_mm.y];
        let before = |share: f64| std::array::from_fn(|i| axis[i] + plane_mm[i] * share);
        let mut at = before(1.0);
        for _ in 0..4 {
            let height = bilinear(&self.height_mm, self.window.texel(at));
            at = before(1.0 - height / DISTANCE_MM);
        }
        at
    }
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
