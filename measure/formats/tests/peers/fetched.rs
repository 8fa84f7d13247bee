//! Real files of others, against what others read from them. They are fetched by tests/data/fetch_scans.sh.

use super::wave::expected;
use relief_formats::{Error, Options, Plausible, Scan, read};
use relief_grid::HeightMap;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn fetched(name: &str) -> Vec<u8> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../target/scans")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run fetch_scans.sh", path.display()))
}

fn map(name: &str, bytes: &[u8]) -> Result<HeightMap, Error> {
    let options = Options {
        plausible: Plausible::ANYTHING,
        ..Options::default()
    };
    match read(bytes, name.rsplit('.').next(), &options)? {
        Scan::HeightMap(map) => Ok(map),
        Scan::Mesh(_) => panic!("{name} is a mesh"),
    }
}

/// Ten digits were printed; a summary of heights around 1000 mm has 10⁻⁷ mm left.
fn assert_summary(name: &str, map: &HeightMap, other: &Value) {
    let close = |ours: f64, theirs: &Value, of: f64| {
        let theirs = theirs.as_f64().unwrap();
        let tolerance = 1e-9 * of.abs().max(theirs.abs()).max(1e-6);
        assert!((ours - theirs).abs() <= tolerance, "{name}: {ours}, {theirs}");
    };
    assert_eq!(
        other["shape"],
        serde_json::json!([map.width(), map.height()]),
        "{name}"
    );
    close(map.pitch_x().mm_per_px(), &other["pitch_mm"][0], 0.0);
    close(map.pitch_y().mm_per_px(), &other["pitch_mm"][1], 0.0);
    assert_eq!(other["measured"], map.valid().count(), "{name}");
    let cells = (0..map.height()).flat_map(|y| (0..map.width()).map(move |x| (x, y)));
    let heights: Vec<f64> = cells.filter_map(|(x, y)| map.height_mm(x, y)).collect();
    let lowest = heights.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    close(lowest, &other["lowest_mm"], highest);
    close(highest, &other["highest_mm"], lowest);
    let sum = heights.iter().map(|height| height - lowest).sum::<f64>();
    close(sum, &other["sum_above_lowest_mm"], highest * heights.len() as f64);
    for place in other["places"].as_array().unwrap() {
        let at = |part: usize| place[part].as_u64().unwrap() as usize;
        match map.height_mm(at(0), at(1)) {
            Some(ours) => close(ours, &place[2], highest),
            None => assert!(place[2].is_null(), "{name}: {place}"),
        }
    }
}

