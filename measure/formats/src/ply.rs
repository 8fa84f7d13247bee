//! PLY in its three codings, by ply-rs-bw.
//!
//! Elements `vertex` with x, y, z and perhaps red, green, blue (0 to 255, or 0 to 1 as floats), and `face` with
//! `vertex_indices` or `vertex_index`; faces of more than three corners become fans. A comment `TextureFile NAME` names a
//! texture.

use crate::{Error, Format, Mesh, Options};
use ply_rs_bw::parser::{Parser, Reader};
use ply_rs_bw::ply::{DefaultElement, ElementDef, Header, Property, PropertyAccess, PropertyAccessResult};
use relief_grid::HeightMap;

const FORMAT: Format = Format::Ply;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Mesh, Error> {
    let mut file = Reader::new(bytes);
    let header = Parser::<Vertex>::new()
        .read_header(&mut file)
        .map_err(|error| Error::damaged(FORMAT, error))?;
    let (mut vertices, mut faces) = (Vec::new(), Vec::new());
    for (name, element) in &header.elements {
        check_count(name, element, bytes, options)?;
        match name.as_str() {
            "vertex" => vertices = payload::<Vertex>(&mut file, element, &header)?,
            "face" => faces = payload::<Face>(&mut file, element, &header)?,
            _ => drop(payload::<DefaultElement>(&mut file, element, &header)?),
        }
        if !vertices.is_empty() && !faces.is_empty() {
            break;
        }
    }
    let textures = header.comments.iter();
    let textures = textures.filter_map(|comment| comment.trim().strip_prefix("TextureFile "));
    Ok(Mesh {
        triangles: fans(&faces, vertices.len(), options)?,
        colours: vertices.iter().map(|vertex| vertex.colour()).collect(),
        vertices_mm: positions(&vertices, options.unit.mm())?,
        corner_uv: None,
        appearance_files: textures.map(|name| name.trim().to_owned()).collect(),
    })
}

/// An element takes a byte at least, unless it has no property at all; then a count is all there is to it.
fn check_count(name: &str, element: &ElementDef, bytes: &[u8], options: &Options) -> Result<(), Error> {
    let count = element.count as u64;
    let what = match name {
        "vertex" => "vertices",
        "face" => "faces",
        _ => "elements",
    };
    options.limits.elements(FORMAT, what, count)?;
    if count > bytes.len() as u64 {
        return Err(Error::Truncated {
            format: FORMAT,
            what,
            needed: count,
            left: bytes.len() as u64,
        });
    }
    Ok(())
}

fn payload<E: PropertyAccess>(
    file: &mut Reader<&[u8]>,
    element: &ElementDef,
    header: &Header,
) -> Result<Vec<E>, Error> {
    Parser::new()
        .read_payload_for_element(file, element, header)
        .map_err(|error| Error::damaged(FORMAT, error))
}

/// A vertex as it is filled.
struct Vertex {
    position: [f64; 3],
    colour: [Option<u8>; 3],
}

impl Vertex {
    fn colour(&self) -> Option<[u8; 3]> {
        Some([self.colour[0]?, self.colour[1]?, self.colour[2]?])
    }
}

impl PropertyAccess for Vertex {
    fn new() -> Self {
        Self {
            position: [f64::NAN; 3],
            colour: [None; 3],
        }
    }

    fn set_property(&mut self, name: &str, property: Property) -> PropertyAccessResult {
        let axis = match name {
            "x" => 0,
            "y" => 1,
            "z" => 2,
            "red" | "diffuse_red" => return set(&mut self.colour[0], colour(&property)),
            "green" | "diffuse_green" => return set(&mut self.colour[1], colour(&property)),
            "blue" | "diffuse_blue" => return set(&mut self.colour[2], colour(&property)),
            _ => return PropertyAccessResult::Ignored,
        };
        match number(&property) {
            Some(along) => self.position[axis] = along,
            None => return PropertyAccessResult::UnsupportedType,
        }
        PropertyAccessResult::Set
    }
}

fn set(to: &mut Option<u8>, value: Option<u8>) -> PropertyAccessResult {
    *to = value;
    match value {
        Some(_) => PropertyAccessResult::Set,
        None => PropertyAccessResult::Ignored,
    }
}

