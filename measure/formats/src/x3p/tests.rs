use super::archive::hex;
use super::xml::pack;
use super::*;
use crate::testing::{assert_same, with_holes};
use proptest::prelude::*;
use std::io::Read;

/// The members of a written map, to change.
fn members(map: &HeightMap) -> Vec<(String, Vec<u8>)> {
    let file = write(map).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut member = |name: &String| {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        (name.clone(), bytes)
    };
    names.iter().map(&mut member).collect()
}

fn packed(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let members: Vec<_> = members
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    pack(&members).unwrap()
}

/// An archive of one document, and a member of points.
fn archive(xml: &str, data: &[u8], valid: &[u8]) -> Vec<u8> {
    let checksum = format!("{} *main.xml", hex(xml.as_bytes()).to_uppercase());
    pack(&[
        ("scan/main.xml", xml.as_bytes()),
        ("scan/md5checksum.hex", checksum.as_bytes()),
        ("scan/bindata/data.bin", data),
        ("scan/bindata/valid.bin", valid),
    ])
    .unwrap()
}

fn document(axes: &str, record3: &str) -> String {
    format!(
        "\u{feff}<ISO5436_2><Record1><FeatureType>SUR</FeatureType><Axes>{axes}</Axes></Record1>\
         <Record3>{record3}</Record3></ISO5436_2>"
    )
}

fn axis(name: &str, kind: &str, data: &str, more: &str) -> String {
    format!("<{name}><AxisType>{kind}</AxisType><DataType>{data}</DataType>{more}</{name}>")
}

const STEP: &str = "<Increment>1e-5</Increment><Offset>0</Offset>";
const SHAPE: &str = "<MatrixDimension><SizeX>3</SizeX><SizeY>2</SizeY><SizeZ>1</SizeZ></MatrixDimension>";

fn steps() -> String {
    axis("CX", "I", "D", STEP) + &axis("CY", "I", "D", "<Increment>2e-5</Increment>")
}

#[test]
fn what_is_written_is_read() {
    let map = with_holes(9, 6);
    let options = Options::default();
    // Metres and back cost a last bit.
    assert_same(&read(&write(&map).unwrap(), &options).unwrap(), &map, 1e-16);
    assert_eq!(write(&map).unwrap(), write(&map).unwrap());
}

#[test]
fn integers_with_bits_of_measured_points_inside_a_folder() {
    let z = axis("CZ", "A", "I", "<Increment>1e-6</Increment><Offset>1e-3</Offset>");
    let link = "<DataLink><PointDataLink>bindata/data.bin</PointDataLink>\
                <ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>";
    let xml = document(&(steps() + &z), &format!("{SHAPE}{link}"));
    let data: Vec<u8> = [1_i16, 2, 3, 4, 5, -6]
        .iter()
        .flat_map(|v| v.to_le_bytes())
        .collect();
    let map = read(&archive(&xml, &data, &[0b0011_0111]), &Options::default()).unwrap();
    assert_eq!(
        map.valid().raster().data(),
        &[true, true, true, false, true, true]
    );
    assert!((map.height_mm(2, 1).unwrap() - 0.994).abs() < 1e-12);
    assert!((map.pitch_y().mm_per_px() - 0.02).abs() < 1e-15);
}

#[test]
fn text_with_an_empty_point_and_a_written_y() {
    let z = axis("CZ", "A", "D", "");
    let list = "<DataList><Datum>1e-3</Datum><Datum>2e-3<!-- here --></Datum><Datum/><Datum>4e-3</Datum>\
                <Datum>5e-3</Datum><Datum>6e-3</Datum></DataList>";
    let xml = document(&(steps() + &z), &format!("{SHAPE}{list}"));
    let map = read(&archive(&xml, &[], &[]), &Options::default()).unwrap();
    assert_eq!((map.height_mm(1, 0), map.height_mm(2, 0)), (Some(2.0), None));

    let axes = axis("CX", "I", "D", STEP) + &axis("CY", "A", "I", "<Increment>2e-5</Increment>") + &z;
    let list = "<DataList><Datum>1;1e-3</Datum><Datum>1;2e-3</Datum><Datum>1;3e-3</Datum><Datum>2;4e-3</Datum>\
                <Datum/><Datum>2;6e-3</Datum></DataList>";
    let map = read(
        &archive(&document(&axes, &format!("{SHAPE}{list}")), &[], &[]),
        &Options::default(),
    )
    .unwrap();
    assert_eq!((map.height_mm(2, 1), map.height_mm(1, 1)), (Some(6.0), None));
    assert!((map.pitch_y().mm_per_px() - 0.02).abs() < 1e-12);
}

