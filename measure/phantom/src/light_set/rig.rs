//! Camera and lamps of a light set.

use super::{LightSetFault, LightSetSpec};
use crate::random::Dice;
use crate::skin::PATCH_HALF_MM;
use nalgebra::Vector3;
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

/// Camera, lamps and pictures.
#[derive(Debug, Clone)]
pub(super) struct Rig {
    pub(super) shots: Vec<Shot>,
    /// What the file says, in the pictures' order.
    told: Vec<usize>,
    pub(super) mm_per_px: f64,
    pub(super) centre_px: [f64; 2],
    near: bool,
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
        Self {
            shots,
            told,
            mm_per_px: 2.0 * PATCH_HALF_MM[0] * MARGIN / spec.width as f64,
            centre_px: [
                0.5 * (spec.width as f64 - 1.0),
                0.5 * ((spec.width * 3 / 4) as f64 - 1.0),
            ],
            near: spec.near,
        }
    }

    /// The description of the set.
    pub(super) fn json(&self, names: &[String]) -> String {
        let lights: Vec<Value> = names
            .iter()
            .zip(&self.told)
            .map(|(name, told)| {
                let shot = &self.shots[*told];
                let place = shot
                    .place_mm
                    .map(|place| [place.x, place.y, place.z + DISTANCE_MM]);
                let direction: [f64; 3] = shot.direction.into();
                json!({
                    "file": name,
                    "direction": direction,
                    "position_camera_mm": place.filter(|_| self.near),
                    "intensity": shot.told_intensity,
                })
            })
            .collect();
        let focal = DISTANCE_MM / self.mm_per_px;
        json!({
            "lights": lights,
            "ambient_frame": "ambient.png",
            "encoding": "srgb8",
            "camera": { "fx": focal, "fy": focal, "cx": self.centre_px[0], "cy": self.centre_px[1], "distance_mm": DISTANCE_MM },
            "mm_per_px_at_z0": self.mm_per_px,
        })
        .to_string()
    }
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
    let away = dice.between(150.0, 260.0);
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
