use super::*;
use crate::set::{dot, norm};

const MIDDLE: [f64; 3] = [5.0, 60.0, 420.0];
/// Bare paper, and two inks.
const REFLECTS: [f64; 3] = [0.9, 0.4, 0.15];

/// The plane of a card that is tilted by a few degrees.
fn normal() -> [f64; 3] {
    let n = [0.05, -0.03, -1.0];
    n.map(|v| v / norm(n))
}

/// Places all over the card.
fn places() -> Vec<[f64; 3]> {
    let n = normal();
    let place = |i: u32| {
        let (x, y) = (8.0 * f64::from(i % 11) - 40.0, 8.0 * f64::from(i / 11) - 24.0);
        [
            MIDDLE[0] + x,
            MIDDLE[1] + y,
            MIDDLE[2] - (n[0] * x + n[1] * y) / n[2],
        ]
    };
    (0..77).map(place).collect()
}

/// A lamp so far from the card's middle, at a clock's angle, that leans so far.
fn lamp(distance_mm: f64, turn_deg: f64, lean_deg: f64) -> [f64; 3] {
    let ((sin, cos), lean) = (turn_deg.to_radians().sin_cos(), lean_deg.to_radians());
    let flat = distance_mm * lean.sin();
    [
        MIDDLE[0] + flat * cos,
        MIDDLE[1] + flat * sin,
        MIDDLE[2] - distance_mm * lean.cos(),
    ]
}

/// The card under lamps of so much power, through a lens that takes a tenth of the light 100 mm beside its axis, with noise of half a percent.
fn lit(lamps: &[[f64; 3]], power: f64) -> LitCard {
    let (places_mm, normal) = (places(), normal());
    let inks: Vec<usize> = (0..places_mm.len()).map(|i| i % 3).collect();
    let mut noise = 1u64;
    let mut light = |lamp: &[f64; 3], place: &[f64; 3], ink: usize| {
        let to: [f64; 3] = std::array::from_fn(|i| lamp[i] - place[i]);
        let corner = 1.0 - 0.1 * (place[0] * place[0] + place[1] * place[1]) / 1e4;
        noise = noise
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let noisy = 1.0 + 0.01 * ((noise >> 40) as f64 / f64::from(1 << 24) - 0.5);
        Some(noisy * corner * REFLECTS[ink] * power * dot(to, normal) / norm(to).powi(3))
    };
    LitCard {
        light: lamps
            .iter()
            .map(|lamp| {
                let lit = places_mm.iter().zip(&inks);
                lit.map(|(place, ink)| light(lamp, place, *ink)).collect()
            })
            .collect(),
        inks,
        middle_mm: MIDDLE,
        normal,
        places_mm,
    }
}

/// How far lamps are found from where they are, in degrees as the card's middle sees them.
fn worst_deg(found: &LampsByCard, there: &[[f64; 3]]) -> f64 {
    let unit = |place: &[f64; 3]| {
        let to: [f64; 3] = std::array::from_fn(|i| place[i] - MIDDLE[i]);
        to.map(|v| v / norm(to))
    };
    let angles = found.places_mm.iter().zip(there);
    angles
        .map(|(found, there)| dot(unit(found), unit(there)).min(1.0).acos().to_degrees())
        .fold(0.0, f64::max)
}

fn ring(distance_mm: f64) -> Vec<[f64; 3]> {
    (0..8)
        .map(|i| lamp(distance_mm, 45.0 * f64::from(i), 45.0))
        .collect()
}

#[test]
fn a_ring_at_a_distance_that_was_measured_is_found() {
    let there = ring(480.0);
    let mut card = lit(&there, 1e5);
    // A finger over a corner in one picture, and a burnt-out place.
    for place in 0..6 {
        card.light[2][place] = card.light[2][place].map(|light| 0.3 * light);
    }
    card.light[5][40] = None;
    let told = LampsTold {
        distance_mm: Some(480.0),
        intensities: None,
    };
    let found = card.lamps(&told, [0.0, 0.0, 420.0]).unwrap();
    assert!(worst_deg(&found, &there) < 1.5, "{}", worst_deg(&found, &there));
    for (found, there) in found.places_mm.iter().zip(&there) {
        let away = norm(std::array::from_fn(|i| found[i] - there[i]));
        assert!(away < 20.0, "{away}: {found:?} {there:?}");
    }
    // A tape that is off by 3 % turns lamps that lean by 45 degrees so that slopes are off by twice as much; arms and lobes add to it.
    assert!((0.06..0.12).contains(&found.slopes_off), "{}", found.slopes_off);
    // The skin lies 60 mm above the card: lamps at its side throw more light onto it.
    assert!(
        found.intensities[6] > 1.1 * found.intensities[2],
        "{:?}",
        found.intensities
    );
}

#[test]
fn how_far_a_ring_is_that_nobody_measured_stays_open_and_is_said_to() {
    for intensities in [None, Some(vec![1.0; 8])] {
        let told = LampsTold {
            distance_mm: None,
            intensities,
        };
        let found = lit(&ring(480.0), 1e5).lamps(&told, MIDDLE).unwrap();
        assert!(found.slopes_off > 0.25, "{}", found.slopes_off);
    }
}

#[test]
fn lamps_that_are_alike_and_lean_differently_tell_how_far_they_are() {
    let there: Vec<[f64; 3]> = (0..8)
        .map(|i| lamp(430.0, 45.0 * f64::from(i), if i % 2 == 0 { 25.0 } else { 60.0 }))
        .collect();
    let told = LampsTold {
        distance_mm: None,
        intensities: Some(vec![1.0; 8]),
    };
    let found = lit(&there, 1e5).lamps(&told, MIDDLE).unwrap();
    assert!(worst_deg(&found, &there) < 4.0, "{}", worst_deg(&found, &there));
    assert!((0.03..0.15).contains(&found.slopes_off), "{}", found.slopes_off);
}

#[test]
fn arms_of_other_lengths_are_found_where_all_lamps_are_one() {
    let there: Vec<[f64; 3]> = (0..8)
        .map(|i| lamp([400.0, 440.0][i % 2], 45.0 * i as f64, 45.0))
        .collect();
    let told = LampsTold {
        distance_mm: Some(420.0),
        intensities: Some(vec![1.0; 8]),
    };
    let found = lit(&there, 1e5).lamps(&told, MIDDLE).unwrap();
    let away = |at: usize| norm(std::array::from_fn(|i| found.places_mm[at][i] - MIDDLE[i]));
    assert!((away(1) / away(0) - 1.1).abs() < 0.03, "{} {}", away(0), away(1));
}

#[test]
fn a_card_in_the_dark_and_no_length_are_refused_by_name() {
    let mut card = lit(&ring(480.0), 1e5);
    let told = LampsTold {
        distance_mm: Some(-3.0),
        intensities: None,
    };
    let message = card.lamps(&told, MIDDLE).unwrap_err().to_string();
    assert!(message.contains("lamp_distance_mm is -3"), "{message}");
    card.light[3][10..].fill(None);
    let message = card.lamps(&LampsTold::default(), MIDDLE).unwrap_err().to_string();
    assert!(message.contains("places with light is 10"), "{message}");
}