fn number(property: &Property) -> Option<f64> {
    match *property {
        Property::Double(value) => Some(value),
        Property::Int(value) => Some(value.into()),
        Property::UInt(value) => Some(value.into()),
        ref other => other.to_f32_lossy().map(f64::from),
    }
}

/// A part of a colour: a byte, or a float from 0 to 1.
fn colour(property: &Property) -> Option<u8> {
    match *property {
        Property::UChar(value) => Some(value),
        Property::Float(value) => Some((value * 255.0).round() as u8),
        _ => None,
    }
}

/// A face as it is filled.
struct Face(Vec<u32>);

impl PropertyAccess for Face {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn set_property(&mut self, name: &str, property: Property) -> PropertyAccessResult {
        if !matches!(name, "vertex_indices" | "vertex_index") {
            return PropertyAccessResult::Ignored;
        }
        match property.to_u32_list() {
            Some(corners) => self.0 = corners,
            None => return PropertyAccessResult::UnsupportedType,
        }
        PropertyAccessResult::Set
    }
}

fn positions(vertices: &[Vertex], mm: f64) -> Result<Vec<[f64; 3]>, Error> {
    let position = |vertex: &Vertex| {
        let position = vertex.position.map(|along| along * mm);
        match position.iter().all(|along| along.is_finite()) {
            true => Ok(position),
            false => Err(Error::damaged(FORMAT, format!("a vertex at {position:?} mm"))),
        }
    };
    vertices.iter().map(position).collect()
}

/// Triangles around the first corner of each face. Faces of fewer than three corners are lines and points.
fn fans(faces: &[Face], vertices: usize, options: &Options) -> Result<Vec<[u32; 3]>, Error> {
    let mut triangles = Vec::new();
    for Face(corners) in faces {
        if let Some(bad) = corners.iter().find(|&&corner| corner as usize >= vertices) {
            return Err(Error::damaged(
                FORMAT,
                format!("a face names vertex {bad} of {vertices}"),
            ));
        }
        let fan = corners
            .windows(2)
            .skip(1)
            .map(|pair| [corners[0], pair[0], pair[1]]);
        triangles.extend(fan);
        options
            .limits
            .elements(FORMAT, "triangles", triangles.len() as u64)?;
    }
    if triangles.is_empty() {
        return Err(Error::Nothing {
            format: FORMAT,
            what: "triangles",
        });
    }
    Ok(triangles)
}

/// The measured cells as vertices of 64 bit floats in mm, and two triangles for each square of four of them, one for
/// three; counter-clockwise seen from above. y is upside down against the rows, or the mesh would be a mirror image.
pub(crate) fn write(map: &HeightMap) -> Result<Vec<u8>, Error> {
    let mut index = vec![u32::MAX; map.width() * map.height()];
    let mut vertices = Vec::new();
    let mut count = 0_u32;
    for y in 0..map.height() {
        for x in 0..map.width() {
            let Some(height_mm) = map.height_mm(x, y) else {
                continue;
            };
            let place = [
                map.pitch_x().length(x as f64).mm(),
                -map.pitch_y().length(y as f64).mm(),
                height_mm,
            ];
            vertices.extend(place.iter().flat_map(|along| along.to_le_bytes()));
            index[y * map.width() + x] = count;
            count = count.checked_add(1).ok_or(Error::TooMany {
                format: FORMAT,
                what: "vertices",
                count: 1 << 32,
                limit: u64::from(u32::MAX),
            })?;
        }
    }
    let triangles = triangles(map, &index);
    let header = format!(
        "ply\nformat binary_little_endian 1.0\ncomment Relief: millimetres\nelement vertex {count}\n\
         property double x\nproperty double y\nproperty double z\nelement face {}\n\
         property list uchar int vertex_indices\nend_header\n",
        triangles.len()
    );
    let mut file = header.into_bytes();
    file.append(&mut vertices);
    for triangle in triangles {
        file.push(3);
        file.extend(triangle.iter().flat_map(|corner| corner.to_le_bytes()));
    }
    Ok(file)
}

