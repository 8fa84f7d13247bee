//! NPY: one array of NumPy (its "NPY format", versions 1 to 3).
//!
//! An array of two dimensions, rows first, of real numbers of 1, 2, 4 or 8 bytes in either byte order, in C or Fortran
//! order. A cell that is NaN or infinite was not measured. The file carries neither pitch nor unit.

use crate::bytes::Bytes;
use crate::map::{given_pitch, height_map, to_mm};
use crate::samples::{Order, Sample};
use crate::text::text;
use crate::{Error, Format, Options};
use relief_grid::{HeightMap, ScaleSource};

const FORMAT: Format = Format::Npy;
const MAGIC: &[u8] = b"\x93NUMPY";
/// Longest header read; that of a plain array has 118 bytes, longer ones describe records.
const LONGEST_HEADER: u64 = 1 << 16;
/// The header is padded so that the data begin at a multiple of this.
const ALIGNMENT: usize = 64;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    if file.take(MAGIC.len() as u64, "signature")? != MAGIC {
        return Err(Error::damaged(FORMAT, "it does not begin with \\x93NUMPY"));
    }
    let version = file.u8("version")?;
    file.u8("version")?;
    let length = match version {
        1 => u64::from(file.u16("length of the header")?),
        2 | 3 => u64::from(file.u32("length of the header")?),
        other => {
            return Err(Error::unsupported(
                FORMAT,
                format!("version {other}"),
                "save it with numpy.save",
            ));
        }
    };
    if length > LONGEST_HEADER {
        return Err(Error::TooMany {
            format: FORMAT,
            what: "bytes of header",
            count: length,
            limit: LONGEST_HEADER,
        });
    }
    let header = Header::parse(&text(file.take(length, "header")?))?;
    let (height, width) = header.shape;
    let (width, height) = options.limits.cells(FORMAT, width, height)?;
    let pitch = given_pitch(FORMAT, options)?;
    let size = (width * height) as u64 * header.sample.size();
    let mut heights = header.sample.decode(file.take(size, "array")?, header.order);
    to_mm(&mut heights, options.unit.mm(), |_| false);
    if header.fortran {
        heights = transposed(&heights, height, width);
    }
    height_map(
        FORMAT,
        (width, height),
        heights,
        (pitch, pitch),
        ScaleSource::Given,
    )
}

/// The columns of a raster of `width` as rows.
fn transposed(values: &[f64], width: usize, height: usize) -> Vec<f64> {
    (0..width)
        .flat_map(|x| (0..height).map(move |y| values[y * width + x]))
        .collect()
}

/// What a header says.
struct Header {
    sample: Sample,
    order: Order,
    fortran: bool,
    /// Rows and columns.
    shape: (u64, u64),
}

impl Header {
    /// The header is the text of a Python dictionary with three entries.
    fn parse(text: &str) -> Result<Self, Error> {
        let missing = |key| Error::damaged(FORMAT, format!("no {key} in the header {text}"));
        let value = |key: &'static str| {
            let at = text.find(key).ok_or_else(|| missing(key))?;
            let after = text[at + key.len()..].trim_start_matches(['\'', '"']);
            let value = after.trim_start().strip_prefix(':').ok_or_else(|| missing(key))?;
            Ok::<&str, Error>(value.trim_start())
        };
        let descr = value("descr")?;
        let Some(kind) = descr
            .strip_prefix(['\'', '"'])
            .and_then(|kind| kind.split(['\'', '"']).next())
        else {
            return Err(unsupported("records of several fields"));
        };
        let (sample, order) = kind_of(kind)?;
        let shape = value("shape")?
            .strip_prefix('(')
            .and_then(|shape| shape.split(')').next());
        let shape = shape.ok_or_else(|| missing("shape"))?;
        let sides: Result<Vec<u64>, _> = shape
            .split(',')
            .map(str::trim)
            .filter(|side| !side.is_empty())
            .map(|side| side.trim_end_matches('L').parse())
            .collect();
        match sides.as_deref() {
            Ok(&[rows, columns]) => Ok(Self {
                sample,
                order,
                fortran: value("fortran_order")?.starts_with("True"),
                shape: (rows, columns),
            }),
            Ok(_) => Err(unsupported(&format!("an array of shape ({shape})"))),
            Err(_) => Err(missing("shape")),
        }
    }
}

/// The type and byte order that NumPy's `<f8` and the like name.
fn kind_of(kind: &str) -> Result<(Sample, Order), Error> {
    let order = match kind.as_bytes().first() {
        Some(b'<' | b'|') => Order::Little,
        Some(b'>') => Order::Big,
        _ => return Err(unsupported(&format!("samples of type {kind:?}"))),
    };
    let sample = match &kind[1..] {
        "u1" => Sample::U8,
        "i1" => Sample::I8,
        "u2" => Sample::U16,
        "i2" => Sample::I16,
        "u4" => Sample::U32,
        "i4" => Sample::I32,
        "u8" => Sample::U64,
        "i8" => Sample::I64,
        "f4" => Sample::F32,
        "f8" => Sample::F64,
        _ => return Err(unsupported(&format!("samples of type {kind:?}"))),
    };
    Ok((sample, order))
}

