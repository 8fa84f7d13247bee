//! SDF: the surface data file of ISO 25178-71, as text and binary, of its first and second dialect (`ISO-1.0`,
//! `ISO-2.0`) and of its forerunner EUNA 15178 (`BCR-1.0`), which is the same.
//!
//! Lengths are in metres. A point that was not measured is `BAD` in text; in binary it is the lowest value of a signed
//! type (of a float also NaN) and the highest of an unsigned one.

use crate::bytes::Bytes;
use crate::fields::Fields;
use crate::map::{file_pitch, height_map, to_mm};
use crate::samples::{Order, Sample};
use crate::text::text;
use crate::write::heights_or_nan;
use crate::{Error, Format, LengthUnit, Options};
use relief_grid::{HeightMap, ScaleSource};
use std::fmt::Write;

const FORMAT: Format = Format::Sdf;
/// What `BAD` is in text.
const NOT_MEASURED: &str = "BAD";
/// The samples that `DataType` numbers (ISO 25178-71, table 2).
const DATA_TYPES: [Sample; 8] = [
    Sample::U8,
    Sample::U16,
    Sample::U32,
    Sample::F32,
    Sample::I8,
    Sample::I16,
    Sample::I32,
    Sample::F64,
];
/// The data type of 64 bit floats, and of 32 bit integers.
const DOUBLE: u8 = 7;
const INT32: u8 = 6;
/// Who wrote a file, and when: ten and twelve characters. There is no clock here; zeros are what others write for a
/// date that nobody recorded.
const MANUFACTURER: &str = "Relief    ";
const NO_DATE: &str = "000000000000";
/// Nothing is known of the instrument's resolution (the standard wants a negative number then).
const NO_RESOLUTION: f64 = -1.0;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    // Some writers begin with an empty line.
    let bytes = bytes.trim_ascii_start();
    let (header, heights) = match bytes.first() {
        Some(b'a') => read_ascii(bytes, options)?,
        _ => read_binary(bytes, options)?,
    };
    let metre = LengthUnit::Metre.mm();
    let pitch_x = file_pitch(FORMAT, "x", header.x_scale * metre)?;
    let pitch_y = file_pitch(FORMAT, "y", header.y_scale * metre)?;
    height_map(
        FORMAT,
        header.shape,
        heights,
        (pitch_x, pitch_y),
        ScaleSource::File,
    )
}

/// What both headers say, lengths in metres.
struct Header {
    shape: (usize, usize),
    x_scale: f64,
    y_scale: f64,
    /// Millimetres of one unit of the data.
    z_mm: f64,
    sample: Sample,
}

impl Header {
    fn of(
        options: &Options,
        (points, profiles): (u64, u64),
        [x_scale, y_scale, z_scale]: [f64; 3],
        compression: u8,
        data_type: u8,
    ) -> Result<Self, Error> {
        let resave = "export it as a plain SDF file, or as X3P";
        if compression != 0 {
            return Err(Error::unsupported(FORMAT, "compressed data", resave));
        }
        let sample = DATA_TYPES.get(usize::from(data_type)).copied();
        if !z_scale.is_finite() {
            return Err(Error::damaged(FORMAT, format!("Zscale = {z_scale}")));
        }
        Ok(Self {
            shape: options.limits.cells(FORMAT, points, profiles)?,
            x_scale,
            y_scale,
            // One for a scale of a millimetre, so that such heights are read to the last bit.
            z_mm: z_scale * LengthUnit::Metre.mm(),
            sample: sample
                .ok_or_else(|| Error::unsupported(FORMAT, format!("data of type {data_type}"), resave))?,
        })
    }

    const fn cells(&self) -> usize {
        self.shape.0 * self.shape.1
    }
}

fn read_binary(bytes: &[u8], options: &Options) -> Result<(Header, Vec<f64>), Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    let what = "header";
    let wide = match file.take(8, what)? {
        b"bISO-1.0" | b"bBCR-1.0" => false,
        b"bISO-2.0" => true,
        other => return Err(unknown(&text(other))),
    };
    file.take((MANUFACTURER.len() + 2 * NO_DATE.len()) as u64, what)?;
    let shape = if wide {
        (u64::from(file.u32(what)?), u64::from(file.u32(what)?))
    } else {
        (u64::from(file.u16(what)?), u64::from(file.u16(what)?))
    };
    let scales = [file.f64(what)?, file.f64(what)?, file.f64(what)?];
    let _resolution = file.f64(what)?;
    let (compression, data_type, _check) = (file.u8(what)?, file.u8(what)?, file.u8(what)?);
    let header = Header::of(options, shape, scales, compression, data_type)?;
    let size = header.cells() as u64 * header.sample.size();
    let mut heights = header.sample.decode(file.take(size, "heights")?, Order::Little);
    let marker = marker(header.sample);
    to_mm(&mut heights, header.z_mm, |value| value == marker);
    Ok((header, heights))
}

/// The value of a point that was not measured.
fn marker(sample: Sample) -> f64 {
    match sample {
        Sample::U8 => f64::from(u8::MAX),
        Sample::I8 => f64::from(i8::MIN),
        Sample::U16 => f64::from(u16::MAX),
        Sample::I16 => f64::from(i16::MIN),
        Sample::U32 => f64::from(u32::MAX),
        Sample::I32 => f64::from(i32::MIN),
        Sample::U64 => u64::MAX as f64,
        Sample::I64 => i64::MIN as f64,
        Sample::F32 => f64::from(f32::MIN),
        Sample::F64 => f64::MIN,
    }
}

