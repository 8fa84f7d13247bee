//! PNG with grey samples of 16 bits, by the png crate.
//!
//! A sample is a height in [`Options::unit`]. A cell was not measured where an alpha channel is fully transparent. The file carries
//! neither unit nor pitch; colour profiles and gamma say nothing about heights and are passed over.

use crate::map::{given_pitch, height_map};
use crate::samples::{Order, Sample};
use crate::{Error, Format, Options};
use ::png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};
use relief_grid::{HeightMap, ScaleSource};
use std::io::Cursor;

const FORMAT: Format = Format::Png;
/// Memory for chunks beside the picture: colour profiles of scanners reach 2 MB.
const CHUNK_BYTES: usize = 16 << 20;
const RESAVE: &str = "save heights as one grey picture of 16 bits, or as NPY";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let limits = Limits { bytes: CHUNK_BYTES };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::IDENTITY);
    let header = decoder.read_header_info().map_err(damage)?;
    let (width, height) = options
        .limits
        .cells(FORMAT, header.width.into(), header.height.into())?;
    let channels = match (header.color_type, header.bit_depth) {
        (ColorType::Grayscale, BitDepth::Sixteen) => 1,
        (ColorType::GrayscaleAlpha, BitDepth::Sixteen) => 2,
        (color, depth) => {
            let what = format!("a picture of kind {color:?} with {} bits", depth as u8);
            return Err(Error::unsupported(FORMAT, what, RESAVE));
        }
    };
    let pitch = given_pitch(FORMAT, options)?;
    let mut reader = decoder.read_info().map_err(damage)?;
    let mut picture = vec![0; width * height * channels * Sample::U16.size() as usize];
    if reader.output_buffer_size() != Some(picture.len()) {
        return Err(Error::damaged(FORMAT, "the size of its picture changes"));
    }
    reader.next_frame(&mut picture).map_err(damage)?;
    let samples = Sample::U16.decode(&picture, Order::Big);
    let height_of = |cell: &[f64]| match cell {
        [height] => height * options.unit.mm(),
        [_, 0.0] => f64::NAN,
        [height, ..] => height * options.unit.mm(),
        [] => f64::NAN,
    };
    let heights = samples.chunks(channels).map(height_of).collect();
    height_map(
        FORMAT,
        (width, height),
        heights,
        (pitch, pitch),
        ScaleSource::Given,
    )
}

fn damage(error: DecodingError) -> Error {
    Error::damaged(FORMAT, error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LengthUnit;
    use relief_grid::Pitch;

    fn file(color: ColorType, depth: BitDepth, width: u32, height: u32, data: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut file, width, height);
        encoder.set_color(color);
        encoder.set_depth(depth);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        file
    }

    fn options() -> Options {
        Options {
            pitch: Pitch::from_mm_per_px(0.05),
            unit: LengthUnit::Micrometre,
            ..Options::default()
        }
    }

    #[test]
    fn samples_are_heights_and_transparency_a_hole() {
        let grey = file(ColorType::Grayscale, BitDepth::Sixteen, 2, 1, &[1, 0, 0, 5]);
        let map = read(&grey, &options()).unwrap();
        assert_eq!(map.heights_mm().data(), &[0.256, 0.005]);
        let alpha = file(
            ColorType::GrayscaleAlpha,
            BitDepth::Sixteen,
            2,
            1,
            &[0, 3, 255, 255, 0, 4, 0, 0],
        );
        let map = read(&alpha, &options()).unwrap();
        assert_eq!((map.height_mm(0, 0), map.height_mm(1, 0)), (Some(0.003), None));
    }

    #[test]
    fn what_is_no_height_map_is_told() {
        let told = |bytes: &[u8], options: &Options| read(bytes, options).unwrap_err();
        let grey = file(ColorType::Grayscale, BitDepth::Sixteen, 2, 1, &[1, 0, 0, 5]);
        assert_eq!(
            told(&grey, &Options::default()),
            Error::NoPitch { format: FORMAT }
        );
        assert!(matches!(
            told(&grey[..grey.len() - 30], &options()),
            Error::Damaged { .. }
        ));
        let photo = file(ColorType::Rgb, BitDepth::Eight, 1, 1, &[1, 2, 3]);
        assert!(told(&photo, &options()).to_string().contains("Rgb with 8 bits"));
        let mut huge = grey;
        // The width in the header, whose checksum then no longer fits.
        huge[16..20].fill(0x7f);
        assert!(read(&huge, &options()).is_err());
    }
}
