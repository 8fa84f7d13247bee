//! What lies on the skin beside scars: pores, freckles, moles, inflamed spots and blotches.

use super::{PATCH_HALF_MM, scar::Scar};
use crate::{kind::Phototype, random::Dice};

/// Half the area that carries features: more than any photo shows, also from further away.
const AREA_HALF_MM: [f64; 2] = [165.0, 165.0];
/// Visible pores per mm² of cheek.
const PORES_PER_MM2: f64 = 0.9;

/// A pore: a small dent, slightly darker.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pore {
    pub(crate) centre_mm: [f64; 2],
    pub(crate) radius_mm: f64,
    pub(crate) depth_mm: f64,
}

/// A spot of pigment or blood with a soft, uneven edge.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) centre_mm: [f64; 2],
    pub(crate) radius_mm: f64,
    /// Share of the radius over which the edge fades.
    pub(crate) softness: f64,
    pub(crate) melanin: f64,
    pub(crate) blood: f64,
    /// Height of the dome, in mm.
    pub(crate) height_mm: f64,
    uneven: (f64, f64, f64),
}

impl Spot {
    fn new(dice: &mut Dice, centre_mm: [f64; 2], radius_mm: f64, softness: f64) -> Self {
        Self {
            centre_mm,
            radius_mm,
            softness,
            melanin: 0.0,
            blood: 0.0,
            height_mm: 0.0,
            uneven: (dice.turn(), dice.turn(), dice.between(0.02, 0.09)),
        }
    }

    /// Distance from the centre as a share of the (uneven) radius.
    pub(crate) fn share(&self, x_mm: f64, y_mm: f64) -> f64 {
        let (dx, dy) = (x_mm - self.centre_mm[0], y_mm - self.centre_mm[1]);
        let angle = dy.atan2(dx);
        let (a, b, size) = self.uneven;
        let factor = 1.0 + size * ((3.0 * angle + a).cos() + 0.6 * (7.0 * angle + b).cos());
        dx.hypot(dy) / (self.radius_mm * factor)
    }
}

/// Everything but the scars.
#[derive(Debug, Clone)]
pub(crate) struct Features {
    pub(crate) pores: Vec<Pore>,
    /// Freckles, moles and inflamed spots: sharp enough to be drawn on the fine raster.
    pub(crate) spots: Vec<Spot>,
    /// Wide areas of redness.
    pub(crate) blotches: Vec<Spot>,
}

impl Features {
    /// The features of the person `seed`; no mole sits on a scar.
    pub(crate) fn new(seed: u64, phototype: Phototype, scars: &[Scar]) -> Self {
        let mut spots = freckles(&mut Dice::new(seed, "freckles"), phototype);
        spots.extend(moles(&mut Dice::new(seed, "moles"), scars));
        spots.extend(inflamed(&mut Dice::new(seed, "inflamed")));
        Self {
            pores: pores(&mut Dice::new(seed, "pores")),
            spots,
            blotches: blotches(&mut Dice::new(seed, "blotches")),
        }
    }
}

fn anywhere(dice: &mut Dice) -> [f64; 2] {
    AREA_HALF_MM.map(|half| dice.within(half))
}

fn count(per_mm2: f64) -> usize {
    (per_mm2 * 4.0 * AREA_HALF_MM[0] * AREA_HALF_MM[1]) as usize
}

fn pores(dice: &mut Dice) -> Vec<Pore> {
    let size = dice.between(0.8, 1.3);
    (0..count(PORES_PER_MM2))
        .map(|_| Pore {
            centre_mm: anywhere(dice),
            radius_mm: size * dice.between(0.09, 0.2),
            depth_mm: size * dice.between(0.012, 0.04),
        })
        .collect()
}

fn freckles(dice: &mut Dice, phototype: Phototype) -> Vec<Spot> {
    let most = match phototype {
        Phototype::I => 0.035,
        Phototype::II => 0.03,
        Phototype::III => 0.015,
        Phototype::IV | Phototype::V | Phototype::VI => 0.01,
    };
    let strength = dice.between(0.1, 0.3);
    (0..count(dice.between(0.15, 1.0) * most))
        .map(|_| {
            let (centre, radius) = (anywhere(dice), dice.between(0.25, 0.85));
            let mut spot = Spot::new(dice, centre, radius, 0.95);
            spot.melanin = strength * dice.between(0.25, 1.3);
            spot
        })
        .collect()
}

fn moles(dice: &mut Dice, scars: &[Scar]) -> Vec<Spot> {
    let on_patch = dice.whole(3, 7);
    let total = on_patch + dice.whole(8, 25);
    (0..total)
        .filter_map(|i| {
            let centre = if i < on_patch {
                PATCH_HALF_MM.map(|half| dice.within(half))
            } else {
                anywhere(dice)
            };
            let radius = dice.between(0.5, 1.7);
            let mut spot = Spot::new(dice, centre, radius, 0.25);
            spot.melanin = dice.between(0.6, 1.6);
            spot.blood = dice.between(0.0, 0.2);
            if dice.chance(0.35) {
                spot.height_mm = dice.between(0.15, 0.6);
            }
            let free = |scar: &Scar| {
                let (dx, dy) = (centre[0] - scar.centre_mm[0], centre[1] - scar.centre_mm[1]);
                dx.hypot(dy) > scar.reach_mm() + 1.2 * radius + 0.5
            };
            scars.iter().all(free).then_some(spot)
        })
        .collect()
}

fn inflamed(dice: &mut Dice) -> Vec<Spot> {
    (0..dice.whole(3, 12))
        .map(|_| {
            let centre = PATCH_HALF_MM.map(|half| dice.within(1.3 * half));
            let radius = dice.between(0.8, 3.2);
            let mut spot = Spot::new(dice, centre, radius, 0.9);
            spot.blood = dice.between(0.12, 0.55);
            if dice.chance(0.3) {
                spot.height_mm = dice.between(0.05, 0.2);
            }
            spot
        })
        .collect()
}

fn blotches(dice: &mut Dice) -> Vec<Spot> {
    (0..dice.whole(25, 60))
        .map(|_| {
            let (centre, radius) = (anywhere(dice), dice.between(6.0, 20.0));
            let mut spot = Spot::new(dice, centre, radius, 1.0);
            spot.blood = dice.between(0.03, 0.16);
            spot
        })
        .collect()
}