fn read_ascii(bytes: &[u8], options: &Options) -> Result<(Header, Vec<f64>), Error> {
    let text = text(bytes);
    let mut sections = text.split('*');
    let mut lines = sections.next().unwrap_or_default().lines();
    match lines.next().map(str::trim) {
        Some("aISO-1.0" | "aISO-2.0" | "aBCR-1.0") => {}
        other => return Err(unknown(other.unwrap_or_default())),
    }
    let fields = Fields::of_lines(FORMAT, lines);
    let shape = (fields.parse("NumPoints")?, fields.parse("NumProfiles")?);
    let scales = [
        fields.parse("Xscale")?,
        fields.parse("Yscale")?,
        fields.parse("Zscale")?,
    ];
    let compression = fields.parse("Compression").unwrap_or(0);
    let header = Header::of(options, shape, scales, compression, fields.parse("DataType")?)?;
    let heights = sections.next().unwrap_or_default();
    let heights: Result<Vec<f64>, Error> = heights
        .split_ascii_whitespace()
        .take(header.cells() + 1)
        .map(|token| match token {
            NOT_MEASURED => Ok(f64::NAN),
            number => number
                .parse::<f64>()
                .map(|value| value * header.z_mm)
                .map_err(|_| Error::damaged(FORMAT, format!("a height of {number:?}"))),
        })
        .collect();
    Ok((header, heights?))
}

fn unknown(dialect: &str) -> Error {
    Error::unsupported(
        FORMAT,
        format!("dialect {dialect:?}"),
        "export it by ISO 25178-71 (ISO-1.0), or as X3P",
    )
}

/// Heights in mm as text, to the last bit.
pub(crate) fn write_ascii(map: &HeightMap) -> Result<Vec<u8>, Error> {
    let metre = LengthUnit::Metre.mm();
    let (points, profiles) = counts(map)?;
    let mut file = format!(
        "aISO-1.0\r\nManufacID = {MANUFACTURER}\r\nCreateDate = {NO_DATE}\r\nModDate = {NO_DATE}\r\n\
         NumPoints = {points}\r\nNumProfiles = {profiles}\r\nXscale = {:e}\r\nYscale = {:e}\r\nZscale = {:e}\r\n\
         Zresolution = {NO_RESOLUTION}\r\nCompression = 0\r\nDataType = {DOUBLE}\r\nCheckType = 0\r\n*\r\n",
        map.pitch_x().mm_per_px() / metre,
        map.pitch_y().mm_per_px() / metre,
        1.0 / metre,
    );
    for (at, height_mm) in heights_or_nan(map).enumerate() {
        let written = if height_mm.is_nan() {
            file.write_str(NOT_MEASURED)
        } else {
            write!(file, "{height_mm:e}")
        };
        let ends_line = (at + 1) % map.width() == 0;
        let separated = file.write_str(if ends_line { "\r\n" } else { " " });
        debug_assert!(written.is_ok() && separated.is_ok(), "writing to a string");
    }
    file.push_str("*\r\n*\r\n");
    Ok(file.into_bytes())
}

/// Heights as 32 bit integers: a step is the largest height over 2³¹, 0.05 nm for 100 mm. Of the types of the standard it
/// is the one whose mark for a point that was not measured all readers know.
pub(crate) fn write_binary(map: &HeightMap) -> Result<Vec<u8>, Error> {
    let metre = LengthUnit::Metre.mm();
    let (points, profiles) = counts(map)?;
    let measured = heights_or_nan(map).filter(|height| !height.is_nan());
    let largest = measured.fold(0.0_f64, |largest, height| largest.max(height.abs()));
    let step_mm = match largest / f64::from(i32::MAX) {
        0.0 => 1.0,
        step => step,
    };
    let mut file = format!("bISO-1.0{MANUFACTURER}{NO_DATE}{NO_DATE}").into_bytes();
    file.extend_from_slice(&points.to_le_bytes());
    file.extend_from_slice(&profiles.to_le_bytes());
    let (pitch_x, pitch_y) = (map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px());
    for number in [pitch_x / metre, pitch_y / metre, step_mm / metre, NO_RESOLUTION] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    file.extend_from_slice(&[0, INT32, 0]);
    file.reserve(4 * map.width() * map.height());
    for height_mm in heights_or_nan(map) {
        let step = if height_mm.is_nan() {
            i32::MIN
        } else {
            (height_mm / step_mm).round() as i32
        };
        file.extend_from_slice(&step.to_le_bytes());
    }
    Ok(file)
}

/// Points of a profile and profiles, which the header counts with 16 bits.
fn counts(map: &HeightMap) -> Result<(u16, u16), Error> {
    let count = |count: usize, what| {
        u16::try_from(count).map_err(|_| Error::TooMany {
            format: FORMAT,
            what,
            count: count as u64,
            limit: u64::from(u16::MAX),
        })
    };
    Ok((count(map.width(), "columns")?, count(map.height(), "rows")?))
}

#[cfg(test)]
mod tests;
