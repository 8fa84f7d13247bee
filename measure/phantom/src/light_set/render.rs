//! From skin and lamps to pictures.

use super::rig::{AMBIENT, DISTANCE_MM, Rig, Shot};
use super::scene::Scene;
use super::{LightSetSpec, RenderedLightSet};
use crate::photo::sensor::Sensor;
use crate::random::Dice;
use crate::rows;
use crate::scan::{bilinear, truth};
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// Linear light of white skin's 1 under a lamp that shines straight: the brightest skin stays below what the file can hold.
const EXPOSURE: f64 = 1.25;
/// Loss of light at the corners of a long lens.
const VIGNETTE: f64 = 0.04;

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
            vignette: VIGNETTE,
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
