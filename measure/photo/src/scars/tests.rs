//! What is found as a scar, on drawn skin whose every spot is known.

use super::*;
use crate::pair::LogPlanes;
use relief_grid::{Mask, Pitch, Raster};

const MM: f64 = 0.13;
const SIDE: usize = 300;

/// What a spot takes from ln red, green and blue.
type Take = [f32; 3];

/// A spot of `radius_mm` about `(x_mm, y_mm)`. `tilt` brightens its right and darkens its left, as a lamp from the left does
/// to a pit.
#[derive(Clone, Copy)]
struct Spot {
    at_mm: [f64; 2],
    radius_mm: f64,
    take: Take,
    tilt: f32,
}

/// Pores as noise of a few pixels' width, the same in all channels, and spots on it.
fn skin(spots: &[Spot]) -> LogPlanes {
    let grain = |x: usize, y: usize| {
        let hash = (x / 3).wrapping_mul(2_654_435_761) ^ (y / 3).wrapping_mul(40_503_251);
        ((hash >> 7) % 1000) as f32 / 1000.0 - 0.5
    };
    let plane = |c: usize, level: f32| {
        Raster::from_fn(SIDE, SIDE, |x, y| {
            let at = [x as f64 * MM, y as f64 * MM];
            let marks: f32 = spots
                .iter()
                .map(|spot| {
                    let (dx, dy) = (
                        (at[0] - spot.at_mm[0]) / spot.radius_mm,
                        (at[1] - spot.at_mm[1]) / spot.radius_mm,
                    );
                    let rim = (-(dx * dx + dy * dy).powi(3)).exp() as f32;
                    rim * (spot.tilt * dx as f32 - spot.take[c])
                })
                .sum();
            level + 0.02 * grain(x, y) + marks
        })
    };
    LogPlanes {
        red: plane(0, -0.8),
        green: plane(1, -1.3),
        blue: plane(2, -1.6),
    }
}

fn found(spots: &[Spot]) -> Vec<Footprint> {
    let pitch = Pitch::from_mm_per_px(MM).unwrap();
    let all = Mask::filled(SIDE, SIDE, true);
    let picture = skin(spots);
    let moles = pigment_mask(&picture, &all, pitch);
    find_scars(&picture, &all, &moles, pitch)
}

fn spot(x_mm: f64, y_mm: f64, take: Take, tilt: f32) -> Spot {
    Spot {
        at_mm: [x_mm, y_mm],
        radius_mm: 1.0,
        take,
        tilt,
    }
}

#[test]
fn a_pit_lit_from_one_side_is_found_where_it_is() {
    let scars = found(&[
        spot(12.0, 20.0, [0.03, 0.1, 0.1], 0.2),
        spot(28.0, 10.0, [0.03, 0.1, 0.1], 0.2),
    ]);
    assert_eq!(scars.len(), 2);
    let centre = scars[1].centre;
    assert!(
        (centre.x * MM - 12.0).abs() < 0.5 && (centre.y * MM - 20.0).abs() < 0.5,
        "{centre:?}"
    );
}

#[test]
fn a_pit_under_lamps_from_both_sides_is_found_by_the_green_it_swallows() {
    assert_eq!(found(&[spot(20.0, 20.0, [0.04, 0.22, 0.24], 0.0)]).len(), 1);
}

#[test]
fn moles_freckles_and_redness_are_no_scars() {
    assert_eq!(
        found(&[spot(20.0, 20.0, [0.7, 1.05, 1.24], 0.0)]).len(),
        0,
        "mole"
    );
    assert_eq!(
        found(&[spot(20.0, 20.0, [0.1, 0.15, 0.21], 0.0)]).len(),
        0,
        "freckle"
    );
    assert_eq!(
        found(&[spot(20.0, 20.0, [0.015, 0.25, 0.18], 0.0)]).len(),
        0,
        "redness"
    );
}

#[test]
fn skin_without_spots_has_no_scars_nor_has_what_the_edge_cuts() {
    assert_eq!(found(&[]).len(), 0);
    assert_eq!(found(&[spot(2.0, 20.0, [0.03, 0.1, 0.1], 0.2)]).len(), 0);
}

#[test]
fn a_crease_is_too_slender_for_a_scar() {
    let crease: Vec<Spot> = (0..24)
        .map(|i| Spot {
            radius_mm: 0.5,
            ..spot(12.0 + 0.5 * f64::from(i), 20.0, [0.04, 0.12, 0.12], 0.0)
        })
        .collect();
    assert_eq!(found(&crease).len(), 0);
}
