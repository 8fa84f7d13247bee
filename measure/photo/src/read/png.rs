//! PNG by the png crate, which alone gives the colour chunks.

use super::error::one_line;
use super::facts::{self, Facts};
use super::{Channels, Decoded, Encoding, ReadError, ReadLimits};
use crate::photo::Samples;
use png::{BitDepth, ColorType, Decoder, DecodingError, Info, Limits, ScaledFloat, Transformations};
use std::io::{Cursor, ErrorKind};

const FORMAT: &str = "png";

/// Most memory for everything but the picture: profiles, palettes, one row.
const SIDE_BYTES: usize = 64 << 20;

pub(super) fn decode(bytes: &[u8], limits: &ReadLimits) -> Result<Decoded, ReadError> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: SIDE_BYTES });
    decoder.set_transformations(Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    let header = decoder.read_header_info().map_err(damage)?;
    let (width, height) = limits.check(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(damage)?;
    if let Some(animation) = reader.info().animation_control
        && animation.num_frames > 1
    {
        return Err(ReadError::Animated {
            format: FORMAT,
            frames: animation.num_frames,
        });
    }
    let encoding = encoding(reader.info());
    let (color_type, depth) = reader.output_color_type();
    let channels = match color_type {
        ColorType::Grayscale => Channels::Grey,
        ColorType::GrayscaleAlpha => Channels::GreyAlpha,
        ColorType::Rgba => Channels::Rgba,
        ColorType::Rgb | ColorType::Indexed => Channels::Rgb,
    };
    let size = reader.output_buffer_size().unwrap_or_default();
    let mut buffer = vec![0; size];
    reader.next_frame(&mut buffer).map_err(damage)?;
    reader.finish().map_err(damage)?;
    let facts = reader
        .info()
        .exif_metadata
        .as_deref()
        .map_or_else(Facts::default, facts::read);
    let samples = match depth {
        BitDepth::Sixteen => Samples::U16(big_endian(&buffer)),
        _ => Samples::U8(buffer),
    };
    Ok(Decoded {
        format: FORMAT,
        width,
        height,
        channels,
        samples,
        encoding,
        facts,
    })
}

/// The colour chunks in their order of precedence (PNG third edition, 4.3): cICP, iCCP, sRGB, gAMA
/// with cHRM.
fn encoding(info: &Info<'_>) -> Encoding {
    if let Some(points) = info.coding_independent_code_points {
        return Encoding::CodePoints {
            primaries: points.color_primaries,
            transfer: points.transfer_function,
            full_range: points.is_video_full_range_image,
        };
    }
    if let Some(profile) = &info.icc_profile {
        return Encoding::Icc(profile.to_vec());
    }
    if info.srgb.is_some() {
        return Encoding::Srgb;
    }
    let gamma = info.gama_chunk.map(ScaledFloat::into_value);
    let chromaticities = info
        .chrm_chunk
        .map(|c| [c.white, c.red, c.green, c.blue].map(|(x, y)| (x.into_value(), y.into_value())));
    if gamma.is_none() && chromaticities.is_none() {
        return Encoding::Untagged;
    }
    Encoding::Gamma {
        gamma,
        chromaticities,
    }
}

fn big_endian(bytes: &[u8]) -> Vec<u16> {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|pair| u16::from_be_bytes(*pair))
        .collect()
}

fn damage(error: DecodingError) -> ReadError {
    match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => ReadError::Truncated {
            format: FORMAT,
            detail: "data end early".to_owned(),
        },
        other => ReadError::Damaged {
            format: FORMAT,
            detail: one_line(&other),
        },
    }
}
