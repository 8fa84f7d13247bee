use super::*;
use crate::scars::{Scar, ScarSettings, find_scars};
use nalgebra::Vector3;
use relief_phantom::{FacePart, FaceScan, FaceScar, FaceSpec, face};

fn drawn(seed: u64, spacing_mm: f64) -> FaceScan {
    face(&FaceSpec {
        seed,
        visit: 0,
        spacing_mm,
        noise_um: 10.0,
        depth_factor: 1.0,
        most_turn_deg: 30.0,
    })
    .unwrap()
}

fn zone_of(part: FacePart) -> Zone {
    match part {
        FacePart::LeftCheek => Zone::CheekLeft,
        FacePart::RightCheek => Zone::CheekRight,
        FacePart::Forehead => Zone::Forehead,
        FacePart::Chin => Zone::Chin,
    }
}

#[test]
fn a_face_is_found_whichever_way_it_is_turned() {
    for seed in 0..16 {
        let scan = drawn(seed, 1.0);
        let found = FaceMesh::find(&scan.vertices_mm, &scan.triangles).unwrap();
        let frame = &found.face.frame;
        let [left, up, front] = scan.axes.map(Vector3::from);
        let off =
            |seen: [f64; 3], true_axis: Vector3<f64>| frame.in_space(seen).angle(&true_axis).to_degrees();
        assert!(off([1.0, 0.0, 0.0], left) < 0.5, "seed {seed}");
        // From base to root of the nose a face leans back by about 10°.
        let [lean, turn] = [off([0.0, -1.0, 0.0], up), off([0.0, 0.0, 1.0], front)];
        assert!(lean < 15.0 && turn < 15.0, "seed {seed}: {lean}° {turn}°");
        let nose = found.face.nose_mm / scan.nose_mm;
        assert!((nose - 1.0).abs() < 0.03, "seed {seed}: {nose}");
        let zones = found.zones();
        for zone in Zone::ALL.into_iter().filter(|zone| *zone != Zone::Neck) {
            assert!(zones.contains(&zone), "seed {seed}: {zone:?} of {zones:?}");
        }
    }
}

#[test]
fn scars_lie_in_the_zone_of_their_side() {
    for seed in 0..16 {
        let scan = drawn(seed, 1.0);
        let found = FaceMesh::find(&scan.vertices_mm, &scan.triangles).unwrap();
        for scar in &scan.scars {
            let [x, y, _] = found.face.frame.seen(scar.bottom_mm);
            let place = found.face.place([x, y]);
            let zones: Vec<Zone> = Zone::ALL.into_iter().filter(|zone| zone.holds(place)).collect();
            assert_eq!(zones, [zone_of(scar.part)], "seed {seed}: {place:?}");
        }
    }
}

/// Of scars found on a zone the one at a place of the mesh.
fn at<'a>(scars: &'a [Scar], cut: &Cut, scar: &FaceScar) -> Option<&'a Scar> {
    let corners = cut
        .triangles
        .iter()
        .flatten()
        .map(|corner| cut.flat[*corner as usize]);
    let first = corners.fold([f64::INFINITY; 2], |least, corner| {
        [0, 1].map(|axis| least[axis].min(corner[axis]))
    });
    let [x, y, _] = cut.laid(scar.bottom_mm);
    scars
        .iter()
        .find(|found| (found.centre_mm[0] - x + first[0]).hypot(found.centre_mm[1] - y + first[1]) < 0.7)
}

#[test]
fn scars_are_as_deep_in_their_zone_as_they_are() {
    let mut errors = Vec::new();
    for seed in [1, 2] {
        let scan = drawn(seed, 0.22);
        let found = FaceMesh::find(&scan.vertices_mm, &scan.triangles).unwrap();
        for zone in [Zone::CheekLeft, Zone::CheekRight, Zone::Forehead, Zone::Chin] {
            let map = found.height_map(zone, None).unwrap();
            let cut = Cut::of(&found.face, zone, &scan.vertices_mm, &scan.triangles).unwrap();
            let scars = find_scars(&map, &ScarSettings::default()).unwrap();
            for scar in scan.scars.iter().filter(|scar| zone_of(scar.part) == zone) {
                let measured = at(&scars, &cut, scar).unwrap_or_else(|| panic!("seed {seed}: {scar:?}"));
                let error = measured.depth_mm.value / scar.depth_mm - 1.0;
                // Micro-relief of 20 µm lies on scars of 0.3 mm.
                assert!(error.abs() < 0.07, "seed {seed}: {scar:?}: {error}");
                errors.push(error.abs());
            }
        }
    }
    errors.sort_by(f64::total_cmp);
    assert!(errors[errors.len() / 2] < 0.03, "{errors:?}");
}

#[test]
fn a_whole_head_that_faces_nowhere_has_its_face_found() {
    let mut scan = drawn(4, 1.5);
    // A back to it: the face's own mesh, pushed back and turned inside out.
    let front = Vector3::from(scan.axes[2]);
    let corners = scan.vertices_mm.len() as u32;
    let back: Vec<[f64; 3]> = scan
        .vertices_mm
        .iter()
        .map(|corner| (Vector3::from(*corner) - 150.0 * front).into())
        .collect();
    let inside_out: Vec<[u32; 3]> = scan
        .triangles
        .iter()
        .map(|[a, b, c]| [*a, *c, *b].map(|corner| corner + corners))
        .collect();
    scan.vertices_mm.extend(back);
    scan.triangles.extend(inside_out);
    assert!(super::super::height_map(&scan.vertices_mm, &scan.triangles, None).is_err());
    let found = FaceMesh::find(&scan.vertices_mm, &scan.triangles).unwrap();
    let [left, _, seen_front] = scan.axes.map(Vector3::from);
    let seen_left = found.face.frame.in_space([1.0, 0.0, 0.0]);
    assert!(seen_left.angle(&left).to_degrees() < 1.0);
    assert!(found.face.frame.out().angle(&seen_front).to_degrees() < 15.0);
}
