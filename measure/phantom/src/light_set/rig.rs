//! Camera and lamps of a light set.

use super::{LightSetFault, LightSetSpec, card};
use crate::photo::camera::{Camera, View};
use crate::random::Dice;
use crate::skin::PATCH_HALF_MM;
use nalgebra::{Matrix3, Vector3};
use serde_json::{Value, json};

/// From the camera to the patch, in mm.
pub(super) const DISTANCE_MM: f64 = 450.0;
/// Light that the room adds, as a share of a lamp's.
pub(super) const AMBIENT: f64 = 0.05;
/// What the picture shows beside the patch.
const MARGIN: f64 = 1.02;

/// One picture: its lamp and what happened meanwhile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shot {
    /// Unit vector from the patch's middle to the lamp; camera axes.
    pub(super) direction: Vector3<f64>,
    /// The lamp's place from the patch's middle, when it is near.
    pub(super) place_mm: Option<Vector3<f64>>,
    /// Brightness of lamp and exposure.
    pub(super) intensity: f64,
    /// What the file says of it.
    pub(super) told_intensity: f64,
    /// How far the skin is seen beside its place, in pixels.
    pub(super) shift_px: [f64; 2],
    /// How far the camera is turned around its axis.
    pub(super) turn_rad: f64,
    /// Standard deviation of the lens's blur, in pixels.
    pub(super) blur_px: f64,
}

impl Shot {
    /// Direction to the lamp and its irradiance on a surface that faces it, at a point from the patch's middle: there the irradiance is the intensity.
    pub(super) fn reach(&self, point: Vector3<f64>) -> (Vector3<f64>, f64) {
        let Some(place) = self.place_mm else {
            return (self.direction, self.intensity);
        };
        let to = place - point;
        let away = to.norm();
        (to / away, self.intensity * (place.norm() / away).powi(2))
    }
}

/// Camera, lamps and pictures.
#[derive(Debug, Clone)]
pub(super) struct Rig {
    pub(super) shots: Vec<Shot>,
    /// What the file says, in the pictures' order.
    told: Vec<usize>,
    pub(super) mm_per_px: f64,
    /// Pixels per row, and rows.
    pub(super) size: [usize; 2],
    /// So many rows from the top show the patch, the others the card.
    pub(super) skin_rows: usize,
}

impl Rig {
    pub(super) fn draw(spec: &LightSetSpec) -> Self {
        let mut dice = Dice::new(spec.seed, &format!("lamps {}", spec.visit));
        let count = if spec.fault == Some(LightSetFault::TwoLamps) {
            2
        } else {
            spec.lamps
        };
        let start = dice.turn();
        let mut shots: Vec<Shot> = (0..count)
            .map(|i| shot(spec, &mut dice, start, i, count))
            .collect();
        match spec.fault {
            Some(LightSetFault::CameraMoved) => {
                shots[1].shift_px = [40.0, -25.0];
                shots[1].turn_rad = 0.02;
            }
            Some(LightSetFault::ExposureDrift) => shots[1].intensity *= 1.33,
            Some(LightSetFault::OneBlurred) => shots[1].blur_px = 4.0,
            _ => {}
        }
        let mut told: Vec<usize> = (0..count).collect();
        if spec.fault == Some(LightSetFault::LampsSwapped) {
            told.swap(0, 2);
        }
        let mm_per_px = 2.0 * PATCH_HALF_MM[0] * MARGIN / spec.width as f64;
        let skin_rows = spec.width * 3 / 4;
        let card_rows = if spec.card { card::rows(mm_per_px) } else { 0 };
        Self {
            shots,
            told,
            mm_per_px,
            size: [spec.width, skin_rows + card_rows],
            skin_rows,
        }
    }

    /// The pixel in which the camera's axis ends: the picture's middle.
    pub(super) fn centre_px(&self) -> [f64; 2] {
        self.size.map(middle)
    }

