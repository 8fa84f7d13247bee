//! What both photos of a pair share: the room, the camera, and where the card goes.

use super::PairSpec;
use crate::{
    light::{Lamp, Rig},
    photo::{camera::Camera, card},
    random::Dice,
};

/// Skin that fits into a photo along its long and its short side, at the distance of the setup. The card's
/// long side must fit along the short one with its play.
const FIELD_MM: [f64; 2] = [136.0, 102.0];
/// Distance of the middle of the patch, and of the card, from the middle of the photo.
pub(crate) const PATCH_OFFSET_MM: f64 = 27.0;
pub(crate) const CARD_OFFSET_MM: f64 = 34.0;
/// Long side of a photo for which blur and other lengths in pixels are given.
pub(crate) const REFERENCE_PX: f64 = 2048.0;

/// A room with its lamps and camera.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    pub(crate) camera: Camera,
    pub(crate) rig: Rig,
    /// From the patch to the card in the photo, x right and y down: to one side, or down in an upright photo.
    pub(crate) card_towards: [f64; 2],
    /// Turn of the card in the photo.
    pub(crate) card_turn_deg: f64,
    pub(crate) blur_px: f64,
    pub(crate) vignette: f64,
    pub(crate) full_well_e: f64,
    pub(crate) read_e: f64,
    pub(crate) sensitivity: [f32; 3],
    pub(crate) curve: f32,
    pub(crate) sharpen: f32,
    /// Share of light that the card's paper reflects before it meets the ink: blacks are never black.
    pub(crate) sheen: f32,
    /// Of both photos: the first one's, then the second one's.
    pub(crate) jpeg_quality: [u8; 2],
}

impl Setup {
    /// The setup of a pair.
    pub(crate) fn new(spec: &PairSpec) -> Self {
        let mut dice = Dice::new(spec.seed, "setup");
        let upright = spec.height > spec.width;
        let side = dice.signed(1.0, 1.0);
        let card_towards = if upright { [0.0, 1.0] } else { [side, 0.0] };
        let upside_down = dice.chance(0.5);
        let (width, height) = (spec.width as f64, spec.height as f64);
        let (long, short) = (width.max(height), width.min(height));
        let mm_per_px = (FIELD_MM[0] / long).max(FIELD_MM[1] / short);
        let jpeg = dice.whole(90, 96);
        let distance_mm = dice.between(440.0, 460.0);
        let focal = distance_mm / mm_per_px;
        Self {
            camera: Camera {
                width: spec.width,
                height: spec.height,
                fx: focal,
                fy: focal,
                cx: 0.5 * (width - 1.0),
                cy: 0.5 * (height - 1.0),
                k1: dice.within(0.05),
                distance_mm,
            },
            rig: room(&mut dice, card_towards),
            card_towards,
            card_turn_deg: if upright { 0.0 } else { 90.0 } + if upside_down { 180.0 } else { 0.0 },
            blur_px: dice.between(0.62, 0.85) * (long / REFERENCE_PX).clamp(0.5, 1.6),
            vignette: dice.between(0.03, 0.1),
            full_well_e: dice.between(11_000.0, 17_000.0),
            read_e: dice.between(3.0, 6.0),
            sensitivity: [
                dice.between(0.48, 0.6) as f32,
                1.0,
                dice.between(0.55, 0.7) as f32,
            ],
            curve: dice.between(0.05, 0.17) as f32,
            sharpen: dice.between(0.15, 0.45) as f32,
            sheen: dice.between(card::SHEEN[0], card::SHEEN[1]) as f32,
            jpeg_quality: [jpeg, dice.whole(90, 96)].map(|quality| quality as u8),
        }
    }
}

/// Lamps as practices have them, none of which throws the card's shadow on the patch.
fn room(dice: &mut Dice, card_towards: [f64; 2]) -> Rig {
    /// Two lamps of nearly the same strength left and right are as common as one from above.
    const TWIN: f64 = 0.2;
    let ambient = dice.between(0.04, 0.08);
    if dice.chance(TWIN) {
        let lamp = |azimuth_deg: f64, strength: f64| Lamp {
            azimuth_deg,
            elevation_deg: 45.0,
            distance_mm: 650.0,
            size_mm: 180.0,
            strength,
        };
        let key = lamp(180.0 + dice.within(6.0), 0.55);
        let other = lamp(
            key.azimuth_deg - 176.0 + dice.within(6.0),
            dice.between(0.42, 0.52),
        );
        return Rig {
            lamps: vec![key, other],
            ambient,
        };
    }
    let azimuth_deg = key_azimuth_deg(dice, card_towards);
    let key = Lamp {
        azimuth_deg,
        elevation_deg: dice.between(38.0, 48.0),
        distance_mm: dice.between(650.0, 750.0),
        size_mm: dice.between(180.0, 260.0),
        strength: 1.0,
    };
    let fill = Lamp {
        azimuth_deg: azimuth_deg + 180.0 + dice.within(25.0),
        elevation_deg: 50.0,
        distance_mm: 900.0,
        size_mm: 320.0,
        strength: dice.between(0.12, 0.22),
    };
    Rig {
        lamps: vec![key, fill],
        ambient,
    }
}

/// A softbox from the side, away from the card and a little from above, or from above.
fn key_azimuth_deg(dice: &mut Dice, card_towards: [f64; 2]) -> f64 {
    if !dice.chance(0.6) {
        return 90.0 + dice.within(15.0);
    }
    let raised = dice.between(5.0, 40.0);
    let from_left = if card_towards[0] == 0.0 {
        dice.chance(0.5)
    } else {
        card_towards[0] > 0.0
    };
    if from_left { 180.0 - raised } else { raised }
}
