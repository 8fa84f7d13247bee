use super::*;
use base64::Engine;

/// A square of two triangles, with 16 bit indices, linear colours, and a node that turns it a quarter around z.
fn data() -> Vec<u8> {
    let positions = [
        [0.0_f32, 0.0, 0.0],
        [0.01, 0.0, 0.0],
        [0.01, 0.02, 0.0],
        [0.0, 0.02, 0.003],
    ];
    let mut data: Vec<u8> = positions.iter().flatten().flat_map(|v| v.to_le_bytes()).collect();
    data.extend([0_u16, 1, 2, 0, 2, 3].iter().flat_map(|v| v.to_le_bytes()));
    data.extend([255, 0, 0, 255, 0, 0, 0, 255, 55, 55, 55, 255, 0, 0, 255, 255]);
    data
}

fn document(uri: &str) -> String {
    let half = std::f64::consts::FRAC_1_SQRT_2;
    format!(
        r#"{{"asset": {{"version": "2.0"}}, "scene": 0, "scenes": [{{"nodes": [1]}}],
        "nodes": [{{"mesh": 0, "translation": [0.1, 0, 0]}}, {{"children": [0], "rotation": [0, 0, {half}, {half}]}}],
        "meshes": [{{"primitives": [{{"attributes": {{"POSITION": 0, "COLOR_0": 2}}, "indices": 1}}]}}],
        "accessors": [
            {{"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"}},
            {{"bufferView": 1, "componentType": 5123, "count": 6, "type": "SCALAR"}},
            {{"bufferView": 2, "componentType": 5121, "count": 4, "type": "VEC4", "normalized": true}}],
        "bufferViews": [
            {{"buffer": 0, "byteLength": 48}},
            {{"buffer": 0, "byteOffset": 48, "byteLength": 12}},
            {{"buffer": 0, "byteOffset": 60, "byteLength": 16}}],
        "buffers": [{{{uri}"byteLength": 76}}]}}"#
    )
}

fn text() -> String {
    let data = base64::engine::general_purpose::STANDARD.encode(data());
    document(&format!(
        r#""uri": "data:application/octet-stream;base64,{data}", "#
    ))
}

fn binary() -> Vec<u8> {
    let (mut json, data) = (document("").into_bytes(), data());
    json.resize(json.len().next_multiple_of(4), b' ');
    let mut file = MAGIC.to_vec();
    for number in [2, (28 + json.len() + data.len()) as u32, json.len() as u32, JSON] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    file.extend_from_slice(&json);
    file.extend_from_slice(&(data.len() as u32).to_le_bytes());
    file.extend_from_slice(&BIN.to_le_bytes());
    file.extend_from_slice(&data);
    file
}

#[test]
fn text_and_binary_read_alike_in_millimetres() {
    let mesh = read(text().as_bytes(), &Options::default()).unwrap();
    assert_eq!(read(&binary(), &Options::default()).unwrap(), mesh);
    assert_eq!(mesh.triangles, [[0, 1, 2], [0, 2, 3]]);
    // (110, 20, 0) turned a quarter.
    for (along, expected) in mesh.vertices_mm[2].iter().zip([-20.0, 110.0, 0.0]) {
        assert!((along - expected).abs() < 1e-4, "{:?}", mesh.vertices_mm[2]);
    }
    // Linear 55/255 is sRGB 128.
    assert_eq!(mesh.colours.unwrap()[2], [128; 3]);
}

#[test]
fn a_mirrored_node_keeps_its_triangles_looking_out() {
    let mirrored = text().replace("\"translation\": [0.1, 0, 0]", "\"scale\": [-1, 1, 1]");
    let mesh = read(mirrored.as_bytes(), &Options::default()).unwrap();
    assert_eq!(mesh.triangles, [[0, 2, 1], [0, 3, 2]]);
}

#[test]
fn what_is_elsewhere_or_compressed_is_told_by_name() {
    let told = |text: &str| {
        read(text.as_bytes(), &Options::default())
            .unwrap_err()
            .to_string()
    };
    let elsewhere = told(&document(r#""uri": "face.bin", "#));
    assert!(
        elsewhere.contains("data in another file, \"face.bin\""),
        "{elsewhere}"
    );
    let draco = text().replace(
        "\"scene\": 0",
        r#""scene": 0, "extensionsRequired": ["KHR_draco_mesh_compression"]"#,
    );
    assert!(told(&draco).contains("KHR_draco_mesh_compression"));
    let looks = text().replace(
        "\"scene\": 0",
        r#""scene": 0, "extensionsRequired": ["KHR_materials_unlit"]"#,
    );
    assert!(read(looks.as_bytes(), &Options::default()).is_ok());
    assert!(told(&text().replace("\"indices\": 1", "\"mode\": 0")).contains("mode 0"));
}

#[test]
fn hostile_numbers_are_refused() {
    let told = |from: &str, to: &str| {
        let text = text();
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "{from}");
        read(changed.as_bytes(), &Options::default()).unwrap_err()
    };
    assert!(matches!(
        told("\"count\": 4", "\"count\": 18446744073709551615"),
        Error::TooMany { .. }
    ));
    assert!(matches!(
        told("\"count\": 4", "\"count\": 5"),
        Error::Truncated { .. }
    ));
    assert!(matches!(
        told("\"count\": 4", "\"count\": 0"),
        Error::Damaged { .. }
    ));
    assert!(matches!(
        told("\"count\": 6", "\"count\": 99999999"),
        Error::TooMany { .. }
    ));
    assert!(matches!(
        told("\"byteOffset\": 48", "\"byteOffset\": 18446744073709551615"),
        Error::Truncated { .. }
    ));
    assert!(matches!(
        told("\"byteLength\": 48", "\"byteLength\": 48, \"byteStride\": 4"),
        Error::Damaged { .. }
    ));
    assert!(matches!(
        told("\"children\": [0]", "\"children\": [1]"),
        Error::Damaged { .. }
    ));
    assert!(matches!(
        told("\"children\": [0]", "\"children\": [7]"),
        Error::Damaged { .. }
    ));
    assert!(matches!(
        told("\"mesh\": 0", "\"mesh\": 9"),
        Error::Damaged { .. }
    ));
    assert!(matches!(
        told("[0.1, 0, 0]", "[1e300, 0, 1e308]"),
        Error::Damaged { .. }
    ));
    // The third count is that of the colours.
    let fewer = text().replace("5121, \"count\": 4", "5121, \"count\": 3");
    let told = read(fewer.as_bytes(), &Options::default())
        .unwrap_err()
        .to_string();
    assert!(told.contains("3 colours for 4 vertices"), "{told}");
    let deep = format!("{{\"asset\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(deep.as_bytes(), &Options::default()).is_err());
    let few = read(&binary()[..40], &Options::default()).unwrap_err();
    assert!(matches!(few, Error::Truncated { .. }));
}