fn unsupported(what: &str) -> Error {
    Error::unsupported(
        FORMAT,
        what,
        "save heights as one array of two dimensions of float32 or float64",
    )
}

/// Heights in mm as version 1 with 64 bit floats; NaN where not measured. The pitch is not in the file.
pub(crate) fn write(map: &HeightMap) -> Vec<u8> {
    let (width, height) = (map.width(), map.height());
    let mut header =
        format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({height}, {width}), }}").into_bytes();
    // Magic, version and length are 10 bytes; the header ends in a line feed.
    let until = (10 + header.len() + 1).next_multiple_of(ALIGNMENT) - 10;
    header.resize(until - 1, b' ');
    header.push(b'\n');
    let mut file = Vec::with_capacity(10 + until + 8 * width * height);
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&[1, 0]);
    // Two shapes of at most 20 digits fit into a header of 128 bytes.
    file.extend_from_slice(&(until as u16).to_le_bytes());
    file.extend_from_slice(&header);
    for height_mm in crate::write::heights_or_nan(map) {
        file.extend_from_slice(&height_mm.to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_same, with_holes};
    use relief_grid::Pitch;

    fn file(version: u8, header: &str, data: &[u8]) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend_from_slice(&[version, 0]);
        if version == 1 {
            file.extend_from_slice(&(header.len() as u16).to_le_bytes());
        } else {
            file.extend_from_slice(&(header.len() as u32).to_le_bytes());
        }
        file.extend_from_slice(header.as_bytes());
        file.extend_from_slice(data);
        file
    }

    fn options() -> Options {
        Options {
            pitch: Pitch::from_mm_per_px(0.05),
            ..Options::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let map = with_holes(9, 6);
        let file = write(&map);
        assert_eq!(file.len(), 128 + 8 * 9 * 6);
        let options = Options {
            pitch: Some(map.pitch_x()),
            ..Options::default()
        };
        let read = read(&file, &options).unwrap();
        let square = HeightMap::new(
            map.heights_mm().clone(),
            map.valid().clone(),
            map.pitch_x(),
            map.pitch_x(),
            ScaleSource::Given,
        );
        assert_same(&read, &square, 0.0);
        assert_eq!(read.scale(), ScaleSource::Given);
    }

    #[test]
    fn orders_types_and_versions() {
        let c = "{'descr': '>i2', 'fortran_order': False, 'shape': (2, 3), }";
        let data = [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 255, 250];
        let um = Options {
            unit: crate::LengthUnit::Micrometre,
            ..options()
        };
        let map = read(&file(2, c, &data), &um).unwrap();
        assert_eq!(map.heights_mm().data(), &[1e-3, 2e-3, 3e-3, 4e-3, 5e-3, -6e-3]);
        let fortran = r#"{"shape": (2, 3), "fortran_order": True, "descr": "|u1"}"#;
        let map = read(&file(3, fortran, &[1, 4, 2, 5, 3, 6]), &options()).unwrap();
        assert_eq!((map.width(), map.height()), (3, 2));
        assert_eq!(map.heights_mm().data(), &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    }

    #[test]
    fn a_pitch_is_asked_for_by_the_name_of_its_option() {
        let error = read(&write(&with_holes(3, 3)), &Options::default()).unwrap_err();
        assert_eq!(error, Error::NoPitch { format: FORMAT });
        assert!(error.to_string().contains("--pitch-mm"));
    }

    #[test]
    fn hostile_headers_are_refused_before_anything_is_allocated() {
        let huge = "{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000), }";
        let told = |bytes: &[u8]| read(bytes, &options()).unwrap_err();
        assert!(matches!(told(&file(1, huge, &[])), Error::TooMany { .. }));
        let large = "{'descr': '<f8', 'fortran_order': False, 'shape': (9000, 9000), }";
        assert!(matches!(told(&file(1, large, &[0; 8])), Error::Truncated { .. }));
        assert!(matches!(
            told(b"\x93NUMPY\x02\0\xff\xff\xff\xff"),
            Error::TooMany { .. }
        ));
        for (header, part) in [
            (
                "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2, 2), }",
                "records",
            ),
            (
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2, 3), }",
                "(2, 2, 3)",
            ),
            (
                "{'descr': '<c16', 'fortran_order': False, 'shape': (2, 2), }",
                "c16",
            ),
            (
                "{'descr': '\u{20ac}f8', 'fortran_order': False, 'shape': (2, 2), }",
                "f8",
            ),
            ("{'fortran_order': False}", "descr"),
        ] {
            let told = told(&file(1, header, &[0; 64])).to_string();
            assert!(told.contains(part), "{told}");
        }
        assert!(matches!(
            told(&file(
                1,
                "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 5), }",
                &[]
            )),
            Error::Nothing { .. }
        ));
    }
}
