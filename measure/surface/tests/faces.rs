//! Zones of whole faces: what changed on them between two visits, and what is no face.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_estimate::Verdict;
use relief_grid::HeightMap;
use relief_phantom::{FaceSpec, ScanSpec, face, scan};
use relief_surface::SurfaceError;
use relief_surface::change::{CheckCode, CompareSettings, SurfaceComparison, compare};
use relief_surface::mesh::{FaceMesh, Zone};

fn zone(zone: Zone, visit: u64, depth_factor: f64) -> HeightMap {
    let drawn = face(&FaceSpec {
        seed: 8,
        visit,
        spacing_mm: 0.3,
        noise_um: 10.0,
        depth_factor,
        most_turn_deg: 30.0,
    })
    .unwrap();
    let found = FaceMesh::find(&drawn.vertices_mm, &drawn.triangles).unwrap();
    found.height_map(zone, None).unwrap()
}

fn compared(before: &HeightMap, after: &HeightMap) -> SurfaceComparison {
    compare(before, after, &CompareSettings::default()).unwrap()
}

#[test]
fn a_cheek_is_found_again_on_the_face_of_another_visit_with_what_changed() {
    let before = zone(Zone::CheekLeft, 0, 1.0);
    let same = compared(&before, &zone(Zone::CheekLeft, 1, 1.0));
    assert!(same.comparable(), "{:?}", same.checks);
    assert_eq!(same.verdict, Verdict::NoDetectableChange);
    let treated = compared(&before, &zone(Zone::CheekLeft, 2, 0.7));
    let deep = treated
        .scars
        .iter()
        .filter(|scar| scar.before.depth_mm.value > 0.3);
    let deep: Vec<f64> = deep
        .map(|scar| scar.after.depth_mm.value / scar.before.depth_mm.value)
        .collect();
    assert_eq!(deep.len(), 3);
    assert!(deep.iter().all(|share| (share - 0.7).abs() < 0.05), "{deep:?}");
    assert_eq!(treated.verdict, Verdict::Improved, "{:?}", treated.changes);
}

#[test]
fn the_other_cheek_is_refused() {
    let found = compared(&zone(Zone::CheekLeft, 0, 1.0), &zone(Zone::CheekRight, 1, 1.0));
    assert_eq!(found.verdict, Verdict::NotComparable);
    let failed = found.checks.iter().find(|check| !check.passed).unwrap();
    assert!(
        matches!(failed.code, CheckCode::DifferentSkin | CheckCode::Registration),
        "{failed:?}"
    );
}

/// Places in rows of so many columns as a mesh that is seen from `z`, x to the right and y down.
fn mesh(columns: usize, vertices: &[[f64; 3]]) -> Vec<[u32; 3]> {
    let corner = |x: usize, y: usize| (y * columns + x) as u32;
    let cells = (0..vertices.len() / columns - 1).flat_map(|y| (0..columns - 1).map(move |x| (x, y)));
    cells
        .flat_map(|(x, y)| {
            let [a, b, c, d] = [
                corner(x, y),
                corner(x + 1, y),
                corner(x, y + 1),
                corner(x + 1, y + 1),
            ];
            [[a, c, b], [b, c, d]]
        })
        .collect()
}

#[test]
fn a_head_without_a_nose_and_a_patch_of_cheek_are_no_faces() {
    let columns = 121;
    let head: Vec<[f64; 3]> = (0..columns * 121)
        .map(|i| {
            let [left, down] = [i % columns, i / columns].map(|k| (k as f64 / 60.0 - 1.0) * 1.3);
            [
                70.0 * left.sin() * down.cos(),
                110.0 * down.sin(),
                85.0 * left.cos() * down.cos(),
            ]
        })
        .map(|[x, y, z]| [x, -y, z])
        .collect();
    let map = scan(&ScanSpec {
        seed: 5,
        visit: 0,
        pitch_mm: 0.5,
        noise_um: 10.0,
        depth_factor: 1.0,
        most_turn_deg: 0.0,
    });
    let map = map.unwrap().map;
    let patch: Vec<[f64; 3]> = (0..map.width() * map.height())
        .map(|i| {
            let (x, y) = (i % map.width(), i / map.width());
            [
                0.5 * x as f64,
                -0.5 * y as f64,
                map.height_mm(x, y).unwrap_or(0.0),
            ]
        })
        .collect();
    for (columns, vertices) in [(columns, head), (map.width(), patch)] {
        let found = FaceMesh::find(&vertices, &mesh(columns, &vertices)).unwrap_err();
        assert!(matches!(found, SurfaceError::NoFace { .. }), "{found}");
        assert!(found.to_string().contains("nose"), "{found}");
    }
}

#[test]
fn a_face_with_holes_and_a_swollen_cheek_is_found() {
    for seed in 0..6 {
        let mut drawn = face(&FaceSpec {
            seed,
            visit: 0,
            spacing_mm: 1.0,
            noise_um: 100.0,
            depth_factor: 1.0,
            most_turn_deg: 30.0,
        })
        .unwrap();
        let [left, up, front] = drawn.axes;
        let along = |axis: [f64; 3], at: [f64; 3], tip: [f64; 3]| -> f64 {
            (0..3).map(|i| axis[i] * (at[i] - tip[i])).sum()
        };
        let (tip, nose_mm) = (drawn.tip_mm, drawn.nose_mm);
        // Three millimetres more on the left cheek.
        for vertex in &mut drawn.vertices_mm {
            let [x, y] = [left, up].map(|axis| along(axis, *vertex, tip) / nose_mm);
            let swollen = 3.0 * (-0.5 * ((x - 0.8).powi(2) + y.powi(2)) / 0.09).exp();
            for i in 0..3 {
                vertex[i] += swollen * front[i];
            }
        }
        // Eyes and nostrils, and every fiftieth triangle, were not seen.
        let vertices = &drawn.vertices_mm;
        let seen = |(number, triangle): &(usize, [u32; 3])| {
            let at = vertices[triangle[0] as usize];
            let [x, y] = [left, up].map(|axis| along(axis, at, tip) / nose_mm);
            let eye = (x.abs() - 0.6).hypot(y - 0.78) < 0.2;
            let nostril = (x.abs() - 0.12).hypot(y + 0.12) < 0.07;
            !(eye || nostril || number % 50 == 0)
        };
        let triangles: Vec<[u32; 3]> = drawn
            .triangles
            .iter()
            .copied()
            .enumerate()
            .filter(seen)
            .map(|(_, triangle)| triangle)
            .collect();
        let found = FaceMesh::find(vertices, &triangles).unwrap();
        assert_eq!(
            found.zones().len(),
            Zone::ALL.len() - 1,
            "seed {seed}: {:?}",
            found.zones()
        );
    }
}

#[test]
fn half_a_face_is_none() {
    let drawn = face(&FaceSpec {
        seed: 8,
        visit: 0,
        spacing_mm: 1.0,
        noise_um: 0.0,
        depth_factor: 1.0,
        most_turn_deg: 20.0,
    })
    .unwrap();
    let left = drawn.axes[0];
    let side = |corner: u32| {
        let at = drawn.vertices_mm[corner as usize];
        (0..3)
            .map(|axis| left[axis] * (at[axis] - drawn.tip_mm[axis]))
            .sum::<f64>()
    };
    let half: Vec<[u32; 3]> = drawn
        .triangles
        .iter()
        .copied()
        .filter(|triangle| side(triangle[0]) > -12.0)
        .collect();
    let found = FaceMesh::find(&drawn.vertices_mm, &half).unwrap_err();
    assert!(matches!(found, SurfaceError::NoFace { .. }), "{found}");
}
