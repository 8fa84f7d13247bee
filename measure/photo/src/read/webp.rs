//! WebP by image-webp: stills only, 8 bit.

use super::error::one_line;
use super::facts::{self, Facts};
use super::{Channels, Decoded, Encoding, ReadError, ReadLimits};
use crate::photo::Samples;
use image_webp::{DecodingError, WebPDecoder};
use std::io::{Cursor, ErrorKind};

const FORMAT: &str = "webp";

/// Most memory for metadata chunks.
const SIDE_BYTES: usize = 64 << 20;

pub(super) fn decode(bytes: &[u8], limits: &ReadLimits) -> Result<Decoded, ReadError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(damage)?;
    let (width, height) = decoder.dimensions();
    let (width, height) = limits.check(width, height)?;
    if decoder.is_animated() {
        return Err(ReadError::Animated {
            format: FORMAT,
            frames: decoder.num_frames(),
        });
    }
    decoder.set_memory_limit(SIDE_BYTES);
    let encoding = match decoder.icc_profile().map_err(damage)? {
        Some(profile) => Encoding::Icc(profile),
        None => Encoding::Untagged,
    };
    let facts = match decoder.exif_metadata() {
        Ok(Some(block)) => facts::read(&block),
        _ => Facts::default(),
    };
    let channels = if decoder.has_alpha() {
        Channels::Rgba
    } else {
        Channels::Rgb
    };
    let mut samples = vec![0; decoder.output_buffer_size().unwrap_or_default()];
    decoder.read_image(&mut samples).map_err(damage)?;
    Ok(Decoded {
        format: FORMAT,
        width,
        height,
        channels,
        samples: Samples::U8(samples),
        encoding,
        facts,
    })
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
