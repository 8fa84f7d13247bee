//! Scans that other programs wrote, against what other programs read from them (oracle/formats).

use super::wave::{HEIGHT, WIDTH, assert_read_alike, data, expected, map_of, options, read_file, wave};
use relief_formats::{LengthUnit, Mesh, Options, Scan, read};
use serde_json::Value;

/// The oracle prints ten digits of heights of up to 0.2 mm (and of up to 10⁵ where an array's numbers stand for
/// themselves); the numbers in the files are the same for all.
const TEN_DIGITS: f64 = 1e-9;
/// surfalize's SUR has steps of 0.05 nm, and programs multiply in different orders and precisions.
const SUR_MM: f64 = 1e-8;

#[test]
fn maps_read_as_others_read_them() {
    let mut compared = 0;
    for (name, readers) in expected()["made"].as_object().unwrap() {
        let map = map_of(&data("made").join(name));
        for (reader, other) in readers.as_object().unwrap() {
            if !other.is_object() || (name == "counts.plu" && reader == "surfalize") {
                continue;
            }
            let largest = map
                .heights_mm()
                .data()
                .iter()
                .fold(1.0_f64, |largest, h| largest.max(h.abs()));
            let sur = name.ends_with(".sur");
            let tolerance_mm = if sur { SUR_MM } else { largest * TEN_DIGITS };
            assert_read_alike(
                &format!("{name} by {reader}"),
                &map,
                other,
                reader == "gwyddion",
                sur,
                tolerance_mm,
            );
            compared += 1;
        }
    }
    assert!(compared >= 24, "{compared} comparisons");
}

#[test]
fn maps_are_the_wave_that_was_written() {
    for name in [
        "counts.plu",
        "float32.tif",
        "float64.npy",
        "fortran_big_endian.npy",
        "gsffile.gsf",
        "points.xyz",
        "points.csv",
        "surfalize.al3d",
        "surfalize.x3p",
        "surfalize_float32.x3p",
        "surfalize_ascii.sdf",
        "surfalize_binary.sdf",
    ] {
        let (map, wave) = (map_of(&data("made").join(name)), wave());
        assert_eq!(map.valid(), wave.valid(), "{name}");
        // Half a last digit of the four that points.csv is written with; the others are closer.
        let tolerance_mm = if name == "points.csv" { 0.5001e-4 } else { 1e-6 };
        for y in 0..wave.height() {
            for x in 0..wave.width() {
                if let (Some(ours), Some(written)) = (map.height_mm(x, y), wave.height_mm(x, y)) {
                    assert!(
                        (ours - written).abs() <= tolerance_mm,
                        "{name} ({x}, {y}): {ours}, {written}"
                    );
                }
            }
        }
    }
}

/// surfalize takes a layer's two counts for its first two heights: everything is two cells late.
#[test]
fn counts_of_a_layer_are_no_heights() {
    let map = map_of(&data("made/counts.plu"));
    let surfalize = expected()["made"]["counts.plu"]["surfalize"]["heights_mm"].clone();
    for at in 0..WIDTH * HEIGHT - 2 {
        let ours = map.height_mm(at % WIDTH, at / WIDTH);
        match (ours, surfalize[at + 2].as_f64()) {
            // surfalize takes them to mm in 32 bit floats.
            (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 1e-8, "cell {at}"),
            (ours, theirs) => assert_eq!(ours, theirs, "cell {at}"),
        }
    }
}

#[test]
fn meshes_read_as_trimesh_reads_them() {
    let mut compared = 0;
    for (name, other) in expected()["meshes"].as_object().unwrap() {
        let path = data("made").join(name);
        let Some(Scan::Mesh(mesh)) = path.exists().then(|| read_file(&path)) else {
            continue;
        };
        // A GLB is in metres by its specification, which trimesh does not ask.
        let scale = if name == "mesh.glb" { 1e3 } else { 1.0 };
        assert_mesh(name, &mesh, other, scale);
        compared += 1;
    }
    assert_eq!(compared, 6);
}

fn assert_mesh(name: &str, mesh: &Mesh, other: &Value, scale: f64) {
    assert_eq!(other["vertices"], mesh.vertices_mm.len(), "{name}");
    assert_eq!(other["triangles"], mesh.triangles.len(), "{name}");
    for axis in 0..3 {
        let along = || mesh.vertices_mm.iter().map(|vertex| vertex[axis] / scale);
        let (least, most) = (
            along().fold(f64::INFINITY, f64::min),
            along().fold(f64::NEG_INFINITY, f64::max),
        );
        for (ours, theirs) in [least, most].iter().zip(other["bounds"].as_array().unwrap()) {
            assert!(
                (ours - theirs[axis].as_f64().unwrap()).abs() < 1e-9,
                "{name}: {ours}, {theirs}"
            );
        }
    }
    let area: f64 = mesh.triangles.iter().map(|&triangle| area(mesh, triangle)).sum();
    let theirs = other["area"].as_f64().unwrap();
    assert!(
        (area / scale / scale / theirs - 1.0).abs() < 1e-8,
        "{name}: {area}, {theirs}"
    );
}

fn area(mesh: &Mesh, triangle: [u32; 3]) -> f64 {
    let [a, b, c] = triangle.map(|corner| mesh.vertices_mm[corner as usize]);
    let (u, v) = (
        [b[0] - a[0], b[1] - a[1], b[2] - a[2]],
        [c[0] - a[0], c[1] - a[1], c[2] - a[2]],
    );
    let normal = [
        u[1] * v[2] - u[2] * v[1],
        u[2] * v[0] - u[0] * v[2],
        u[0] * v[1] - u[1] * v[0],
    ];
    0.5 * normal.iter().map(|along| along * along).sum::<f64>().sqrt()
}

#[test]
fn vertex_colours_come_through() {
    for name in ["ascii.ply", "binary.ply", "mesh.obj"] {
        let Scan::Mesh(mesh) = read_file(&data("made").join(name)) else {
            unreachable!()
        };
        let colours = mesh.colours.unwrap_or_else(|| panic!("{name} has no colours"));
        for (at, colour) in colours.iter().enumerate() {
            let (x, y) = (at % WIDTH, at / WIDTH);
            assert_eq!(*colour, [28 * x as u8, 40 * y as u8, 77], "{name}");
        }
    }
}

#[test]
fn a_wrong_unit_is_refused() {
    // Micrometres as whole numbers, taken for millimetres.
    let bytes = std::fs::read(data("made/sixteen.png")).unwrap();
    let believing_nothing = Options {
        plausible: Default::default(),
        ..options()
    };
    let told = read(&bytes, Some("png"), &believing_nothing)
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("range of heights") && told.contains("--unit"),
        "{told}"
    );
    let um = Options {
        unit: LengthUnit::Micrometre,
        ..believing_nothing
    };
    assert!(read(&bytes, Some("png"), &um).is_ok());
}
