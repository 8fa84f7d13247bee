//! A cone on a slope, whose heights are known everywhere.

use super::*;
use relief_grid::{Pitch, Raster, ScaleSource};
use relief_surface::scars::{Scar, ScarSettings, find_scars_in_relief};

const PITCH_MM: f64 = 0.05;
const CELLS: usize = 320;
/// In cells, so that the deepest place is one.
const CENTRE: [usize; 2] = [150, 170];
const DEPTH_MM: f64 = 0.4;
/// Half of the longer and of the shorter axis.
const HALF_MM: [f64; 2] = [2.0, 1.2];

/// A cone with an elliptic rim, longer along x, on level skin.
fn cone_mm(x: usize, y: usize) -> f64 {
    let from = |cell: usize, centre: usize| (cell as f64 - centre as f64) * PITCH_MM;
    let (dx, dy) = (from(x, CENTRE[0]), from(y, CENTRE[1]));
    -DEPTH_MM * (1.0 - (dx / HALF_MM[0]).hypot(dy / HALF_MM[1])).max(0.0)
}

fn map(height_mm: impl Fn(usize, usize) -> f64 + Sync) -> HeightMap {
    let pitch = Pitch::from_mm_per_px(PITCH_MM).unwrap();
    HeightMap::from_nan(
        Raster::from_fn(CELLS, CELLS, height_mm),
        pitch,
        pitch,
        ScaleSource::Given,
    )
}

fn found(map: &HeightMap) -> (Vec<Scar>, Relief) {
    find_scars_in_relief(map, &ScarSettings::default()).unwrap()
}

fn places(scars: &[Scar]) -> Vec<Place<'_>> {
    let places = (1..).zip(scars).map(|(id, scar)| Place {
        id,
        centre_mm: scar.centre_mm,
        outline_mm: &scar.outline_mm,
        deeper: 0,
    });
    places.collect()
}

fn view(map: &HeightMap) -> ScanView {
    let (scars, relief) = found(map);
    let scans = Scans {
        first: (map, &relief),
        second: None,
    };
    ScanView::of(scans, &places(&scars))
}

#[test]
fn a_section_is_the_maps_own_cells_along_the_scars_length() {
    let view = view(&map(cone_mm));
    let [section] = view.sections.as_slice() else {
        panic!("{} sections", view.sections.len());
    };
    assert!((section.step_mm - PITCH_MM).abs() < 1e-12);
    let heights = &section.heights_um[0];
    let deepest = heights
        .iter()
        .position(|height| *height == heights.iter().flatten().copied().reduce(f64::min));
    let deepest = deepest.unwrap();
    for (at, height) in heights.iter().enumerate() {
        let x = CENTRE[0] + at - deepest;
        let expected = 1e3 * cone_mm(x, CENTRE[1]);
        assert!(
            (height.unwrap() - expected).abs() < 1e-6,
            "{at}: {height:?} {expected}"
        );
    }
    // The outline runs at a tenth of the depth.
    let length_mm = (section.outline[1] - section.outline[0]) as f64 * section.step_mm;
    assert!((length_mm - 2.0 * 0.9 * HALF_MM[0]).abs() < 0.2, "{length_mm}");
}

#[test]
fn a_section_on_tilted_skin_stands_on_its_normal() {
    // 20 degrees: a depth along the map's axis is longer than along the normal.
    let slope = 20f64.to_radians().tan();
    let view = view(&map(|x, y| cone_mm(x, y) + slope * PITCH_MM * y as f64));
    let heights = view.sections[0].heights_um[0].iter().flatten();
    let deepest = heights.copied().reduce(f64::min).unwrap();
    let expected = -1e3 * DEPTH_MM * 20f64.to_radians().cos();
    assert!((deepest - expected).abs() < 1e-3, "{deepest} {expected}");
}

#[test]
fn cells_that_were_not_measured_leave_a_gap() {
    let view = view(&map(|x, y| {
        if x == CENTRE[0] + 20 {
            f64::NAN
        } else {
            cone_mm(x, y)
        }
    }));
    let heights = &view.sections[0].heights_um[0];
    assert_eq!(heights.iter().filter(|height| height.is_none()).count(), 1);
}

#[test]
fn both_scans_are_cut_at_the_same_place() {
    let before = map(cone_mm);
    // Shifted by whole cells, and half as deep.
    let after = map(|x, y| 0.5 * cone_mm(x + 10, y + 4));
    let (scars, first) = found(&before);
    let (_, second) = found(&after);
    let motion = Motion {
        rotation_rad: 0.0,
        shift_mm: [-10.0 * PITCH_MM, -4.0 * PITCH_MM],
        centre_mm: [0.0, 0.0],
    };
    let scans = Scans {
        first: (&before, &first),
        second: Some((&after, &second, &motion)),
    };
    let view = ScanView::of(scans, &places(&scars));
    let [before, after] = view.sections[0].heights_um.as_slice() else {
        panic!("one of each scan");
    };
    for (before, after) in before.iter().zip(after) {
        assert!((after.unwrap() - 0.5 * before.unwrap()).abs() < 1e-6);
    }
    let texture = view.texture.unwrap();
    let (_, unit, [before, after]) = texture.parameters.iter().find(|row| row.0 == "Sq").unwrap();
    assert!(unit == "um" && after < before, "{before} {after}");
    assert!(
        texture
            .applied
            .iter()
            .any(|(name, _)| name == "l_filter_gaussian_mm")
    );
}

#[test]
fn the_relief_is_picked_from_its_cells_and_small_enough_for_a_page() {
    let cells = 640;
    let pitch = Pitch::from_mm_per_px(0.1).unwrap();
    let heights = Raster::from_fn(cells, cells / 2, |x, y| {
        let from = ((x as f64 - 300.0) * 0.1).hypot((y as f64 - 160.0) * 0.1);
        if x < 8 {
            f64::NAN
        } else {
            -0.3 * (1.0 - from / 3.0).max(0.0)
        }
    });
    let map = HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given);
    let grid = view(&map).relief;
    assert_eq!((grid.width, grid.height), (160, 80));
    assert!((grid.pitch_mm[0] - 0.4).abs() < 1e-12);
    let height = |x: usize, y: usize| grid.heights_um[0][y * grid.width + x];
    assert_eq!((height(0, 5), height(1, 5)), (None, None));
    // The middle of the cone lies in a cell that was picked.
    assert!((height(75, 40).unwrap() + 300).abs() < 15, "{:?}", height(75, 40));
    let [scar] = grid.scars.as_slice() else {
        panic!("{} scars", grid.scars.len());
    };
    assert!((scar.x - 75.0).abs() < 0.5 && (scar.y - 40.0).abs() < 0.5);
}
