//! STL: triangles as text or binary, without colours. Corners at the very same place become one vertex.
//!
//! Binary files whose header begins with `solid`, as some programs write it, are told by their length. (The crate stl_io
//! takes them for text; therefore this reader.)

use crate::bytes::Bytes;
use crate::text::text;
use crate::{Error, Format, Mesh, Options};
use std::collections::HashMap;

const FORMAT: Format = Format::Stl;
/// The header of a binary file, and the number of its triangles.
const HEADER: u64 = 80;
const COUNT: u64 = 4;
/// A triangle: its normal, three corners and two bytes of attributes.
const TRIANGLE: u64 = 50;

/// The corners of a triangle in the file's unit. Binary files hold 32 bit floats, text any number of digits.
type Corners = [[f64; 3]; 3];

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Mesh, Error> {
    let corners = if is_ascii(bytes) {
        read_ascii(bytes, options)?
    } else {
        read_binary(bytes, options)?
    };
    if corners.is_empty() {
        return Err(Error::Nothing {
            format: FORMAT,
            what: "triangles",
        });
    }
    weld(&corners, options.unit.mm())
}

/// Whether bytes of unknown kind are STL.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    announced(bytes).is_some_and(|size| size == bytes.len() as u64) || is_ascii(bytes)
}

/// The size of the binary file whose header this is.
fn announced(bytes: &[u8]) -> Option<u64> {
    let mut file = Bytes::new(FORMAT, bytes);
    file.take(HEADER, "header").ok()?;
    let count = u64::from(file.u32("number of triangles").ok()?);
    Some(HEADER + COUNT + TRIANGLE * count)
}

fn is_ascii(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"solid") && announced(bytes) != Some(bytes.len() as u64)
}

fn read_binary(bytes: &[u8], options: &Options) -> Result<Vec<Corners>, Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    file.take(HEADER, "header")?;
    let count = u64::from(file.u32("number of triangles")?);
    options.limits.elements(FORMAT, "triangles", count)?;
    let triangles = file.take(TRIANGLE * count, "triangles")?;
    let mut triangles = Bytes::new(FORMAT, triangles);
    let corner = |triangles: &mut Bytes<'_>| {
        let what = "triangle";
        let corner = [triangles.f32(what)?, triangles.f32(what)?, triangles.f32(what)?];
        Ok::<[f64; 3], Error>(corner.map(f64::from))
    };
    (0..count)
        .map(|_| {
            let _normal = corner(&mut triangles)?;
            let corners = [
                corner(&mut triangles)?,
                corner(&mut triangles)?,
                corner(&mut triangles)?,
            ];
            triangles.take(2, "attributes")?;
            Ok(corners)
        })
        .collect()
}

/// The corners behind the words `vertex`; other words only divide them.
fn read_ascii(bytes: &[u8], options: &Options) -> Result<Vec<Corners>, Error> {
    let text = text(bytes);
    let mut triangles = Vec::new();
    let mut corners: Vec<[f64; 3]> = Vec::with_capacity(3);
    for line in text.lines() {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("vertex") if corners.len() < 3 => {
                let mut number = || words.next().and_then(|word| word.parse().ok());
                match (number(), number(), number()) {
                    (Some(x), Some(y), Some(z)) => corners.push([x, y, z]),
                    _ => return Err(Error::damaged(FORMAT, format!("no three numbers in {line:?}"))),
                }
            }
            Some("vertex") => return Err(Error::damaged(FORMAT, "a facet has more than three corners")),
            Some("endloop" | "endfacet") if !corners.is_empty() => {
                let triangle = corners.as_slice().try_into();
                triangles.push(triangle.map_err(|_| Error::damaged(FORMAT, "a facet has no three corners"))?);
                corners.clear();
                options
                    .limits
                    .elements(FORMAT, "triangles", triangles.len() as u64)?;
            }
            _ => {}
        }
    }
    if text
        .trim_end()
        .lines()
        .next_back()
        .is_some_and(|line| line.trim_start().starts_with("endsolid"))
    {
        Ok(triangles)
    } else {
        Err(Error::damaged(FORMAT, "it does not end with endsolid"))
    }
}

/// One vertex for each place.
fn weld(corners: &[Corners], mm: f64) -> Result<Mesh, Error> {
    let mut known: HashMap<[u64; 3], u32> = HashMap::new();
    let mut vertices_mm = Vec::new();
    let mut vertex = |corner: [f64; 3]| {
        if let Some(bad) = corner.iter().find(|along| !along.is_finite()) {
            return Err(Error::damaged(FORMAT, format!("a corner at {bad}")));
        }
        // Zero added: minus zero is the same place.
        let place = corner.map(|along| (along + 0.0).to_bits());
        let next = known.len() as u32;
        let index = *known.entry(place).or_insert(next);
        if index == next {
            vertices_mm.push(corner.map(|along| along * mm));
        }
        Ok(index)
    };
    let triangles: Result<Vec<[u32; 3]>, Error> = corners
        .iter()
        .map(|&[a, b, c]| Ok([vertex(a)?, vertex(b)?, vertex(c)?]))
        .collect();
    Ok(Mesh {
        triangles: triangles?,
        vertices_mm,
        colours: None,
        corner_uv: None,
        appearance_files: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "solid skin\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 1 1 0\n\
                          endloop\nendfacet\nfacet normal 0 0 1\nouter loop\nvertex -0.0 0 0\nvertex 1 1 0\n\
                          vertex 0 1 0.5\nendloop\nendfacet\nendsolid skin\n";

    fn binary(header: &[u8], count: u32) -> Vec<u8> {
        let mut file = header.to_vec();
        file.resize(80, b' ');
        file.extend_from_slice(&count.to_le_bytes());
        let corners = [
            [[0.0_f32, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]],
            [[0.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.5]],
        ];
        for triangle in corners {
            file.extend_from_slice(&[0; 12]);
            file.extend(triangle.iter().flatten().flat_map(|v| v.to_le_bytes()));
            file.extend_from_slice(&[0; 2]);
        }
        file
    }

    #[test]
    fn text_and_binary_read_alike_and_share_corners() {
        let options = Options::default();
        let mesh = read(SQUARE.as_bytes(), &options).unwrap();
        assert_eq!(mesh.triangles, [[0, 1, 2], [0, 2, 3]]);
        assert_eq!(mesh.vertices_mm[3], [0.0, 1.0, 0.5]);
        assert_eq!(read(&binary(b"made by us", 2), &options).unwrap(), mesh);
        assert_eq!(read(&binary(b"solid made by us", 2), &options).unwrap(), mesh);
    }

    #[test]
    fn mistakes_and_hostile_counts_are_told() {
        let told = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err();
        assert!(matches!(told(&binary(b"x", u32::MAX)), Error::TooMany { .. }));
        assert!(matches!(told(&binary(b"x", 1000)), Error::Truncated { .. }));
        assert!(matches!(told(&binary(b"x", 0)), Error::Nothing { .. }));
        let cut = &SQUARE[..SQUARE.len() - 20];
        assert!(told(cut.as_bytes()).to_string().contains("endsolid"));
        let two = SQUARE.replacen("vertex 1 1 0\nendloop", "endloop", 1);
        assert!(told(two.as_bytes()).to_string().contains("no three corners"));
        let infinite = SQUARE.replace("0.5", "inf");
        assert!(told(infinite.as_bytes()).to_string().contains("a corner at inf"));
    }
}
