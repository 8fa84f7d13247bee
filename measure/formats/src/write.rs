//! One entry to the writers.

use crate::{Error, gsf, npy, ply, sdf, tiff, x3p};
use relief_grid::HeightMap;

/// A format to write a height map in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// X3P of ISO 25178-72 with 64 bit floats in metres.
    X3p,
    /// SDF of ISO 25178-71 as text; heights survive to the last bit.
    SdfAscii,
    /// SDF of ISO 25178-71 as 32 bit integers that share the range of heights.
    SdfBinary,
    /// Gwyddion Simple Field with 32 bit floats in metres.
    Gsf,
    /// TIFF with 32 bit floats in mm; the pitch is not in the file.
    Tiff,
    /// NPY with 64 bit floats in mm; the pitch is not in the file.
    Npy,
    /// The measured cells as a mesh: x to the right, y up the picture (the rows' opposite), z the height, so that it is
    /// no mirror image.
    Ply,
}

/// The bytes of a height map in another format. Cells that were not measured are marked as such.
///
/// ```
/// use relief_formats::{Options, Output, Scan, read, write};
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let map = HeightMap::from_nan(Raster::from_rows([[0.1, f64::NAN], [0.2, 0.3]]), pitch, pitch, ScaleSource::File);
/// let file = write(&map, Output::SdfAscii).unwrap();
/// let Ok(Scan::HeightMap(read)) = read(&file, None, &Options::default()) else { unreachable!() };
/// assert_eq!((read.height_mm(0, 1), read.height_mm(1, 0)), (Some(0.2), None));
/// ```
///
/// # Errors
///
/// When the format cannot hold the map: more rows or columns than its header can count, or no cell at all.
pub fn write(map: &HeightMap, output: Output) -> Result<Vec<u8>, Error> {
    match output {
        Output::X3p => x3p::write(map),
        Output::SdfAscii => sdf::write_ascii(map),
        Output::SdfBinary => sdf::write_binary(map),
        Output::Gsf => Ok(gsf::write(map)),
        Output::Tiff => tiff::write(map),
        Output::Npy => Ok(npy::write(map)),
        Output::Ply => ply::write(map),
    }
}

/// The heights row by row, NaN where not measured.
pub(crate) fn heights_or_nan(map: &HeightMap) -> impl Iterator<Item = f64> + '_ {
    let cells = map.heights_mm().data().iter().zip(map.valid().raster().data());
    cells.map(|(&height, &valid)| if valid { height } else { f64::NAN })
}
