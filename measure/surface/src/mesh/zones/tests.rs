use super::*;
use nalgebra::Vector3;
use relief_phantom::{FacePart, FaceScan, FaceSpec, face};

fn drawn(seed: u64, spacing_mm: f64, most_turn_deg: f64) -> FaceScan {
    face(&FaceSpec {
        seed,
        visit: 0,
        spacing_mm,
        noise_um: 10.0,
        depth_factor: 1.0,
        most_turn_deg,
    })
    .unwrap()
}

#[test]
fn a_face_is_found_whichever_way_it_is_turned() {
    for seed in 0..12 {
        let scan = drawn(seed, 1.0, 30.0);
        let found = FaceMesh::find(&scan.vertices_mm, &scan.triangles).unwrap();
        let [left, up, front] = scan.axes.map(Vector3::from);
        let frame = &found.face.frame;
        let seen_left = frame.in_space([1.0, 0.0, 0.0]);
        let angle = |a: Vector3<f64>, b: Vector3<f64>| a.angle(&b).to_degrees();
        println!(
            "seed {seed}: left off {:.2} up off {:.2} front off {:.2} zones {}",
            angle(seen_left, left),
            angle(frame.in_space([0.0, -1.0, 0.0]), up),
            angle(frame.out(), front),
            found.zones().len()
        );
        assert!(angle(seen_left, left) < 1.0, "seed {seed}");
    }
}
