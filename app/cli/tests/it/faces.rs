//! Meshes of whole faces: told as such, and cut into zones.

use crate::program::Bench;
use relief_phantom::{FaceSpec, ScanSpec, face, scan};
use serde_json::Value;
use std::fmt::Write as _;

/// A face of coarse triangles as OBJ.
fn bench() -> Bench {
    let drawn = face(&FaceSpec {
        seed: 3,
        visit: 1,
        spacing_mm: 1.5,
        noise_um: 10.0,
        depth_factor: 1.0,
        most_turn_deg: 25.0,
    })
    .unwrap();
    let mut text = String::new();
    for [x, y, z] in &drawn.vertices_mm {
        writeln!(text, "v {x} {y} {z}").unwrap();
    }
    for triangle in &drawn.triangles {
        let [a, b, c] = triangle.map(|corner| corner + 1);
        writeln!(text, "f {a} {b} {c}").unwrap();
    }
    let bench = Bench::empty();
    bench.write("face.obj", text.as_bytes());
    bench
}

#[test]
fn a_whole_face_is_told_with_its_zones_and_one_of_them_is_measured() {
    let bench = bench();
    let whole = bench.run(&["measure", "face.obj", "--json"]);
    assert_eq!(whole.code, 0, "{}", whole.err);
    assert!(
        whole.err.contains("--zone") && whole.err.contains("forehead") && whole.err.contains("cheek_left"),
        "{}",
        whole.err
    );
    assert_eq!(whole.err.lines().count(), 1, "{}", whole.err);
    let result: Value = serde_json::from_str(&whole.out).unwrap();
    assert!(result["warnings"][0].as_str().unwrap().contains("whole face"));
    assert!(result["settings"]["zone"].is_null());
    let part = bench.run(&["measure", "face.obj", "--zone", "cheek_left", "--json"]);
    assert_eq!((part.code, part.err.as_str()), (0, ""));
    let result: Value = serde_json::from_str(&part.out).unwrap();
    assert_eq!(result["settings"]["zone"], "cheek_left");
    let warnings = result["warnings"].as_array().unwrap();
    assert!(
        warnings.len() == 1 && warnings[0].as_str().unwrap().contains("laid flat"),
        "{warnings:?}"
    );
    // From the nose to before the ear a cheek is 7 to 9 cm wide.
    let input = &result["inputs"][0];
    let width_mm = input["width"].as_f64().unwrap() * input["mm_per_px"].as_f64().unwrap();
    assert!((60.0..95.0).contains(&width_mm), "{width_mm}");
}

#[test]
fn a_zone_that_cannot_be_is_one_line_with_what_to_do() {
    let bench = bench();
    let map = scan(&ScanSpec {
        seed: 3,
        visit: 0,
        pitch_mm: 0.2,
        noise_um: 10.0,
        depth_factor: 1.0,
        most_turn_deg: 0.0,
    });
    let map = relief_formats::write(&map.unwrap().map, relief_formats::Output::X3p).unwrap();
    bench.write("cheek.x3p", &map);
    // A tilted plane of 8 × 8 cells.
    let mut plane = String::new();
    for i in 0..81 {
        writeln!(plane, "v {} {} {}", i % 9, i / 9, 0.1 * f64::from(i % 9)).unwrap();
    }
    for i in (0..72).filter(|i| i % 9 < 8) {
        writeln!(plane, "f {} {} {} {}", i + 1, i + 2, i + 11, i + 10).unwrap();
    }
    bench.write("plane.obj", plane.as_bytes());
    let neck = bench.run(&["measure", "face.obj", "--zone", "neck"]);
    neck.is_refusal_of_work(1, "zone neck");
    let map = bench.run(&["measure", "cheek.x3p", "--zone", "chin"]);
    map.is_refusal_of_work(1, "--roi");
    let flat = bench.run(&["measure", "plane.obj", "--zone", "chin"]);
    flat.is_refusal_of_work(1, "no whole face");
    let ear = bench.run(&["measure", "face.obj", "--zone", "ear"]);
    assert_eq!(ear.code, 2);
    assert!(ear.err.contains("cheek_left"), "{}", ear.err);
}
