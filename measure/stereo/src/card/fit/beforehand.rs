//! What is known of lamps, card and lens before the pictures are looked at, as observations with their uncertainty.

use super::{Equations, Places, USUAL_MM, lamp_of};
use crate::card::LampsTold;
use nalgebra::DVector;

/// Where nobody told how far lamps are, anything from 20 cm to 1.5 m is as likely.
const UNTOLD_OFF: f64 = 1.0;
/// A tape measure from a lamp to a card is off by so much, as a share: one end is within the lamp.
const TAPE_OFF: f64 = 0.03;
/// Single lamps are nearer or farther than all of them are, as a share: an arm's length, or a hoop's.
const APART: f64 = 0.05;
/// Lamps that are told to be so bright are off by this share: their batteries, and cameras' exposures.
const BRIGHTNESS_OFF: f64 = 0.03;
/// How much darker or brighter than on its axis a lens makes what lies 100 mm beside it.
const CORNERS_OFF: f64 = 0.2;
/// Inks may reflect anything.
const INKS_OFF: f64 = 10.0;
/// A card's tilt is told by its outline to two degrees, in radians.
const TILT_OFF: f64 = 0.035;
/// Lamps stand around a point beside the card's middle, such as the skin's: so far away along each of the card's axes, as a share of their distance.
const BESIDE: f64 = 0.12;

/// Adds all of it to the equations of a step from where `unknown` is.
pub(super) fn add(equations: &mut Equations, told: &LampsTold, places: Places, unknown: &DVector<f64>) {
    of_all(equations, told, places, unknown);
    for lamp in 0..places.lamps {
        distance(equations, places, unknown, lamp);
        if let Some(intensities) = &told.intensities {
            brightness(equations, places, unknown, lamp, intensities[lamp]);
        }
    }
}

/// What all lamps, the card and the lens have.
fn of_all(equations: &mut Equations, told: &LampsTold, places: Places, unknown: &DVector<f64>) {
    let count = places.lamps as f64;
    let distances: Vec<usize> = (0..places.lamps).map(|lamp| Places::lamp(lamp) + 2).collect();
    let mean = distances.iter().map(|at| unknown[*at] / count).sum::<f64>();
    let slopes: Vec<(usize, f64)> = distances.into_iter().map(|at| (at, 1.0 / count)).collect();
    let distance_off = told.distance_mm.map_or(UNTOLD_OFF, |_| TAPE_OFF);
    equations.add_sure(
        told.distance_mm.unwrap_or(USUAL_MM).ln() - mean,
        &slopes,
        distance_off,
    );
    let mut about_zero = |at: usize, off: f64| equations.add_sure(-unknown[at], &[(at, 1.0)], off);
    about_zero(places.corners(), CORNERS_OFF);
    for ink in (1..=places.inks).filter_map(|ink| places.ink(ink)) {
        about_zero(ink, INKS_OFF);
    }
    for axis in 0..2 {
        about_zero(places.tilt() + axis, TILT_OFF);
        about_zero(places.beside() + axis, BESIDE);
    }
    // Where no lamp's brightness is told, one unknown is too many.
    equations.add_sure(0.0, &[(places.brightness(), 1.0)], INKS_OFF);
}

/// A lamp is as far from the point around which all stand as the others.
fn distance(equations: &mut Equations, places: Places, unknown: &DVector<f64>, lamp: usize) {
    let (at, own) = (Places::lamp(lamp), lamp_of(unknown, lamp));
    let (all, beside) = (places.distance(), places.beside());
    let flat = [0, 1].map(|axis| own.cosine() * own.0[axis]);
    let usual = unknown[all] + flat[0] * unknown[beside] + flat[1] * unknown[beside + 1];
    let slopes = [
        (all, 1.0),
        (beside, flat[0]),
        (beside + 1, flat[1]),
        (at + 2, -1.0),
    ];
    equations.add_sure(own.0[2] - usual, &slopes, APART);
}

/// A lamp's light on the card goes with its own brightness, the cosine of its lean, and the square of its distance. How light falls off within the card does not feel a tilt; this does.
fn brightness(
    equations: &mut Equations,
    places: Places,
    unknown: &DVector<f64>,
    lamp: usize,
    intensity: f64,
) {
    let (at, own) = (Places::lamp(lamp), lamp_of(unknown, lamp));
    let (all, brightness, tilt) = (places.distance(), places.brightness(), places.tilt());
    let tilted = [unknown[tilt], unknown[tilt + 1]];
    let predicted = unknown[brightness] + intensity.ln() + own.cosine().ln()
        - 2.0 * (own.0[2] - unknown[all])
        + own.tilted(tilted).ln();
    let lean = own.cosine() * own.cosine();
    let by_tilt = 1.0 / own.tilted(tilted);
    let slopes = [
        (tilt, -by_tilt * own.0[0]),
        (tilt + 1, -by_tilt * own.0[1]),
        (at, lean * own.0[0] - by_tilt * tilted[0]),
        (at + 1, lean * own.0[1] - by_tilt * tilted[1]),
        (at + 2, 2.0),
        (at + 3, 1.0),
        (all, -2.0),
        (brightness, -1.0),
    ];
    equations.add_sure(predicted - own.0[3], &slopes, BRIGHTNESS_OFF);
}
