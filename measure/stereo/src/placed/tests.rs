use super::*;
use crate::set::{Camera, View, dot};
use relief_grid::Mask;

const LAMPS: usize = 8;
const SIDE: usize = 360;

/// A ring of lamps that lean so far from the camera's direction, each turned and leant further by so many degrees.
fn ring(lean_deg: f64, off_deg: [[f64; 2]; LAMPS]) -> Vec<[f64; 3]> {
    let at = |(lamp, [turned, leant]): (usize, [f64; 2])| {
        let (turn, lean) = (45.0 * lamp as f64 + turned, lean_deg + leant);
        let ([sin, cos], flat) = (
            [turn.to_radians().sin(), turn.to_radians().cos()],
            lean.to_radians().sin(),
        );
        [flat * cos, flat * sin, -lean.to_radians().cos()]
    };
    off_deg.into_iter().enumerate().map(at).collect()
}

/// Wavy skin under lamps of these intensities.
fn shown(lamps: &[[f64; 3]], intensities: [f64; LAMPS]) -> Light {
    let everywhere = Mask::filled(SIDE, SIDE, true);
    let frame = |(toward, intensity): (&[f64; 3], f64)| {
        Raster::from_fn(SIDE, SIDE, |x, y| {
            let (x, y) = (x as f64 / 40.0, y as f64 / 30.0);
            let slopes = [0.2 * x.sin() + 0.05 * y.cos(), 0.15 * (y + 0.3 * x).sin()];
            let length = (1.0 + slopes[0] * slopes[0] + slopes[1] * slopes[1]).sqrt();
            let normal = [-slopes[0], -slopes[1], -1.0].map(|v| v / length);
            let light = (intensity * dot(normal, *toward)) as f32;
            [0.5 * light, 0.3 * light, 0.2 * light]
        })
    };
    Light {
        colours: lamps.iter().zip(intensities).map(frame).collect(),
        usable: vec![everywhere.clone(); lamps.len()],
        skin: everywhere,
        view: View::Orthographic { mm_per_px: 0.05 },
    }
}

fn told(lamps: &[[f64; 3]]) -> Lamps {
    let lights = lamps.iter().map(|toward| set::Light::Distant(*toward));
    Lamps::new(lights, View::Orthographic { mm_per_px: 0.05 })
}

fn even() -> Vec<Found> {
    let still = Found {
        shift_px: [0.0; 2],
        intensity: 1.0,
    };
    vec![still; LAMPS]
}

/// Turned and leant by about three degrees each, and by none on average.
const HELD: [[f64; 2]; LAMPS] = [
    [4.0, -2.0],
    [-3.0, 4.0],
    [5.0, 1.0],
    [-5.0, -4.0],
    [2.0, 3.0],
    [-4.0, -3.0],
    [3.0, 4.0],
    [-2.0, -3.0],
];

#[test]
fn lamps_that_a_hand_held_are_found_where_they_were() {
    let there = ring(45.0, HELD);
    let placed = placed(
        &shown(&there, [1.0; LAMPS]),
        told(&ring(45.0, [[0.0; 2]; LAMPS])),
        even(),
        true,
    );
    let off_deg = placed.off_rad.unwrap().to_degrees();
    // They are 2.9 off; half of the numbers are spare, so that it is told to a quarter.
    assert!((2.0..4.2).contains(&off_deg), "{off_deg}");
    // What all have in common stays: a turn or another lean, here of half a degree.
    for (found, there) in placed.lamps.middle().iter().zip(&there) {
        let away = dot(*found, *there).min(1.0).acos().to_degrees();
        assert!(away < 1.2, "{away}: {found:?} {there:?}");
    }
    let share = placed.slopes_off();
    assert!((share / (off_deg.to_radians() / 8f64.sqrt() * 2.0) - 1.0).abs() < 0.02);
}

#[test]
fn a_ring_that_is_wider_than_it_was_told_to_be_leaves_nothing() {
    let placed = placed(
        &shown(&ring(50.0, [[0.0; 2]; LAMPS]), [1.0; LAMPS]),
        told(&ring(45.0, [[0.0; 2]; LAMPS])),
        even(),
        true,
    );
    assert!(placed.off_rad.unwrap() < 1e-3 && placed.known);
    let lean = placed.lamps.middle()[0][2];
    assert!((lean + 45f64.to_radians().cos()).abs() < 1e-9);
}

#[test]
fn a_picture_that_is_brighter_than_it_was_told_to_be_is_told_from_a_lamp_elsewhere() {
    let lamps = ring(45.0, [[0.0; 2]; LAMPS]);
    let mut brighter = [1.0; LAMPS];
    brighter[3] = 1.1;
    let placed = placed(&shown(&lamps, brighter), told(&lamps), even(), true);
    assert!(placed.off_rad.unwrap() < LEAST_OFF && !placed.known);
    let ratio = placed.found[3].intensity / placed.found[0].intensity;
    assert!((ratio - 1.1).abs() < 0.06, "{ratio}");
}

#[test]
fn few_lamps_and_near_ones_stay() {
    let few = ring(45.0, HELD)[..5].to_vec();
    let of_few = placed(&shown(&few, [1.0; LAMPS]), told(&few), even()[..5].to_vec(), true);
    assert!(of_few.off_rad.is_none() && of_few.known && of_few.slopes_off() == 0.0);
    // As far off as lamps that would be moved, but near.
    let mut light = shown(&ring(45.0, HELD), [1.0; LAMPS]);
    light.view = View::Perspective(Camera {
        fx: 8000.0,
        fy: 8000.0,
        cx: 180.0,
        cy: 180.0,
        k1: 0.0,
        distance_mm: 400.0,
    });
    let places = ring(45.0, [[0.0; 2]; LAMPS]);
    let places = places.iter().map(|toward| {
        let [x, y, z] = toward.map(|v| 300.0 * v);
        set::Light::Near([x, y, z + 400.0])
    });
    let of_near = placed(&light, Lamps::new(places, light.view), even(), true);
    assert!(of_near.off_rad.is_none() && of_near.known);
}

#[test]
fn skin_that_is_flat_tells_nothing_of_lamps() {
    let lamps = ring(45.0, [[0.0; 2]; LAMPS]);
    let mut light = shown(&lamps, [1.0; LAMPS]);
    let mut noise = 7u64;
    for (frame, toward) in light.colours.iter_mut().zip(&lamps) {
        for pixel in frame.data_mut() {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let noisy = 1.0 + 0.05 * ((noise >> 40) as f32 / (1u32 << 24) as f32 - 0.5);
            *pixel = [0.5, 0.3, 0.2].map(|albedo: f32| albedo * noisy * -toward[2] as f32);
        }
    }
    let placed = placed(&light, told(&lamps), even(), true);
    assert!(placed.off_rad.is_none() && placed.known);
    for (stays, lamp) in placed.lamps.middle().iter().zip(&lamps) {
        assert!(dot(*stays, *lamp) > 1.0 - 1e-12);
    }
}
