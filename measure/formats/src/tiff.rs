//! TIFF and BigTIFF with one grey picture of 16, 32 or 64 bit integers or floats, by the tiff crate.
//!
//! A float that is NaN or infinite, and the value that the tag `GDAL_NODATA` names, was not measured. The file carries no
//! unit of heights, and its resolution tags speak of print: the pitch must be given.

use crate::map::{given_pitch, height_map, to_mm};
use crate::write::heights_or_nan;
use crate::{Error, Format, Options};
use ::tiff::decoder::{Decoder, DecodingResult, Limits};
use ::tiff::encoder::{TiffEncoder, colortype};
use ::tiff::tags::Tag;
use ::tiff::{ColorType, TiffError};
use relief_grid::{HeightMap, ScaleSource};
use std::io::{Cursor, ErrorKind};

const FORMAT: Format = Format::Tiff;
/// Most memory for one tag's value; the places of strips are the longest.
const TAG_BYTES: usize = 16 << 20;
/// Most bytes of a sample.
const LARGEST_SAMPLE: usize = 8;
/// The value of points that were not measured, as text (GDAL's private tag).
const GDAL_NODATA: Tag = Tag::Unknown(42_113);
/// White is the smallest value (TIFF 6.0, tag 262): such heights would be upside down.
const WHITE_IS_ZERO: u32 = 0;
const RESAVE: &str = "save heights as one grey picture of 32 bit floats, or as NPY";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let mut reader = Decoder::new(Cursor::new(bytes)).map_err(damage)?;
    let (width, height) = reader.dimensions().map_err(damage)?;
    let (width, height) = options.limits.cells(FORMAT, width.into(), height.into())?;
    match reader.colortype().map_err(damage)? {
        ColorType::Gray(16 | 32 | 64) => {}
        other => return Err(unsupported(format!("a picture of kind {other:?}"))),
    }
    let tag = |reader: &mut Decoder<_>, tag| reader.find_tag_unsigned::<u32>(tag).map_err(damage);
    if tag(&mut reader, Tag::PhotometricInterpretation)? == Some(WHITE_IS_ZERO) {
        return Err(unsupported("a picture whose white is zero".to_owned()));
    }
    let pitch = given_pitch(FORMAT, options)?;
    let mut limits = Limits::default();
    limits.decoding_buffer_size = width * height * LARGEST_SAMPLE;
    limits.intermediate_buffer_size = (width * height * LARGEST_SAMPLE).max(TAG_BYTES);
    limits.ifd_value_size = TAG_BYTES;
    let mut reader = reader.with_limits(limits);
    let nodata = reader.find_tag(GDAL_NODATA).map_err(damage)?;
    let nodata = nodata.and_then(|value| value.into_string().ok());
    let nodata: Option<f64> = nodata.and_then(|value| value.trim_end_matches('\0').trim().parse().ok());
    let mut heights = samples(reader.read_image().map_err(damage)?)?;
    if reader.more_images() {
        return Err(unsupported("several pictures".to_owned()));
    }
    to_mm(&mut heights, options.unit.mm(), |value| nodata == Some(value));
    height_map(
        FORMAT,
        (width, height),
        heights,
        (pitch, pitch),
        ScaleSource::Given,
    )
}

fn samples(decoded: DecodingResult) -> Result<Vec<f64>, Error> {
    fn wide<T: Into<f64>>(samples: Vec<T>) -> Vec<f64> {
        samples.into_iter().map(Into::into).collect()
    }
    match decoded {
        DecodingResult::U16(samples) => Ok(wide(samples)),
        DecodingResult::I16(samples) => Ok(wide(samples)),
        DecodingResult::U32(samples) => Ok(wide(samples)),
        DecodingResult::I32(samples) => Ok(wide(samples)),
        DecodingResult::F32(samples) => Ok(wide(samples)),
        DecodingResult::F64(samples) => Ok(samples),
        _ => Err(unsupported(
            "samples that are neither 16 nor 32 bit integers nor floats".to_owned(),
        )),
    }
}

fn unsupported(what: String) -> Error {
    Error::unsupported(FORMAT, what, RESAVE)
}