#[test]
#[ignore = "needs the scans of fetch_scans.sh"]
fn x3p_files_read_as_others_read_them() {
    let mut compared = 0;
    for (name, readers) in expected()["fetched"].as_object().unwrap() {
        let readers = readers.as_object().unwrap().iter();
        for (reader, other) in readers.filter(|(_, other)| name.ends_with(".x3p") && other.is_object()) {
            let map = map(name, &fetched(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_summary(&format!("{name} by {reader}"), &map, other);
            compared += 1;
        }
    }
    assert!(compared >= 13, "{compared} comparisons");
}

/// What nobody else reads: points with written coordinates, on a grid and on none.
#[test]
#[ignore = "needs the scans of fetch_scans.sh"]
fn x3p_files_with_written_coordinates() {
    // The same surface with steps and with written x and y, as its makers say.
    let steps = map("x", &fetched("surface_placed_binary.x3p")).unwrap();
    for name in [
        "surface_absolute_placed_binary.x3p",
        "surface_absolute_placed_xml.x3p",
    ] {
        let written = map(name, &fetched(name)).unwrap();
        assert_eq!(
            (written.width(), written.height()),
            (steps.width(), steps.height()),
            "{name}"
        );
        let ratio = written.pitch_x().mm_per_px() / steps.pitch_x().mm_per_px();
        assert!((ratio - 1.0).abs() < 1e-9, "{name}: {ratio}");
        for y in 0..steps.height() {
            for x in 0..steps.width() {
                let (ours, expected) = (written.height_mm(x, y).unwrap(), steps.height_mm(x, y).unwrap());
                assert!(
                    (ours - expected).abs() < 1e-9,
                    "{name} ({x}, {y}): {ours}, {expected}"
                );
            }
        }
    }
    // openGPS: sixteen points a µm apart, and a surface whose y is written.
    let cloud = map("x", &fetched("ISO5436-sample2.x3p")).unwrap();
    assert_eq!((cloud.width(), cloud.height(), cloud.valid().count()), (4, 4, 16));
    assert!((cloud.pitch_x().mm_per_px() - 1e-3).abs() < 1e-12);
    let surface = map("x", &fetched("ISO5436-sample3.x3p")).unwrap();
    assert_eq!(
        (surface.width(), surface.height(), surface.valid().count()),
        (4, 4, 15)
    );
    assert!((surface.pitch_y().mm_per_px() - 2e3).abs() < 1e-9);
}

#[test]
#[ignore = "needs the scans of fetch_scans.sh"]
fn what_is_no_map_of_heights_is_told() {
    let files = BTreeMap::from([
        ("profile_binary.x3p", "PRF"),
        ("profile_layers_binary.x3p", "PRF"),
        ("surface_layers_binary.x3p", "3 layers"),
        ("surface_layers_xml.x3p", "3 layers"),
        ("surface_irregular_binary.x3p", "no regular grid"),
        ("surface_irregular_xml.x3p", "no regular grid"),
        ("point_cloud_binary.x3p", "no regular grid"),
        ("point_cloud_int16_binary.x3p", "no regular grid"),
        ("test_RGB.sur", "content of kind 12"),
        ("test_profile.pro", "content of kind"),
        ("test_spectral_map.sur", "content of kind 21"),
        ("test_surface.sur", "an axis in \"a.u.\""),
    ]);
    for (name, part) in files {
        let told = map(name, &fetched(name)).unwrap_err().to_string();
        assert!(told.contains(part), "{name}: {told}");
    }
    // The openGPS sample of 48 mm × 48 mm and 1.9 m height is no scan of skin.
    let told = read(&fetched("ISO5436-sample1.x3p"), None, &Options::default()).unwrap_err();
    assert!(
        matches!(
            told,
            Error::Implausible {
                quantity: "pitch along x",
                ..
            }
        ),
        "{told}"
    );
}

/// A packed surface of a microscope, whose z axis is in arbitrary units; nm are written over them.
#[test]
#[ignore = "needs the scans of fetch_scans.sh"]
fn a_packed_digital_surf_file_reads_as_others_read_it() {
    let mut bytes = fetched("test_surface.sur");
    assert_eq!(&bytes[212..216], b"a.u.");
    bytes[212..216].copy_from_slice(b"nm  ");
    let map = map("test_surface.sur", &bytes).unwrap();
    for reader in ["rosettasciio", "gwyddion"] {
        let other = &expected()["fetched"]["test_surface.sur"][reader];
        // Each adds another level to the heights; take that of the first place.
        let first = other["places"][0][2].as_f64().unwrap();
        let level = map.height_mm(0, 0).unwrap() - first;
        for place in other["places"].as_array().unwrap() {
            let at = |part: usize| place[part].as_u64().unwrap() as usize;
            let (ours, theirs) = (map.height_mm(at(0), at(1)).unwrap(), place[2].as_f64().unwrap());
            assert!((ours - theirs - level).abs() < 1e-12, "{reader}: {place}");
        }
        let heights = map.heights_mm().data();
        let lowest = heights.iter().copied().fold(f64::INFINITY, f64::min);
        let sum = heights.iter().map(|height| height - lowest).sum::<f64>();
        let theirs = other["sum_above_lowest_mm"].as_f64().unwrap();
        assert!((sum / theirs - 1.0).abs() < 1e-6, "{reader}: {sum}, {theirs}");
        assert_eq!(other["measured"], map.valid().count());
    }
}
