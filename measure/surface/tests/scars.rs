//! Scars of closed form on skin of closed form: what is found, how exactly, and what is no scar.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
use relief_surface::scars::{Scar, ScarSettings, ScarType, find_scars};
use std::f64::consts::PI;

const PITCH_MM: f64 = 0.05;
/// A cheek's radius.
const RADIUS_MM: f64 = 80.0;
const SIDE: usize = 400;

/// A round pit: centre, radius and depth in mm, and how deep it is at a share of its radius.
struct Pit {
    at: [f64; 2],
    radius: f64,
    depth: f64,
    profile: fn(f64) -> f64,
}

fn cone(share: f64) -> f64 {
    1.0 - share
}

fn bowl(share: f64) -> f64 {
    0.5 + 0.5 * (PI * share).cos()
}

/// Flat to 80 %, then a wall.
fn boxy(share: f64) -> f64 {
    ((1.0 - share) / 0.2).min(1.0)
}

/// A cheek with furrows of 12 µm in two directions, and pits.
fn skin(side: usize, pits: &[Pit]) -> Raster<f64> {
    let half = side as f64 * PITCH_MM / 2.0;
    Raster::from_fn(side, side, |x, y| {
        let at = [x as f64 * PITCH_MM, y as f64 * PITCH_MM];
        let (u, v) = (at[0] - half, at[1] - half);
        let form = (RADIUS_MM * RADIUS_MM - u * u - v * v).sqrt() - RADIUS_MM;
        let relief = 0.012 * ((at[0] * 9.1 + at[1] * 3.7).sin() + (at[1] * 11.3 - at[0] * 4.9).sin()) / 2.0;
        let pits: f64 = pits
            .iter()
            .map(|pit| {
                let share = (at[0] - pit.at[0]).hypot(at[1] - pit.at[1]) / pit.radius;
                if share < 1.0 {
                    pit.depth * (pit.profile)(share)
                } else {
                    0.0
                }
            })
            .sum();
        form + relief - pits
    })
}

fn map(heights: Raster<f64>) -> HeightMap {
    let pitch = Pitch::from_mm_per_px(PITCH_MM).unwrap();
    HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
}

fn found(heights: Raster<f64>) -> Vec<Scar> {
    find_scars(&map(heights), &ScarSettings::default()).unwrap()
}

fn pits() -> [Pit; 3] {
    [
        Pit {
            at: [4.0, 4.0],
            radius: 0.7,
            depth: 0.6,
            profile: cone,
        },
        Pit {
            at: [15.0, 5.0],
            radius: 1.4,
            depth: 0.4,
            profile: boxy,
        },
        Pit {
            at: [9.0, 14.0],
            radius: 2.8,
            depth: 0.35,
            profile: bowl,
        },
    ]
}

#[test]
fn each_type_is_found_and_measured() {
    let scars = found(skin(SIDE, &pits()));
    assert_eq!(scars.len(), 3, "{scars:?}");
    // Volume of a profile p(r): 2π R² ∫ p r dr.
    let volumes = [1.0 / 3.0, 1.0 - 0.2 + 0.04 / 3.0, 1.0 - 4.0 / (PI * PI)].map(|share| PI * share);
    let volumes = [volumes[0], volumes[1], volumes[2] / 2.0];
    let types = [ScarType::IcePick, ScarType::Boxcar, ScarType::Rolling];
    for ((pit, share), kind) in pits().iter().zip(volumes).zip(types) {
        let near = |scar: &&Scar| (scar.centre_mm[0] - pit.at[0]).hypot(scar.centre_mm[1] - pit.at[1]) < 0.1;
        let scar = scars.iter().find(near).unwrap();
        assert_eq!(scar.scar_type, kind);
        let depth = scar.depth_mm.value / pit.depth - 1.0;
        // A tip without any rounding is read low: over the two cells that noise asks for, a quadratic stands 0.27 cells' slope below
        // it, and smoothing finds the foot of so small a cone a little inside.
        let exact = if kind == ScarType::IcePick { 0.1 } else { 0.03 };
        assert!(depth.abs() < exact, "{kind:?}: depth {depth:+.3}");
        let volume = scar.volume_mm3.value / (share * pit.depth * pit.radius * pit.radius) - 1.0;
        assert!(volume.abs() < 0.04, "{kind:?}: volume {volume:+.3}");
        let [low, high] = scar.volume_mm3.ci95;
        assert!(low > 0.0 && high < 1.5 * scar.volume_mm3.value);
        // The outline encloses the area, seen from above.
        let next = scar.outline_mm.iter().cycle().skip(1);
        let twice: f64 = scar
            .outline_mm
            .iter()
            .zip(next)
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        assert!((twice / 2.0 / scar.area_mm2.value - 1.0).abs() < 0.03);
    }
}

