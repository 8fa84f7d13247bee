//! TIFF by the tiff crate: one picture, 8 or 16 bit, grey or RGB.

use super::error::one_line;
use super::facts::{Facts, camera_name, printable};
use super::upright::{Orientation, UPRIGHT};
use super::{Channels, Decoded, Encoding, ReadError, ReadLimits};
use crate::photo::Samples;
use std::io::{Cursor, ErrorKind};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

const FORMAT: &str = "tiff";

/// Most memory for one tag's value. The decoder holds every byte of an ICC profile in 32 of its own;
/// profiles of scanners reach 2 MB.
const TAG_BYTES: usize = 64 << 20;

/// Most pictures looked at in one file before it counts as several.
const MOST_REDUCED: usize = 16;

/// Only digital negatives carry it; their first picture is a thumbnail.
const DNG_VERSION: Tag = Tag::Unknown(50_706);
/// The flash tag of EXIF.
const FLASH: Tag = Tag::Unknown(37_385);

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

pub(super) fn decode(bytes: &[u8], limits: &ReadLimits) -> Result<Decoded, ReadError> {
    let mut reader = Decoder::new(Cursor::new(bytes)).map_err(damage)?;
    let (width, height) = reader.dimensions().map_err(damage)?;
    let (width, height) = limits.check(width, height)?;
    if reader.find_tag(DNG_VERSION).map_err(damage)?.is_some() {
        return Err(ReadError::OtherFormat { format: "camera raw" });
    }
    let (channels, count, bits) = layout(reader.colortype().map_err(damage)?)?;
    let size = width * height * count * bits / 8;
    let mut allowed = Limits::default();
    allowed.decoding_buffer_size = size.max(TAG_BYTES);
    allowed.intermediate_buffer_size = size.max(TAG_BYTES);
    allowed.ifd_value_size = TAG_BYTES;
    reader = reader.with_limits(allowed);
    let encoding = match reader.find_tag(Tag::IccProfile).map_err(damage)? {
        Some(value) => Encoding::Icc(value.into_u8_vec().map_err(damage)?),
        None => Encoding::Untagged,
    };
    let facts = facts(&mut reader);
    let samples = match reader.read_image().map_err(damage)? {
        DecodingResult::U8(samples) => Samples::U8(samples),
        DecodingResult::U16(samples) => Samples::U16(samples),
        _ => return Err(unsupported("floating point or signed samples")),
    };
    let read = match &samples {
        Samples::U8(s) => s.len(),
        Samples::U16(s) => s.len(),
    };
    if read != width * height * count {
        return Err(unsupported("separate colour planes"));
    }
    only_picture(&mut reader)?;
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

/// The channels with their number and bits, of the kinds that are read.
fn layout(kind: ColorType) -> Result<(Channels, usize, usize), ReadError> {
    let (channels, count, bits) = match kind {
        ColorType::Gray(bits) => (Channels::Grey, 1, bits),
        ColorType::GrayA(bits) => (Channels::GreyAlpha, 2, bits),
        ColorType::RGB(bits) => (Channels::Rgb, 3, bits),
        ColorType::RGBA(bits) => (Channels::Rgba, 4, bits),
        ColorType::CMYK(_) | ColorType::CMYKA(_) => {
            return Err(ReadError::UntrustedColour {
                why: "printing inks, CMYK, instead of light".to_owned(),
            });
        }
        other => return Err(unsupported(&format!("samples of kind {other:?}"))),
    };
    match bits {
        8 | 16 => Ok((channels, count, usize::from(bits))),
        _ => Err(unsupported(&format!("{bits} bit samples"))),
    }
}

/// Refuses further pictures unless they are reduced copies of the first (thumbnails, pyramids).
fn only_picture(reader: &mut Reader<'_>) -> Result<(), ReadError> {
    for _ in 0..MOST_REDUCED {
        if !reader.more_images() {
            return Ok(());
        }
        reader.next_image().map_err(damage)?;
        let subfile = reader
            .find_tag_unsigned::<u32>(Tag::NewSubfileType)
            .map_err(damage)?;
        // Bit 0: a reduced-resolution version of another picture (TIFF 6.0, tag 254).
        if subfile.unwrap_or(0) & 1 == 0 {
            break;
        }
    }
    Err(ReadError::SeveralPages)
}

/// The tags that EXIF shares with TIFF, and the flash from the EXIF directory.
fn facts(reader: &mut Reader<'_>) -> Facts {
    let text = |reader: &mut Reader<'_>, tag| {
        reader
            .get_tag_ascii_string(tag)
            .ok()
            .and_then(|name| printable(&name))
    };
    let camera = camera_name(text(reader, Tag::Make), text(reader, Tag::Model));
    let orientation = reader.find_tag_unsigned::<u32>(Tag::Orientation).ok().flatten();
    Facts {
        orientation: orientation.and_then(Orientation::from_exif).unwrap_or(UPRIGHT),
        camera,
        flash_fired: flash(reader),
        adobe_rgb: false,
        ..Facts::default()
    }
}

fn flash(reader: &mut Reader<'_>) -> Option<bool> {
    let at = reader
        .find_tag(Tag::ExifDirectory)
        .ok()??
        .into_ifd_pointer()
        .ok()?;
    let directory = reader.read_directory(at).ok()?;
    let bits = reader
        .read_directory_tags(&directory)
        .find_tag_unsigned::<u32>(FLASH)
        .ok()??;
    Some(bits & 1 == 1)
}

fn unsupported(what: &str) -> ReadError {
    ReadError::UnsupportedSamples {
        format: FORMAT,
        what: what.to_owned(),
    }
}

fn damage(error: TiffError) -> ReadError {
    match error {
        TiffError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => ReadError::Truncated {
            format: FORMAT,
            detail: "data end early".to_owned(),
        },
        TiffError::UnsupportedError(what) => unsupported(&one_line(&what)),
        other => ReadError::Damaged {
            format: FORMAT,
            detail: one_line(&other),
        },
    }
}
