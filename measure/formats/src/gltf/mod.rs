//! glTF 2.0, as text and binary (GLB): all triangles of the scene as one mesh.
//!
//! Lengths are metres by the specification, and so are these. Vertex colours are linear by the specification and come
//! out as sRGB. Buffers lie in the file itself; data in another file, and compressed data (Draco, meshopt), are refused by
//! name. (The crate gltf computes with offsets and counts of a file before it looks at them; therefore this reader of the
//! few parts that matter here.)

mod accessor;
mod document;

use crate::bytes::Bytes;
use crate::{Error, Format, LengthUnit, Mesh, Options};
use accessor::Buffers;
use document::{Document, Node, Primitive};

const FORMAT: Format = Format::Gltf;
const MAGIC: &[u8] = b"glTF";
/// The chunks of a GLB: its JSON and its data.
const JSON: u32 = 0x4E4F_534A;
const BIN: u32 = 0x004E_4942;
/// The mode of a primitive that is a list of triangles.
const TRIANGLES: u32 = 4;
/// Extensions that a file may require although they are not read: how a surface looks.
const LOOKS: [&str; 3] = ["KHR_materials_", "KHR_texture_", "EXT_texture_"];
const EXPORT: &str = "export it as GLB with triangles and without compression, or as PLY";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Mesh, Error> {
    let (json, data) = if bytes.starts_with(MAGIC) {
        chunks(bytes)?
    } else {
        (bytes, None)
    };
    let document: Document = serde_json::from_slice(json).map_err(|error| Error::damaged(FORMAT, error))?;
    let required = document.extensions_required.iter();
    if let Some(extension) = required
        .clone()
        .find(|name| !LOOKS.iter().any(|look| name.starts_with(look)))
    {
        return Err(Error::unsupported(
            FORMAT,
            format!("the extension {extension}"),
            EXPORT,
        ));
    }
    let buffers = Buffers::of(&document, data)?;
    let mut builder = Builder {
        document: &document,
        buffers,
        options,
        mesh: Mesh {
            vertices_mm: Vec::new(),
            triangles: Vec::new(),
            colours: Some(Vec::new()),
            corner_uv: None,
            appearance_files: Vec::new(),
        },
    };
    builder.scene()?;
    let mut mesh = builder.mesh;
    if mesh.triangles.is_empty() {
        return Err(Error::Nothing {
            format: FORMAT,
            what: "triangles",
        });
    }
    let coloured = mesh.colours.as_ref().map_or(0, Vec::len);
    if coloured != mesh.vertices_mm.len() {
        mesh.colours = None;
    }
    Ok(mesh)
}

/// The JSON and the data of a GLB.
fn chunks(bytes: &[u8]) -> Result<(&[u8], Option<&[u8]>), Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    file.take(MAGIC.len() as u64, "header")?;
    let version = file.u32("header")?;
    if version != 2 {
        return Err(Error::unsupported(FORMAT, format!("version {version}"), EXPORT));
    }
    file.u32("header")?; // Length of the file.
    let length = file.u32("chunk")?;
    if file.u32("chunk")? != JSON {
        return Err(Error::damaged(FORMAT, "its first chunk is no JSON"));
    }
    let json = file.take(length.into(), "JSON")?;
    let Ok(length) = file.u32("chunk") else {
        return Ok((json, None));
    };
    if file.u32("chunk")? != BIN {
        return Ok((json, None));
    }
    Ok((json, Some(file.take(length.into(), "data")?)))
}

/// A transformation of points: three rows of four.
type Affine = [[f64; 4]; 3];

const IDENTITY: Affine = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]];

/// What was read so far.
struct Builder<'a> {
    document: &'a Document,
    buffers: Buffers<'a>,
    options: &'a Options,
    mesh: Mesh,
}

