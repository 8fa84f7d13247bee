//! The wave that all scans in `data` are of, and the options that read it.

use relief_formats::{Options, Plausible, Scan, read};
use relief_grid::{HeightMap, Mask, Pitch, Raster, ScaleSource};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub const WIDTH: usize = 9;
pub const HEIGHT: usize = 6;
pub const PITCH_X_MM: f64 = 0.05;
pub const PITCH_Y_MM: f64 = 0.0625;

/// The wave's height in mm, as oracle/formats/make.py has it.
pub fn height_mm(x: usize, y: usize) -> f64 {
    0.1 * (0.4 * x as f64 + 0.15 * y as f64 + 0.02 * (x * y) as f64).sin()
}

/// Whether a cell of it was not measured.
pub fn is_hole(x: usize, y: usize) -> bool {
    (7 * x + 3 * y).is_multiple_of(11)
}

pub fn wave() -> HeightMap {
    let pitch = |mm| Pitch::from_mm_per_px(mm).unwrap();
    HeightMap::new(
        Raster::from_fn(WIDTH, HEIGHT, height_mm),
        Mask::from_fn(WIDTH, HEIGHT, |x, y| !is_hole(x, y)),
        pitch(PITCH_X_MM),
        pitch(PITCH_Y_MM),
        ScaleSource::File,
    )
}

/// The scans of a folder beside the tests.
pub fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder)
}

/// What other programs read; see oracle/formats.
pub fn expected() -> Value {
    serde_json::from_str(include_str!("../../../../oracle/formats/expected.json")).unwrap()
}

/// With a pitch for what has none; heights without a unit are as they stand in the file.
pub fn options() -> Options {
    Options {
        pitch: Pitch::from_mm_per_px(PITCH_X_MM),
        plausible: Plausible::ANYTHING,
        ..Options::default()
    }
}

pub fn read_file(path: &Path) -> Scan {
    let bytes = std::fs::read(path).unwrap();
    let extension = path.extension().and_then(|extension| extension.to_str());
    read(&bytes, extension, &options()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn map_of(path: &Path) -> HeightMap {
    match read_file(path) {
        Scan::HeightMap(map) => map,
        Scan::Mesh(_) => panic!("{} is a mesh", path.display()),
    }
}

/// Fails unless a map has the shape, pitch and heights that another program read. Heights that it gives where the map has a
/// hole are passed over when it `fills` holes; a level that it adds to all heights is taken off when it `lifts` them.
pub fn assert_read_alike(
    name: &str,
    map: &HeightMap,
    other: &Value,
    fills: bool,
    lifts: bool,
    tolerance_mm: f64,
) {
    let number = |value: &Value| value.as_f64();
    assert_eq!(
        other["shape"],
        serde_json::json!([map.width(), map.height()]),
        "{name}"
    );
    for (ours, theirs) in [map.pitch_x(), map.pitch_y()]
        .iter()
        .zip(other["pitch_mm"].as_array().unwrap())
    {
        // SUR and PLU hold the pitch in 32 bit floats, which programs take to their units in different steps.
        let alike = number(theirs).is_none_or(|theirs| (ours.mm_per_px() / theirs - 1.0).abs() < 1e-7);
        assert!(alike, "{name}: {ours:?}, {theirs}");
    }
    let mut level = None;
    for (at, theirs) in other["heights_mm"].as_array().unwrap().iter().enumerate() {
        let (x, y) = (at % map.width(), at / map.width());
        match (map.height_mm(x, y), number(theirs)) {
            (Some(ours), Some(theirs)) => {
                let level = *level.get_or_insert(if lifts { ours - theirs } else { 0.0 });
                let beside = (ours - theirs - level).abs();
                assert!(
                    beside <= tolerance_mm,
                    "{name} ({x}, {y}): {ours}, {theirs}, level {level}"
                );
            }
            (None, _) if fills => {}
            (ours, theirs) => assert_eq!(ours, theirs, "{name} ({x}, {y})"),
        }
    }
}