fn damage(error: TiffError) -> Error {
    match error {
        TiffError::UnsupportedError(what) => unsupported(what.to_string()),
        TiffError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            Error::damaged(FORMAT, "its data end early")
        }
        other => Error::damaged(FORMAT, other),
    }
}

/// Heights in mm as 32 bit floats; NaN where not measured. The pitch is not in the file.
pub(crate) fn write(map: &HeightMap) -> Result<Vec<u8>, Error> {
    let count = |count: usize, what| {
        u32::try_from(count).map_err(|_| Error::TooMany {
            format: FORMAT,
            what,
            count: count as u64,
            limit: u64::from(u32::MAX),
        })
    };
    let (width, height) = (count(map.width(), "columns")?, count(map.height(), "rows")?);
    if width == 0 || height == 0 {
        return Err(Error::Nothing {
            format: FORMAT,
            what: "cells",
        });
    }
    let heights: Vec<f32> = heights_or_nan(map).map(|height| height as f32).collect();
    let mut file = Cursor::new(Vec::new());
    TiffEncoder::new(&mut file)
        .and_then(|mut encoder| encoder.write_image::<colortype::Gray32Float>(width, height, &heights))
        .map_err(damage)?;
    Ok(file.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LengthUnit;
    use crate::testing::with_holes;
    use relief_grid::Pitch;

    fn options() -> Options {
        Options {
            pitch: Pitch::from_mm_per_px(0.05),
            ..Options::default()
        }
    }

    fn file<C: colortype::ColorType>(width: u32, data: &[C::Inner], nodata: Option<&str>) -> Vec<u8>
    where
        [C::Inner]: ::tiff::encoder::TiffValue,
    {
        let mut file = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut file).unwrap();
        let rows = data.len() / C::BITS_PER_SAMPLE.len() / width as usize;
        let mut image = encoder.new_image::<C>(width, rows as u32).unwrap();
        if let Some(nodata) = nodata {
            image.encoder().write_tag(GDAL_NODATA, nodata).unwrap();
        }
        image.write_data(data).unwrap();
        file.into_inner()
    }

    #[test]
    fn what_is_written_is_read() {
        let map = with_holes(9, 6);
        let read = read(&write(&map).unwrap(), &options()).unwrap();
        assert_eq!(read.valid(), map.valid());
        for (got, expected) in heights_or_nan(&read).zip(heights_or_nan(&map)) {
            assert!(expected.is_nan() || (got - expected).abs() <= 0.1 / 16_777_216.0);
        }
    }

    #[test]
    fn integers_take_the_given_unit_and_their_own_mark() {
        let um = Options {
            unit: LengthUnit::Micrometre,
            ..options()
        };
        let bytes = file::<colortype::Gray16>(2, &[100, 200, 65_535, 300], Some("65535"));
        let map = read(&bytes, &um).unwrap();
        assert_eq!(map.height_mm(1, 0), Some(0.2));
        assert_eq!((map.height_mm(0, 1), map.valid().count()), (None, 3));
        let bytes = file::<colortype::GrayI32>(2, &[-5, 7], None);
        assert_eq!(read(&bytes, &um).unwrap().height_mm(0, 0), Some(-5e-3));
    }

    #[test]
    fn what_is_no_height_map_is_told() {
        let told = |bytes: &[u8], options: &Options| read(bytes, options).unwrap_err();
        let grey = file::<colortype::Gray16>(2, &[1, 2, 3, 4], None);
        assert_eq!(
            told(&grey, &Options::default()),
            Error::NoPitch { format: FORMAT }
        );
        let eight = file::<colortype::Gray8>(2, &[1, 2], None);
        assert!(told(&eight, &options()).to_string().contains("Gray(8)"));
        // One picture of 3 rows, three samples a cell.
        let colour = file::<colortype::RGB16>(1, &[0; 9], None);
        assert!(matches!(told(&colour, &options()), Error::Unsupported { .. }));
        assert!(matches!(
            told(&grey[..grey.len() - 20], &options()),
            Error::Damaged { .. }
        ));
        let small = Options {
            limits: crate::Limits {
                max_cells: 3,
                ..crate::Limits::default()
            },
            ..options()
        };
        assert!(matches!(told(&grey, &small), Error::TooMany { .. }));
    }
}