impl Builder<'_> {
    /// All nodes of the scene, each in the place of its parents.
    fn scene(&mut self) -> Result<(), Error> {
        let document = self.document;
        let scene = document.scenes.get(document.scene.unwrap_or(0));
        let roots = scene.map_or(&[][..], |scene| &scene.nodes);
        let mut waiting: Vec<(usize, Affine)> = roots.iter().rev().map(|&root| (root, IDENTITY)).collect();
        let mut seen = vec![false; document.nodes.len()];
        while let Some((at, parent)) = waiting.pop() {
            let node = document.nodes.get(at).ok_or_else(|| missing("node", at))?;
            if std::mem::replace(&mut seen[at], true) {
                return Err(Error::damaged(FORMAT, format!("node {at} has two parents")));
            }
            let place = times(&parent, &affine(node));
            if let Some(at) = node.mesh {
                let mesh = document.meshes.get(at).ok_or_else(|| missing("mesh", at))?;
                for primitive in &mesh.primitives {
                    self.primitive(primitive, &place)?;
                }
            }
            waiting.extend(node.children.iter().rev().map(|&child| (child, place)));
        }
        Ok(())
    }

    fn primitive(&mut self, primitive: &Primitive, place: &Affine) -> Result<(), Error> {
        let mode = primitive.mode.unwrap_or(TRIANGLES);
        if mode != TRIANGLES {
            return Err(Error::unsupported(
                FORMAT,
                format!("a primitive of mode {mode}"),
                EXPORT,
            ));
        }
        let Some(&position) = primitive.attributes.get("POSITION") else {
            return Ok(());
        };
        let before = self.mesh.vertices_mm.len();
        let (limits, buffers) = (&self.options.limits, &self.buffers);
        let count = buffers.count(position)?;
        limits.elements(FORMAT, "vertices", (before as u64).saturating_add(count))?;
        let positions = buffers.positions(position)?;
        for at in &positions {
            let moved = place.map(|row| row[0] * at[0] + row[1] * at[1] + row[2] * at[2] + row[3]);
            let moved = moved.map(|along| along * LengthUnit::Metre.mm());
            if !moved.iter().all(|along| along.is_finite()) {
                return Err(Error::damaged(FORMAT, format!("a vertex at {moved:?} mm")));
            }
            self.mesh.vertices_mm.push(moved);
        }
        if let (Some(&colour), Some(colours)) = (primitive.attributes.get("COLOR_0"), &mut self.mesh.colours)
        {
            colours.append(&mut buffers.colours(colour, positions.len())?);
        }
        let corners = match primitive.indices {
            Some(indices) => {
                let so_far = 3 * self.mesh.triangles.len() as u64;
                let corners = so_far.saturating_add(buffers.count(indices)?);
                limits.elements(FORMAT, "triangles", corners / 3)?;
                buffers.indices(indices)?
            }
            None => (0..positions.len() as u32).collect(),
        };
        self.triangles(&corners, before as u32, positions.len(), mirrors(place))
    }

    fn triangles(&mut self, corners: &[u32], first: u32, count: usize, mirrored: bool) -> Result<(), Error> {
        if let Some(bad) = corners.iter().find(|&&corner| corner as usize >= count) {
            return Err(Error::damaged(
                FORMAT,
                format!("a triangle names vertex {bad} of {count}"),
            ));
        }
        let (triangles, _) = corners.as_chunks::<3>();
        self.mesh.triangles.extend(triangles.iter().map(|&[a, b, c]| {
            let [b, c] = if mirrored { [c, b] } else { [b, c] };
            [first + a, first + b, first + c]
        }));
        Ok(())
    }
}

fn missing(what: &str, at: usize) -> Error {
    Error::damaged(FORMAT, format!("there is no {what} {at}"))
}

/// Where a node stands in its parent: its matrix, or translation after rotation after scale.
fn affine(node: &Node) -> Affine {
    if let Some(m) = node.matrix {
        // Column by column.
        return [0, 1, 2].map(|row| [m[row], m[4 + row], m[8 + row], m[12 + row]]);
    }
    let [x, y, z, w] = node.rotation.unwrap_or([0.0, 0.0, 0.0, 1.0]);
    let scale = node.scale.unwrap_or([1.0; 3]);
    let moved = node.translation.unwrap_or([0.0; 3]);
    let turned = [
        [
            1.0 - 2.0 * (y * y + z * z),
            2.0 * (x * y - z * w),
            2.0 * (x * z + y * w),
        ],
        [
            2.0 * (x * y + z * w),
            1.0 - 2.0 * (x * x + z * z),
            2.0 * (y * z - x * w),
        ],
        [
            2.0 * (x * z - y * w),
            2.0 * (y * z + x * w),
            1.0 - 2.0 * (x * x + y * y),
        ],
    ];
    [0, 1, 2].map(|row| {
        let [a, b, c] = turned[row];
        [a * scale[0], b * scale[1], c * scale[2], moved[row]]
    })
}

/// First `second`, then `first`.
fn times(first: &Affine, second: &Affine) -> Affine {
    first.map(|row| {
        let mut product = [0.0, 0.0, 0.0, row[3]];
        for (along, other) in row.iter().zip(second) {
            for (sum, value) in product.iter_mut().zip(other) {
                *sum += along * value;
            }
        }
        product
    })
}

/// Whether a transformation turns what it moves into its mirror image.
fn mirrors([a, b, c]: &Affine) -> bool {
    let determinant = a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0]);
    determinant < 0.0
}

#[cfg(test)]
mod tests;
