//! OBJ: Wavefront's text files, and the names of textures in MTL libraries.
//!
//! Vertices (`v`, with colours behind the position where there are), places in the texture (`vt`) and faces (`f`) are
//! read; faces of more than three corners become fans. Groups, objects and materials do not divide the mesh, since skin
//! goes on where a texture ends. (The crate tobj makes a mesh of its own for each, with the vertices between them
//! doubled; therefore this reader.)

use crate::text::text;
use crate::{Error, Format, Mesh, Options};

const FORMAT: Format = Format::Obj;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Mesh, Error> {
    let mut obj = Obj::default();
    for (at, line) in text(bytes).lines().enumerate() {
        obj.line(line, options)
            .map_err(|detail| Error::damaged(FORMAT, format!("line {}, {line:?}: {detail}", at + 1)))?;
        options
            .limits
            .elements(FORMAT, "vertices", obj.vertices_mm.len() as u64)?;
        options
            .limits
            .elements(FORMAT, "triangles", obj.corners.len() as u64)?;
    }
    obj.finish()
}

/// Whether a text that begins so is OBJ.
pub(crate) fn looks_like(beginning: &str) -> bool {
    beginning
        .lines()
        .any(|line| line.starts_with("v ") && numbers::<3>(&line[2..]).is_ok())
}

/// A corner of a face: a vertex, and a place in the texture.
type Corner = (usize, Option<usize>);

/// What was read so far.
#[derive(Default)]
struct Obj {
    vertices_mm: Vec<[f64; 3]>,
    colours: Vec<[u8; 3]>,
    uv: Vec<[f32; 2]>,
    corners: Vec<[Corner; 3]>,
    libraries: Vec<String>,
}

impl Obj {
    fn line(&mut self, line: &str, options: &Options) -> Result<(), String> {
        let line = line.split('#').next().unwrap_or_default().trim();
        let Some((keyword, rest)) = line.split_once([' ', '\t']) else {
            return Ok(());
        };
        match keyword {
            "v" => {
                let position = numbers::<3>(rest)?;
                self.vertices_mm
                    .push(position.map(|along| along * options.unit.mm()));
                if let Ok([_, _, _, red, green, blue]) = numbers::<6>(rest) {
                    self.colours
                        .push([red, green, blue].map(|part| (part * 255.0).round() as u8));
                }
            }
            "vt" => self.uv.push(numbers::<2>(rest)?.map(|along| along as f32)),
            "f" => self.face(rest)?,
            "mtllib" => self.libraries.push(rest.trim().to_owned()),
            _ => {}
        }
        Ok(())
    }

    /// A face of three or more corners `vertex/texture/normal`, as a fan around the first.
    fn face(&mut self, rest: &str) -> Result<(), String> {
        let mut corners = rest.split_whitespace().map(|corner| {
            let mut parts = corner.split('/');
            let vertex = index(parts.next().unwrap_or_default(), self.vertices_mm.len())?;
            let texture = match parts.next().unwrap_or_default() {
                "" => None,
                number => Some(index(number, self.uv.len())?),
            };
            Ok::<Corner, String>((vertex, texture))
        });
        let mut next = || corners.next().transpose();
        let (Some(first), Some(mut before), Some(mut corner)) = (next()?, next()?, next()?) else {
            return Err("a face has three corners or more".to_owned());
        };
        loop {
            self.corners.push([first, before, corner]);
            before = corner;
            match next()? {
                Some(after) => corner = after,
                None => return Ok(()),
            }
        }
    }

    fn finish(self) -> Result<Mesh, Error> {
        if self.corners.is_empty() {
            return Err(Error::Nothing {
                format: FORMAT,
                what: "faces",
            });
        }
        let vertex = |(vertex, _): Corner| match self.vertices_mm.get(vertex) {
            Some(_) => Ok(vertex as u32),
            None => Err(Error::damaged(
                FORMAT,
                format!("a face names vertex {} of {}", vertex + 1, self.vertices_mm.len()),
            )),
        };
        let triangles: Result<Vec<[u32; 3]>, Error> = self
            .corners
            .iter()
            .map(|&[a, b, c]| Ok([vertex(a)?, vertex(b)?, vertex(c)?]))
            .collect();
        let uv = |(_, texture): Corner| texture.and_then(|at| self.uv.get(at)).copied();
        let corner_uv = self
            .corners
            .iter()
            .map(|&[a, b, c]| Some([uv(a)?, uv(b)?, uv(c)?]));
        Ok(Mesh {
            triangles: triangles?,
            corner_uv: corner_uv.collect(),
            colours: (self.colours.len() == self.vertices_mm.len()).then_some(self.colours),
            vertices_mm: self.vertices_mm,
            appearance_files: self.libraries,
        })
    }
}

