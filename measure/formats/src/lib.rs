//! Each scan format: bytes in, a height map or a mesh in millimetres out, and back. It knows no paths and no skin.
//!
//! # What every reader keeps
//!
//! * **Units are converted once, here.** Heights, pitch and vertices come out in millimetres. Formats that name no unit
//!   take [`Options::unit`].
//! * **Invalid stays invalid.** Whatever a format marks as not measured is not valid in the map, and is written back as
//!   not measured.
//! * **Rows stay in the file's order**, the first row on top; x runs along a row. Heights point out of the surface, as
//!   the file has them.
//! * **A pitch is never guessed.** A map whose file carries none, and with none in [`Options::pitch`], is refused.
//! * **Nothing is allocated on a header's word.** Sizes are held against [`Limits`] and against the bytes that are
//!   there first.
//! * **A scan of an absurd size is refused** ([`Plausible`]), because that is what a wrong unit looks like.
//!
//! Which formats there are, and where readers of others differ, stands in this crate's README.

mod al3d;
mod bytes;
mod error;
mod fields;
mod format;
mod gltf;
mod gsf;
mod lattice;
mod limits;
mod map;
mod mesh;
mod npy;
mod obj;
mod options;
mod plausible;
mod plu;
mod ply;
mod png;
mod samples;
mod sdf;
mod stl;
mod sur;
#[cfg(test)]
mod testing;
mod text;
mod tiff;
mod unit;
mod write;
mod x3p;
mod xyz;

pub use error::Error;
pub use format::Format;
pub use limits::Limits;
pub use mesh::Mesh;
pub use obj::texture_files;
pub use options::Options;
pub use plausible::Plausible;
pub use unit::LengthUnit;
pub use write::{Output, write};

use relief_grid::HeightMap;

/// What a scan is: heights on a grid, or a mesh.
#[derive(Debug, Clone, PartialEq)]
pub enum Scan {
    /// Heights on a regular grid.
    HeightMap(HeightMap),
    /// Triangles in space.
    Mesh(Mesh),
}

/// Reads a scan of any format that is known.
///
/// `extension` is the ending of the file's name, without its dot; it decides only where the bytes do not (see
/// [`Format::of`]).
///
/// ```
/// use relief_formats::{Error, Options, Scan, read};
/// let points = b"0 0 0.10\n0.05 0 0.12\n0 0.05 0.11\n0.05 0.05 nan\n";
/// let Scan::HeightMap(map) = read(points, Some("xyz"), &Options::default())? else { unreachable!() };
/// assert_eq!((map.width(), map.height()), (2, 2));
/// assert_eq!(map.height_mm(1, 0), Some(0.12));
/// assert_eq!(map.height_mm(1, 1), None);
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
///
/// [`Error`] says in one line what is wrong and what to do.
pub fn read(bytes: &[u8], extension: Option<&str>, options: &Options) -> Result<Scan, Error> {
    read_as(bytes, Format::of(bytes, extension)?, options)
}

/// Reads a scan whose format is known.
///
/// # Errors
///
/// [`Error`], also when the bytes are of another format.
pub fn read_as(bytes: &[u8], format: Format, options: &Options) -> Result<Scan, Error> {
    options.limits.file(bytes)?;
    let scan = match format {
        Format::Al3d => Scan::HeightMap(al3d::read(bytes, options)?),
        Format::Gltf => Scan::Mesh(gltf::read(bytes, options)?),
        Format::Gsf => Scan::HeightMap(gsf::read(bytes, options)?),
        Format::Npy => Scan::HeightMap(npy::read(bytes, options)?),
        Format::Obj => Scan::Mesh(obj::read(bytes, options)?),
        Format::Plu => Scan::HeightMap(plu::read(bytes, options)?),
        Format::Ply => Scan::Mesh(ply::read(bytes, options)?),
        Format::Png => Scan::HeightMap(png::read(bytes, options)?),
        Format::Sdf => Scan::HeightMap(sdf::read(bytes, options)?),
        Format::Stl => Scan::Mesh(stl::read(bytes, options)?),
        Format::Sur => Scan::HeightMap(sur::read(bytes, options)?),
        Format::Tiff => Scan::HeightMap(tiff::read(bytes, options)?),
        Format::X3p => Scan::HeightMap(x3p::read(bytes, options)?),
        Format::Xyz => Scan::HeightMap(xyz::read(bytes, options)?),
    };
    match &scan {
        Scan::HeightMap(map) => options.plausible.check_map(map)?,
        Scan::Mesh(mesh) => options.plausible.check_mesh(mesh)?,
    }
    Ok(scan)
}