#[test]
fn skin_with_moles_pores_and_a_wrinkle_has_no_scar() {
    let mut heights = skin(SIDE, &[]);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let at = [x as f64 * PITCH_MM, y as f64 * PITCH_MM];
            let mole = (at[0] - 6.0).hypot(at[1] - 6.0);
            let pore = ((at[0] % 1.6) - 0.8).hypot((at[1] % 1.6) - 0.8);
            let wrinkle = (at[0] - 14.0 - 0.1 * at[1]).abs();
            heights[(x, y)] += 0.5 * (-mole * mole).exp()
                - 0.06 * (-pore * pore / 0.01).exp()
                - 0.2 * (-wrinkle * wrinkle / 0.05).exp();
        }
    }
    let scars = found(heights);
    assert!(scars.is_empty(), "{scars:?}");
}

#[test]
fn a_hollow_wider_than_scars_is_the_form_of_the_face() {
    let hollow = Pit {
        at: [20.0, 20.0],
        radius: 7.5,
        depth: 0.35,
        profile: bowl,
    };
    let scar = Pit {
        at: [8.0, 9.0],
        radius: 5.0,
        depth: 0.35,
        profile: bowl,
    };
    let scars = found(skin(800, &[hollow, scar]));
    let [only] = scars.as_slice() else {
        panic!("{scars:?}")
    };
    assert!((only.centre_mm[0] - 8.0).hypot(only.centre_mm[1] - 9.0) < 0.3);
    assert!(only.width_mm.value > 6.0);
}

#[test]
fn cells_that_were_not_measured_within_a_scar_change_little() {
    let [_, _, rolling] = pits();
    let whole = found(skin(SIDE, &pits()));
    let mut heights = skin(SIDE, &pits());
    for y in 0..SIDE {
        for x in 0..SIDE {
            let at = [x as f64 * PITCH_MM, y as f64 * PITCH_MM];
            if (at[0] - rolling.at[0] - 0.8).hypot(at[1] - rolling.at[1]) < 0.3 {
                heights[(x, y)] = f64::NAN;
            }
        }
    }
    let holed = found(heights);
    assert_eq!(holed.len(), whole.len());
    let volume = |scars: &[Scar]| scars.iter().map(|scar| scar.volume_mm3.value).sum::<f64>();
    assert!((volume(&holed) / volume(&whole) - 1.0).abs() < 0.01);
}

#[test]
fn a_hair_across_a_scar_neither_parts_nor_fills_it() {
    let whole = found(skin(SIDE, &pits()));
    let mut heights = skin(SIDE, &pits());
    // Over the middles of the boxcar and of the rolling scar, 0.1 mm wide and 0.3 mm above the skin, bent a little as hairs are.
    for y in 0..SIDE {
        let along = y as f64 * PITCH_MM;
        let across = 15.0 - (along - 5.0) * 6.0 / 9.0 + 0.2 * (along * 0.9).sin();
        let first = (across / PITCH_MM) as usize;
        for x in (first..first + 2).filter(|x| *x < SIDE) {
            heights[(x, y)] += 0.3;
        }
    }
    let hairy = found(heights);
    assert_eq!(hairy.len(), whole.len(), "{hairy:?}");
    for (with, without) in hairy.iter().zip(&whole) {
        assert_eq!(with.scar_type, without.scar_type);
        let share = |of: fn(&Scar) -> f64| of(with) / of(without) - 1.0;
        assert!(share(|scar| scar.depth_mm.value).abs() < 0.03);
        assert!(share(|scar| scar.volume_mm3.value).abs() < 0.04);
    }
}

#[test]
fn a_scar_that_the_border_cuts_is_left_out() {
    let pit = Pit {
        at: [10.0, 0.3],
        radius: 1.5,
        depth: 0.4,
        profile: bowl,
    };
    assert!(found(skin(SIDE, &[pit])).is_empty());
}

#[test]
fn the_same_map_gives_the_same_numbers_on_one_thread() {
    let map = map(skin(SIDE, &pits()));
    let many = find_scars(&map, &ScarSettings::default()).unwrap();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let alone = one.install(|| find_scars(&map, &ScarSettings::default()).unwrap());
    assert_eq!(many, alone);
}

#[test]
fn a_map_without_skin_around_a_scar_is_told() {
    let error = find_scars(&map(Raster::filled(20, 20, 0.0)), &ScarSettings::default()).unwrap_err();
    assert!(error.to_string().contains("are needed for scars"), "{error}");
    assert!(find_scars(&map(Raster::filled(300, 300, f64::NAN)), &ScarSettings::default()).is_err());
}