/// The place that a face's number names among `count` so far: from one upwards, or back from the last with a minus.
fn index(number: &str, count: usize) -> Result<usize, String> {
    let place = match number.parse::<i64>() {
        Ok(number) if number > 0 => usize::try_from(number - 1).ok(),
        Ok(number) if number < 0 => usize::try_from(number.unsigned_abs())
            .ok()
            .and_then(|back| count.checked_sub(back)),
        _ => None,
    };
    place.ok_or_else(|| format!("{number:?} names no vertex"))
}

/// The first `N` numbers of a line, all finite.
fn numbers<const N: usize>(rest: &str) -> Result<[f64; N], String> {
    let mut numbers = [0.0; N];
    let mut tokens = rest.split_whitespace();
    for number in &mut numbers {
        let token = tokens.next().unwrap_or_default();
        *number = token
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .ok_or_else(|| format!("{token:?} is no number"))?;
    }
    Ok(numbers)
}

/// The names of the pictures that colour a surface (`map_Kd`) in the text of an MTL library, each once, in order.
///
/// ```
/// let mtl = b"newmtl skin\nKd 1 1 1\nmap_Kd -clamp on face.jpg\n";
/// assert_eq!(relief_formats::texture_files(mtl), ["face.jpg"]);
/// ```
pub fn texture_files(mtl: &[u8]) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for line in text(mtl).lines() {
        let mut tokens = line.split_whitespace();
        if tokens.next() == Some("map_Kd")
            && let Some(file) = tokens.next_back()
            && !files.iter().any(|known| known == file)
        {
            files.push(file.to_owned());
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LengthUnit;

    #[test]
    fn faces_of_groups_share_their_vertices() {
        let text = "mtllib skin.mtl\no face\nv 0 0 0 1 0 0.5\nv 1 0 0 0 0 0\nv 1 1 0 0 1 0\nv 0 1 0 0 0 1 # corner\n\
                    vt 0 0\nvt 1 0\nvt 1 1\nvn 0 0 1\ng one\nf 1/1/1 2/2/1 3/3/1\nusemtl b\ng two\nf -4/1 -2/3 -1/2\n";
        let mesh = read(text.as_bytes(), &Options::default()).unwrap();
        assert_eq!(mesh.triangles, [[0, 1, 2], [0, 2, 3]]);
        assert_eq!(mesh.colours.as_ref().unwrap()[0], [255, 0, 128]);
        assert_eq!(
            mesh.corner_uv.as_ref().unwrap()[1],
            [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0]]
        );
        assert_eq!(mesh.appearance_files, ["skin.mtl"]);
    }

    #[test]
    fn polygons_become_fans_in_the_given_unit() {
        let text = "v 0 0 0\nv 0.01 0 0\nv 0.01 0.01 0\nv 0 0.01 0\nv -0.01 0.005 0\nf 1 2 3 4 5\n";
        let metre = Options {
            unit: LengthUnit::Metre,
            ..Options::default()
        };
        let mesh = read(text.as_bytes(), &metre).unwrap();
        assert_eq!(mesh.triangles, [[0, 1, 2], [0, 2, 3], [0, 3, 4]]);
        assert_eq!(mesh.vertices_mm[2], [10.0, 10.0, 0.0]);
        assert_eq!((mesh.colours, mesh.corner_uv), (None, None));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let told = |text: &str| {
            read(text.as_bytes(), &Options::default())
                .unwrap_err()
                .to_string()
        };
        assert!(told("v 0 0\n").contains("line 1"));
        assert!(told("v 0 0 inf\n").contains("\"inf\" is no number"));
        assert!(told("v 0 0 0\nf 1 2 3\n").contains("names vertex 2 of 1"));
        assert!(told("v 0 0 0\nf 1 1\n").contains("three corners"));
        assert!(told("v 0 0 0\nf 0 1 1\n").contains("names no vertex"));
        assert!(told("v 0 0 0\nf -2 1 1\n").contains("names no vertex"));
        assert!(told("v 0 0 0\n").contains("no faces"));
    }
}
