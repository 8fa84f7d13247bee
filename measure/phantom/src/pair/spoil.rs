//! What makes a pair incomparable, kind by kind.

use super::{
    PairSpec,
    setup::{REFERENCE_PX, Setup},
    visit::Visit,
};
use crate::{
    kind::PairKind,
    light::{Lamp, Rig},
    photo::compose::Cover,
    random::Dice,
    skin::{cloth::Cloth, pigment, warp::Warp},
};

/// Changes the visits as the kind demands; comparable kinds stay as they are.
///
/// What may befall either photo (a flash, a wrong focus …) befalls the first one in half of the pairs.
pub(crate) fn apply(spec: &PairSpec, setup: &Setup, first: &mut Visit, second: &mut Visit) {
    let mut dice = Dice::new(spec.seed, "spoil");
    let either = if dice.chance(0.5) {
        &mut *first
    } else {
        &mut *second
    };
    match spec.kind {
        PairKind::FrontalFlash | PairKind::HardLight | PairKind::RingLight => {
            relight(spec.kind, &mut dice, either);
        }
        PairKind::Defocus => {
            let long = setup.camera.width.max(setup.camera.height) as f64;
            either.blur_px = dice.between(2.2, 6.0) * long / REFERENCE_PX;
        }
        PairKind::ExposureUnder => either.stops -= dice.between(1.7, 2.4),
        PairKind::ExposureOver => either.stops += dice.between(1.2, 1.8),
        PairKind::ColourCast => cast(&mut dice, either),
        PairKind::Shine => either.condition.oil = dice.between(0.75, 1.0),
        PairKind::Noise => {
            either.full_well_e = dice.between(250.0, 450.0);
            either.read_e = dice.between(5.0, 9.0);
        }
        PairKind::NoCard | PairKind::Treated60NoCard => {
            first.card_shown = false;
            second.card_shown = false;
        }
        _ => spoil_second(spec, &mut dice, second, setup),
    }
}

/// What only ever befalls the second photo.
fn spoil_second(spec: &PairSpec, dice: &mut Dice, visit: &mut Visit, setup: &Setup) {
    match spec.kind {
        PairKind::LightMoved => turn_lamps(visit, dice.signed(32.0, 60.0)),
        PairKind::LightOtherSide => turn_lamps(visit, other_side_deg(&visit.rig) + dice.within(20.0)),
        PairKind::Tan => visit.condition.tan = dice.between(0.6, 1.1),
        PairKind::Makeup => visit.condition.makeup = dice.between(0.75, 0.95),
        PairKind::Mirrored => visit.mirrored = true,
        PairKind::Retouched => visit.retouched = true,
        PairKind::Pose => visit.pose_deg[dice.whole(0, 1)] += dice.signed(24.0, 32.0),
        PairKind::Scale => visit.distance_factor = dice.between(1.6, 2.0),
        PairKind::Overlap => slide(dice, visit, setup),
        PairKind::Expression => visit.condition.warp = Warp::smile(dice, dice_stretch(spec)),
        PairKind::NoSkin => visit.condition.cloth = Cloth::All,
        PairKind::CardCovered => visit.cover = Some(cover(spec, dice)),
        PairKind::CardOnce => visit.card_shown = false,
        _ => {}
    }
}

/// How far lamps are turned to light the other side: half around, but two that face each other and are nearly as strong
/// would only change places, which is no other light.
fn other_side_deg(rig: &Rig) -> f64 {
    /// Weaker over stronger lamp from which on they count as a pair; a fill light has a fifth.
    const PAIR: f64 = 0.5;
    let strengths = rig.lamps.iter().map(|lamp| lamp.strength);
    let [weakest, strongest] = [
        strengths.clone().fold(f64::INFINITY, f64::min),
        strengths.fold(0.0, f64::max),
    ];
    if rig.lamps.len() > 1 && weakest > PAIR * strongest {
        90.0
    } else {
        180.0
    }
}

fn turn_lamps(visit: &mut Visit, by_deg: f64) {
    for lamp in &mut visit.rig.lamps {
        lamp.azimuth_deg += by_deg;
    }
    visit.metered = visit.rig.clone();
}

/// Other lamps, with the exposure set for them.
pub(crate) fn relight(kind: PairKind, dice: &mut Dice, visit: &mut Visit) {
    let distance_mm = 450.0 * visit.distance_factor;
    match kind {
        PairKind::FrontalFlash => visit.rig.lamps.push(Lamp {
            azimuth_deg: 90.0 + dice.within(30.0),
            elevation_deg: dice.between(84.0, 87.0),
            distance_mm,
            size_mm: 12.0,
            strength: dice.between(1.0, 2.0),
        }),
        PairKind::HardLight => {
            visit.rig.lamps[0].size_mm = 14.0;
            visit.rig.lamps[1].strength *= 0.5;
            visit.rig.ambient *= 0.7;
        }
        _ => {
            visit.rig.lamps = vec![Lamp {
                azimuth_deg: 90.0,
                elevation_deg: 89.0,
                distance_mm,
                size_mm: 130.0,
                strength: 1.0,
            }];
        }
    }
    visit.metered = visit.rig.clone();
}

/// A warm lamp with a spiky spectrum: inks and skin shift differently, so no card puts the skin right.
fn cast(dice: &mut Dice, visit: &mut Visit) {
    let strength = dice.between(0.8, 1.2);
    let channel = |stops: f64| (strength * stops).exp2() as f32;
    visit.balance = [channel(0.45), 1.0, channel(-0.8)];
    visit.skin_tint = [channel(0.22), 1.0, channel(-0.25)];
    // The meter looks at the brightest channel.
    visit.stops -= 0.35 * strength;
}

/// Moves the view along the cheek, away from the patch; the card comes along.
fn slide(dice: &mut Dice, visit: &mut Visit, setup: &Setup) {
    let (along, across) = (-dice.between(40.0, 46.0), dice.within(8.0));
    let [x, y] = setup.card_towards;
    let slide = [along * x - across * y, along * y + across * x];
    for (axis, step) in slide.into_iter().enumerate() {
        visit.shift_mm[axis] += step;
        visit.card_shift_mm[axis] -= step;
    }
}

fn dice_stretch(spec: &PairSpec) -> f64 {
    Dice::new(spec.seed, "stretch").between(0.12, 0.2)
}

/// A hand over one end of the card: two tags and many patches gone.
fn cover(spec: &PairSpec, dice: &mut Dice) -> Cover {
    let hand = pigment::reflectance(pigment::melanin_of(spec.phototype) as f32, 0.35);
    Cover {
        turn_rad: if dice.chance(0.5) {
            0.0
        } else {
            std::f64::consts::PI
        } + dice.within(0.25),
        beyond_mm: dice.within(8.0),
        reach_mm: 9.0,
        reflectance: hand,
    }
}
