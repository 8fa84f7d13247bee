//! HEIC, the photos of iPhones, by heifer: HEVC stills in pure Rust.

use super::error::one_line;
use super::facts::{self, Facts};
use super::upright::UPRIGHT;
use super::{Channels, Decoded, Encoding, ReadError, ReadLimits};
use crate::photo::Samples;
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{Error as ContainerError, HeifFile, ItemId};
use heifer::{Error, Image, Options};

const FORMAT: &str = "heic";

pub(super) fn decode(bytes: &[u8], limits: &ReadLimits) -> Result<Decoded, ReadError> {
    let file = HeifFile::parse(bytes).map_err(container)?;
    let id = file.primary_id;
    if let Some((width, height)) = file.image_size(id).map_err(container)? {
        limits.check(width, height)?;
    }
    // The decoder holds the picture, and each tile of a grid, to the same limit.
    let options = Options {
        max_pixels: limits.max_pixels,
        ..Options::default()
    };
    let (width, height, samples) = if coded_bits(&file, id)? <= 8 {
        let image = heifer::decode_rgba8(bytes, &options).map_err(damage)?;
        (image.width, image.height, Samples::U8(image.data))
    } else {
        let image = heifer::decode_with_options(bytes, &options).map_err(damage)?;
        (image.width, image.height, Samples::U16(widened(image)))
    };
    let (width, height) = limits.check(width, height)?;
    let exif = file.exif(id).ok().flatten();
    let facts = exif.map_or_else(Facts::default, |block| facts::read(&block));
    Ok(Decoded {
        format: FORMAT,
        width,
        height,
        channels: Channels::Rgba,
        samples,
        encoding: encoding(&file, id)?,
        // The decoder turned the picture as the container says; EXIF only repeats that.
        facts: Facts {
            orientation: UPRIGHT,
            ..facts
        },
    })
}

/// The coded bits per channel of an item, or of a grid's first tile.
fn coded_bits(file: &HeifFile<'_>, id: ItemId) -> Result<u8, ReadError> {
    let bits = |property: &Property| match property {
        Property::PixelInfo(bits) => bits.iter().copied().max(),
        Property::HevcConfig(config) => Some(config.bit_depth_luma.max(config.bit_depth_chroma)),
        _ => None,
    };
    let deepest = from_item_or_tile(file, id, |property| bits(property))?;
    Ok(deepest.unwrap_or(u8::MAX))
}

/// The colour description of an item, or of a grid's first tile.
fn encoding(file: &HeifFile<'_>, id: ItemId) -> Result<Encoding, ReadError> {
    if let Some(profile) = file.icc_profile(id).map_err(container)? {
        return Ok(Encoding::Icc(profile.to_vec()));
    }
    // 2 stands for unspecified (ITU-T H.273).
    let points = |property: &Property| match property {
        Property::Color(ColorInfo::Nclx {
            primaries, transfer, ..
        }) if *primaries != 2 && *transfer != 2 => Some((*primaries, *transfer)),
        _ => None,
    };
    let Some((primaries, transfer)) = from_item_or_tile(file, id, points)? else {
        return Ok(Encoding::Untagged);
    };
    match (u8::try_from(primaries), u8::try_from(transfer)) {
        // The range concerns YCbCr, which the decoder has left behind.
        (Ok(primaries), Ok(transfer)) => Ok(Encoding::CodePoints {
            primaries,
            transfer,
            full_range: true,
        }),
        _ => Err(ReadError::UntrustedColour {
            why: "unknown colour code points".to_owned(),
        }),
    }
}

fn from_item_or_tile<T>(
    file: &HeifFile<'_>,
    id: ItemId,
    find: impl Fn(&Property) -> Option<T>,
) -> Result<Option<T>, ReadError> {
    let tile = file.referenced_items(id, b"dimg").first().copied();
    for item in std::iter::once(id).chain(tile) {
        if let Some(found) = file.item_properties(item).map_err(container)?.find_map(&find) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The samples of a 9 to 16 bit image scaled to 16 bits.
fn widened(image: Image) -> Vec<u16> {
    let full = u32::from(image.max_value()).max(1);
    let mut samples = image.data;
    for sample in &mut samples {
        // At most full · 65535, below 2³².
        *sample =
            ((u32::from(*sample) * u32::from(u16::MAX) + full / 2) / full).min(u32::from(u16::MAX)) as u16;
    }
    samples
}

fn truncated() -> ReadError {
    ReadError::Truncated {
        format: FORMAT,
        detail: "data end early".to_owned(),
    }
}

fn container(error: ContainerError) -> ReadError {
    match error {
        ContainerError::UnexpectedEof => truncated(),
        ContainerError::Unimplemented(what) => unsupported(what),
        other => ReadError::Damaged {
            format: FORMAT,
            detail: one_line(&other),
        },
    }
}

fn damage(error: Error) -> ReadError {
    match error {
        Error::Container(error) => container(error),
        Error::Hevc(heifer::heifer_hevc_dec::Error::UnexpectedEof) => truncated(),
        Error::Unsupported(what) => unsupported(&what),
        other => ReadError::Damaged {
            format: FORMAT,
            detail: one_line(&other),
        },
    }
}

fn unsupported(what: &str) -> ReadError {
    ReadError::UnsupportedSamples {
        format: FORMAT,
        what: one_line(&what),
    }
}
