//! What this crate writes is what other programs were given to read (oracle/formats), to the byte.

use super::wave::{PITCH_Y_MM, assert_read_alike, data, expected, map_of, read_file, wave};
use relief_formats::{Output, Scan, write};

const WRITTEN: [(&str, Output); 7] = [
    ("relief.gsf", Output::Gsf),
    ("relief.npy", Output::Npy),
    ("relief.ply", Output::Ply),
    ("relief.tif", Output::Tiff),
    ("relief.x3p", Output::X3p),
    ("relief_ascii.sdf", Output::SdfAscii),
    ("relief_binary.sdf", Output::SdfBinary),
];

/// With `RELIEF_REGENERATE` set the files are written anew; then run oracle/formats/oracle.py.
#[test]
fn files_are_those_that_others_read() {
    for (name, output) in WRITTEN {
        let (path, file) = (data("written").join(name), write(&wave(), output).unwrap());
        if std::env::var_os("RELIEF_REGENERATE").is_some() {
            std::fs::write(&path, &file).unwrap();
        }
        assert!(
            std::fs::read(&path).unwrap() == file,
            "{name} is written differently"
        );
    }
}

#[test]
fn others_read_the_wave() {
    let mut compared = 0;
    for (name, readers) in expected()["written"].as_object().unwrap() {
        let map = map_of(&data("written").join(name));
        for (reader, other) in readers
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, other)| other.is_object())
        {
            let name = format!("{name} by {reader}");
            assert_read_alike(&name, &map, other, reader == "gwyddion", false, 1e-10);
            // 24 bits of 0.1 mm, or ten digits.
            assert_read_alike(&name, &wave(), other, reader == "gwyddion", false, 1e-8);
            compared += 1;
        }
    }
    assert!(compared >= 11, "{compared} comparisons");
}

#[test]
fn trimesh_reads_the_mesh() {
    let Scan::Mesh(mesh) = read_file(&data("written/relief.ply")) else {
        unreachable!()
    };
    let other = &expected()["meshes"]["relief.ply"];
    assert_eq!(other["vertices"], mesh.vertices_mm.len());
    assert_eq!(other["triangles"], mesh.triangles.len());
    let deepest = wave().height() as f64 - 1.0;
    assert_eq!(other["bounds"][0][1].as_f64(), Some(-deepest * PITCH_Y_MM));
}