    /// The pixel that shows the patch's middle.
    pub(super) fn patch_px(&self) -> [f64; 2] {
        [self.size[0], self.skin_rows].map(middle)
    }

    /// The lens from the patch's middle.
    pub(super) fn lens_mm(&self) -> Vector3<f64> {
        let (centre, patch) = (self.centre_px(), self.patch_px());
        let [along, down] = std::array::from_fn(|i| (centre[i] - patch[i]) * self.mm_per_px);
        Vector3::new(along, down, -DISTANCE_MM)
    }

    /// The camera, and where it stands.
    pub(super) fn view(&self) -> View {
        let [cx, cy] = self.centre_px();
        let focal = DISTANCE_MM / self.mm_per_px;
        View {
            camera: Camera {
                width: self.size[0],
                height: self.size[1],
                fx: focal,
                fy: focal,
                cx,
                cy,
                k1: 0.0,
                distance_mm: DISTANCE_MM,
            },
            rotation: Matrix3::identity(),
            translation: -self.lens_mm(),
        }
    }

    /// The places of near lamps in camera axes, in the pictures' order.
    pub(super) fn lamps_mm(&self) -> Vec<Option<[f64; 3]>> {
        let lens = self.lens_mm();
        let place = |shot: &Shot| shot.place_mm.map(|place| (place - lens).into());
        self.shots.iter().map(place).collect()
    }

    /// The description of the set.
    pub(super) fn json(&self, names: &[String]) -> String {
        let places = self.lamps_mm();
        let lights: Vec<Value> = names
            .iter()
            .zip(&self.told)
            .map(|(name, told)| {
                let shot = &self.shots[*told];
                let direction: [f64; 3] = shot.direction.into();
                json!({
                    "file": name,
                    "direction": direction,
                    "position_camera_mm": places[*told],
                    "intensity": shot.told_intensity * self.brighter_at_the_axis(shot),
                })
            })
            .collect();
        let camera = self.view().camera;
        json!({
            "lights": lights,
            "ambient_frame": "ambient.png",
            "encoding": "srgb8",
            "camera": { "fx": camera.fx, "fy": camera.fy, "cx": camera.cx, "cy": camera.cy, "distance_mm": camera.distance_mm },
            "mm_per_px_at_z0": self.mm_per_px,
        })
        .to_string()
    }

    /// How many times a lamp is brighter where the camera's axis meets the plane of height zero, for which the file tells intensities, than at the patch's
    /// middle.
    fn brighter_at_the_axis(&self, shot: &Shot) -> f64 {
        let lens = self.lens_mm();
        let axis = Vector3::new(lens.x, lens.y, 0.0);
        shot.place_mm
            .map_or(1.0, |place| (place.norm() / (place - axis).norm()).powi(2))
    }
}

/// The middle of a row or column of pixels.
fn middle(pixels: usize) -> f64 {
    0.5 * (pixels as f64 - 1.0)
}

fn shot(spec: &LightSetSpec, dice: &mut Dice, start: f64, i: usize, count: usize) -> Shot {
    let turn = if spec.fault == Some(LightSetFault::OnePlane) {
        // Left and right by turns.
        std::f64::consts::PI * (i % 2) as f64
    } else {
        start + std::f64::consts::TAU * i as f64 / count as f64 + dice.within(0.15)
    };
    let elevation = dice.between(38.0, 54.0).to_radians();
    let direction = Vector3::new(
        elevation.cos() * turn.cos(),
        -elevation.cos() * turn.sin(),
        -elevation.sin(),
    );
    let away = dice.between(spec.lamp_mm[0], spec.lamp_mm[1]);
    let intensity = dice.between(0.92, 1.08);
    Shot {
        direction,
        place_mm: spec.near.then(|| direction * away),
        intensity,
        told_intensity: intensity,
        shift_px: [dice.within(1.0), dice.within(1.0)],
        turn_rad: 0.0,
        blur_px: 0.6,
    }
}