#[test]
fn a_cloud_on_a_grid_is_a_map() {
    let axes = ["CX", "CY", "CZ"].map(|name| axis(name, "A", "F", "")).concat();
    let xml = document(
        &axes,
        "<ListDimension>4</ListDimension><DataLink><PointDataLink>bindata/data.bin</PointDataLink></DataLink>",
    )
    .replace("SUR", "PCL");
    let points = [
        [1e-5_f32, 0.0, 2e-6],
        [0.0, 0.0, 1e-6],
        [0.0, 1e-5, 3e-6],
        [1e-5, 1e-5, f32::NAN],
    ];
    let data: Vec<u8> = points.iter().flatten().flat_map(|v| v.to_le_bytes()).collect();
    let map = read(&archive(&xml, &data, &[]), &Options::default()).unwrap();
    assert_eq!(map.valid().count(), 3);
    assert!((map.height_mm(1, 0).unwrap() - 2e-3).abs() < 1e-9);
}

#[test]
fn checksums_are_held() {
    let map = with_holes(4, 3);
    for name in ["main.xml", "bindata/data.bin"] {
        let mut members = members(&map);
        let member = members.iter_mut().find(|(found, _)| found == name).unwrap();
        let last = member.1.len() - 1;
        member.1[last] ^= 1;
        match read(&packed(&members), &Options::default()) {
            Err(Error::Checksum { member, .. }) => assert_eq!(member, name),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_is_no_surface_is_told() {
    let told = |xml: &str| read(&archive(xml, &[], &[]), &Options::default()).unwrap_err();
    let z = axis("CZ", "A", "D", "");
    let plain = document(&(steps() + &z), SHAPE);
    assert!(told(&plain).to_string().contains("0 points of 6"));
    assert!(told(&plain.replace("SUR", "PRF")).to_string().contains("PRF"));
    assert!(
        told(&plain.replace("<SizeZ>1", "<SizeZ>3"))
            .to_string()
            .contains("3 layers")
    );
    let huge = plain.replace("<SizeX>3", "<SizeX>99999999999");
    assert!(matches!(told(&huge), Error::TooMany { .. }));
    let negative = plain.replace("<Increment>1e-5", "<Increment>-1e-5");
    let list = "<DataList>".to_owned() + &"<Datum>0</Datum>".repeat(6) + "</DataList></Record3>";
    let negative = negative.replace("</Record3>", &list);
    assert!(
        told(&negative)
            .to_string()
            .contains("the pitch along x is -0.01 mm")
    );
    assert!(told("<a>").to_string().contains("main.xml"));
    assert!(read(&pack(&[("a.txt", b"hello")]).unwrap(), &Options::default()).is_err());
}

#[test]
fn bombs_are_refused() {
    let options = Options::default();
    let z = axis("CZ", "A", "D", "");
    let link = "<DataLink><PointDataLink>bindata/data.bin</PointDataLink></DataLink>";
    let xml = document(&(steps() + &z), &format!("{SHAPE}{link}"));
    let told = read(&archive(&xml, &vec![0; 10 << 20], &[]), &options)
        .unwrap_err()
        .to_string();
    assert!(told.contains("more than 48 bytes"), "{told}");
    let deep = "<a>".repeat(200_000);
    let told = read(&archive(&deep, &[], &[]), &options).unwrap_err().to_string();
    assert!(told.contains("elements deep"), "{told}");
    let large = format!("<a>{}</a>", " ".repeat(65 << 20));
    assert!(read(&archive(&large, &[], &[]), &options).is_err());
    let entities = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
    assert!(read(&archive(entities, &[], &[]), &options).is_err());
}

proptest! {
    #[test]
    fn any_heights_come_back(heights in proptest::collection::vec(-50.0..50.0_f64, 12), hole in 0..12_usize) {
        let mut heights = heights;
        heights[hole] = f64::NAN;
        let pitch = relief_grid::Pitch::from_mm_per_px(0.03).unwrap();
        let heights = relief_grid::Raster::from_vec(4, 3, heights).unwrap();
        let map = HeightMap::from_nan(heights, pitch, pitch, relief_grid::ScaleSource::File);
        assert_same(&read(&write(&map).unwrap(), &Options::default()).unwrap(), &map, 50.0 * f64::EPSILON);
    }
}
