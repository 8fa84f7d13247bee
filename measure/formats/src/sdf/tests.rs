use super::*;
use crate::testing::{assert_same, with_holes};
use proptest::prelude::*;

fn binary(data_type: u8, shape: (u16, u16), data: &[u8]) -> Vec<u8> {
    let mut file = format!("bISO-1.0{MANUFACTURER}{NO_DATE}{NO_DATE}").into_bytes();
    file.extend_from_slice(&shape.0.to_le_bytes());
    file.extend_from_slice(&shape.1.to_le_bytes());
    for number in [1e-5, 2e-5, 1e-6, -1.0_f64] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    file.extend_from_slice(&[0, data_type, 0]);
    file.extend_from_slice(data);
    file
}

#[test]
fn what_is_written_as_text_is_read_to_the_last_bit() {
    let map = with_holes(9, 6);
    assert_same(
        &read(&write_ascii(&map).unwrap(), &Options::default()).unwrap(),
        &map,
        0.0,
    );
}

#[test]
fn what_is_written_as_integers_is_read_to_half_a_step() {
    let map = with_holes(9, 6);
    let step_mm = 0.1 / f64::from(i32::MAX);
    assert_same(
        &read(&write_binary(&map).unwrap(), &Options::default()).unwrap(),
        &map,
        step_mm,
    );
}

#[test]
fn every_type_has_its_mark() {
    let types: [(u8, Vec<u8>); 8] = [
        (0, vec![3, 255]),
        (
            1,
            [3_u16, u16::MAX].iter().flat_map(|v| v.to_le_bytes()).collect(),
        ),
        (
            2,
            [3_u32, u32::MAX].iter().flat_map(|v| v.to_le_bytes()).collect(),
        ),
        (3, [3.0, f32::MIN].iter().flat_map(|v| v.to_le_bytes()).collect()),
        (4, vec![3, 128]),
        (5, [3, i16::MIN].iter().flat_map(|v| v.to_le_bytes()).collect()),
        (6, [3, i32::MIN].iter().flat_map(|v| v.to_le_bytes()).collect()),
        (7, [3.0, f64::MIN].iter().flat_map(|v| v.to_le_bytes()).collect()),
    ];
    for (data_type, data) in types {
        let map = read(&binary(data_type, (2, 1), &data), &Options::default()).unwrap();
        assert!(
            (map.height_mm(0, 0).unwrap() - 3e-3).abs() < 1e-18,
            "type {data_type}"
        );
        assert_eq!(map.height_mm(1, 0), None, "type {data_type}");
        assert!((map.pitch_y().mm_per_px() - 0.02).abs() < 1e-15);
    }
}

#[test]
fn the_second_dialect_counts_with_32_bits() {
    let first = binary(5, (2, 1), &[1, 0, 2, 0]);
    let mut second = b"bISO-2.0".to_vec();
    second.extend_from_slice(&first[8..42]);
    second.extend_from_slice(&[2, 0, 0, 0, 1, 0, 0, 0]);
    second.extend_from_slice(&first[46..]);
    let options = Options::default();
    assert_eq!(read(&second, &options).unwrap(), read(&first, &options).unwrap());
}

#[test]
fn text_as_the_standard_has_it() {
    let file = "aISO-1.0\nManufacID = ISO\nNumPoints = 3\nNumProfiles = 2\nXscale = 1.0e-5\nYscale = 2e-5\n\
                Zscale = 1e-6\nZresolution = -1\nCompression = 0\nDataType = 7\nCheckType = 0\n*\n\
                1.5 BAD 3\n -4\n5 6.0E0\n*\n< Operator > Tom < / Operator >\n*";
    let map = read(file.as_bytes(), &Options::default()).unwrap();
    assert_eq!(map.valid().count(), 5);
    assert_eq!(map.height_mm(0, 0), Some(1.5e-3));
    assert_eq!(map.height_mm(0, 1), Some(-4e-3));
}

#[test]
fn what_is_wrong_is_told() {
    let told = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err();
    assert!(matches!(
        told(&binary(7, (60_000, 60_000), &[])),
        Error::TooMany { .. }
    ));
    assert!(matches!(
        told(&binary(7, (6000, 6000), &[0; 8])),
        Error::Truncated { .. }
    ));
    assert!(matches!(
        told(&binary(9, (1, 1), &[0; 8])),
        Error::Unsupported { .. }
    ));
    let header = "aISO-1.0\nNumPoints = 2\nNumProfiles = 1\nXscale = 1e-5\nYscale = 1e-5\nZscale = 1e-6\nDataType = 7\n*\n";
    for (rest, part) in [
        ("1", "need 2 values, got 1"),
        ("1 2 3 4", "need 2 values, got 3"),
        ("1 two", "\"two\""),
    ] {
        let told = told(format!("{header}{rest}*").as_bytes()).to_string();
        assert!(told.contains(part), "{told}");
    }
    let told = told(b"aISO-1.0\nNumPoints = 2\n*").to_string();
    assert!(told.contains("NumProfiles"), "{told}");
}

proptest! {
    #[test]
    fn any_heights_come_back(heights in proptest::collection::vec(-50.0..50.0_f64, 12), hole in 0..12_usize) {
        let mut heights = heights;
        heights[hole] = f64::NAN;
        let pitch = relief_grid::Pitch::from_mm_per_px(0.03).unwrap();
        let heights = relief_grid::Raster::from_vec(4, 3, heights).unwrap();
        let map = HeightMap::from_nan(heights, pitch, pitch, ScaleSource::File);
        assert_same(&read(&write_ascii(&map).unwrap(), &Options::default()).unwrap(), &map, 0.0);
        let step_mm = 50.0 / f64::from(i32::MAX);
        assert_same(&read(&write_binary(&map).unwrap(), &Options::default()).unwrap(), &map, step_mm);
    }
}