/// The triangles of all squares of four neighbouring cells of which three were measured.
fn triangles(map: &HeightMap, index: &[u32]) -> Vec<[u32; 3]> {
    let at = |x: usize, y: usize| map.valid().get(x, y).then(|| index[y * map.width() + x]);
    let mut triangles = Vec::new();
    for y in 1..map.height() {
        for x in 1..map.width() {
            // Around the square, counter-clockwise with y upwards: lower left, lower right, upper right, upper left.
            let square = [at(x - 1, y), at(x, y), at(x, y - 1), at(x - 1, y - 1)];
            let corners: Vec<u32> = square.into_iter().flatten().collect();
            match corners[..] {
                [a, b, c, d] => triangles.extend([[a, b, c], [a, c, d]]),
                [a, b, c] => triangles.push([a, b, c]),
                _ => {}
            }
        }
    }
    triangles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{wavy, with_holes};

    fn ascii(vertices: &str, faces: &str) -> String {
        format!(
            "ply\nformat ascii 1.0\ncomment TextureFile skin.png\nelement vertex {}\nproperty float x\nproperty float y\n\
             property float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face {}\n\
             property list uchar int vertex_indices\nend_header\n{vertices}{faces}",
            vertices.lines().count(),
            faces.lines().count()
        )
    }

    const CORNERS: &str = "0 0 0 1 2 3\n1 0 0 4 5 6\n1 1 0 7 8 9\n0 1 0.5 10 11 12\n";

    #[test]
    fn text_with_colours_and_a_texture() {
        let mesh = read(ascii(CORNERS, "4 0 1 2 3\n").as_bytes(), &Options::default()).unwrap();
        assert_eq!(mesh.triangles, [[0, 1, 2], [0, 2, 3]]);
        assert_eq!(mesh.vertices_mm[3], [0.0, 1.0, 0.5]);
        assert_eq!(mesh.colours.unwrap()[2], [7, 8, 9]);
        assert_eq!(mesh.appearance_files, ["skin.png"]);
    }

    #[test]
    fn a_written_map_lies_as_the_skin_did() {
        let map = with_holes(7, 5);
        let mesh = read(&write(&map).unwrap(), &Options::default()).unwrap();
        assert_eq!(mesh.vertices_mm.len(), map.valid().count());
        for vertex in &mesh.vertices_mm {
            let (x, y) = (
                vertex[0] / map.pitch_x().mm_per_px(),
                -vertex[1] / map.pitch_y().mm_per_px(),
            );
            let height_mm = map.height_mm(x.round() as usize, y.round() as usize);
            assert_eq!(height_mm, Some(vertex[2]));
        }
        for [a, b, c] in mesh.triangles {
            let [a, b, c] = [a, b, c].map(|corner| mesh.vertices_mm[corner as usize]);
            let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
            assert!(area > 0.0, "every triangle looks up");
        }
    }

    #[test]
    fn a_whole_map_is_covered_once() {
        let map = wavy(7, 5, 0.2, 0.05);
        let mesh = read(&write(&map).unwrap(), &Options::default()).unwrap();
        assert_eq!(mesh.triangles.len(), 2 * 6 * 4);
        assert_eq!(mesh.colours, None);
    }

    #[test]
    fn mistakes_and_hostile_counts_are_told() {
        let told = |text: &str| read(text.as_bytes(), &Options::default()).unwrap_err();
        assert!(
            told(&ascii(CORNERS, "3 0 1 9\n"))
                .to_string()
                .contains("names vertex 9 of 4")
        );
        assert!(matches!(told(&ascii(CORNERS, "2 0 1\n")), Error::Nothing { .. }));
        assert!(matches!(
            told(&ascii("0 0 nan 1 2 3\n", "3 0 0 0\n")),
            Error::Damaged { .. }
        ));
        let header = |count: &str, element: &str| {
            format!("ply\nformat binary_little_endian 1.0\nelement {element} {count}\nend_header\n")
        };
        assert!(matches!(
            told(&header("18446744073709551615", "vertex")),
            Error::TooMany { .. }
        ));
        assert!(matches!(
            told(&header("20000000", "empty")),
            Error::Truncated { .. }
        ));
        assert!(
            told("ply\nnonsense\n")
                .to_string()
                .contains("PLY file is damaged")
        );
        let list = "ply\nformat binary_little_endian 1.0\nelement face 1\nproperty list uint double vertex_index\n\
                    end_header\n\u{7f}\u{7f}\u{7f}\u{7f}";
        assert!(matches!(told(list), Error::Damaged { .. }));
    }
}
