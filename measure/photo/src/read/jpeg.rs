//! JPEG by zune-jpeg: straight to RGB in one buffer, and an error where the entropy-coded data end early.

use super::error::one_line;
use super::facts::{self, Facts};
use super::{Channels, Decoded, Encoding, ReadError, ReadLimits};
use crate::photo::{LOW_FREQUENCIES, Samples};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

const FORMAT: &str = "jpeg";

/// The largest edge that a JPEG header can name; the pixel limit is checked before decoding.
const LARGEST_EDGE: usize = 65_535;

pub(super) fn decode(bytes: &[u8], limits: &ReadLimits) -> Result<Decoded, ReadError> {
    let segments = segments(bytes);
    let lenient = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(LARGEST_EDGE)
        .set_max_height(LARGEST_EDGE);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), lenient);
    decoder.decode_headers().map_err(damage)?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let (width, height) = limits.check(width as u64, height as u64)?;
    if !segments.ended {
        return Err(truncated("no end-of-image marker"));
    }
    let (channels, out) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (Channels::Grey, ColorSpace::Luma),
        Some(ColorSpace::YCbCr | ColorSpace::RGB) => (Channels::Rgb, ColorSpace::RGB),
        Some(ColorSpace::CMYK | ColorSpace::YCCK) => {
            return Err(ReadError::UntrustedColour {
                why: "printing inks, CMYK, instead of light".to_owned(),
            });
        }
        _ => {
            return Err(ReadError::UnsupportedSamples {
                format: FORMAT,
                what: "unusual channels".to_owned(),
            });
        }
    };
    let encoding = match decoder.icc_profile() {
        Some(profile) => Encoding::Icc(profile),
        None if segments.icc => {
            return Err(ReadError::UntrustedColour {
                why: "its colour profile is incomplete".to_owned(),
            });
        }
        None => Encoding::Untagged,
    };
    let facts = Facts {
        jpeg_steps: segments.steps,
        ..decoder
            .exif()
            .map_or_else(Facts::default, |block| facts::read(block))
    };
    // Headers of real cameras bend the rules; the picture itself may not.
    decoder.set_options(lenient.set_strict_mode(true).jpeg_set_out_colorspace(out));
    let samples = Samples::U8(decoder.decode().map_err(damage)?);
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

/// What a walk over the marker segments finds.
struct Segments {
    /// There is an end-of-image marker after the data.
    ended: bool,
    /// There is a segment of an ICC profile, whole or not.
    icc: bool,
    /// Sum of the quantiser steps of luma's nine lowest frequencies.
    steps: Option<u32>,
}

/// Walks over the segments and the entropy-coded data between them (ITU-T T.81, annex B).
fn segments(bytes: &[u8]) -> Segments {
    const STUFFED: u8 = 0x00;
    const SOI: u8 = 0xd8;
    const EOI: u8 = 0xd9;
    const APP2: u8 = 0xe2;
    const DQT: u8 = 0xdb;
    let mut found = Segments {
        ended: false,
        icc: false,
        steps: None,
    };
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(0xff, rest) {
        rest = &rest[at + 1..];
        let Some(&marker) = rest.first() else { break };
        match marker {
            // A fill byte: the marker follows.
            0xff => {}
            STUFFED | 0x01 | 0xd0..=SOI => rest = &rest[1..],
            EOI => {
                found.ended = true;
                break;
            }
            _ => {
                let Some(&[high, low]) = rest.get(1..3) else { break };
                let length = usize::from(u16::from_be_bytes([high, low]));
                let Some(segment) = rest.get(3..1 + length) else {
                    break;
                };
                found.icc |= marker == APP2 && segment.starts_with(b"ICC_PROFILE\0");
                if marker == DQT {
                    found.steps = found.steps.or(luma_steps(segment));
                }
                rest = &rest[1 + length..];
            }
        }
    }
    found
}

/// The sum of the steps of table 0, which is luma's in every common encoder, over its nine lowest frequencies beside the
/// mean (zigzag order, ITU-T T.81, B.2.4.1); `None` when the segment does not hold it.
fn luma_steps(mut tables: &[u8]) -> Option<u32> {
    const LUMA: u8 = 0;
    const CELLS: usize = 64;
    while let Some((&head, rest)) = tables.split_first() {
        let wide = head >> 4 != 0;
        let (steps, after) = rest.split_at_checked(if wide { 2 * CELLS } else { CELLS })?;
        let step = |i: usize| {
            if wide {
                u32::from(u16::from_be_bytes([steps[2 * i], steps[2 * i + 1]]))
            } else {
                u32::from(steps[i])
            }
        };
        if head & 0x0f == LUMA {
            return Some((1..=LOW_FREQUENCIES).map(step).sum());
        }
        tables = after;
    }
    None
}

fn truncated(detail: &str) -> ReadError {
    ReadError::Truncated {
        format: FORMAT,
        detail: detail.to_owned(),
    }
}

fn damage(error: DecodeErrors) -> ReadError {
    match error {
        DecodeErrors::ZeroError => ReadError::NoPixels { width: 0, height: 0 },
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => truncated("data end early"),
        DecodeErrors::FormatStatic(text) if text.contains("Premature end") => truncated("data end early"),
        DecodeErrors::Unsupported(scheme) => ReadError::UnsupportedSamples {
            format: FORMAT,
            what: one_line(&format!("{scheme:?}")),
        },
        other => ReadError::Damaged {
            format: FORMAT,
            detail: one_line(&format!("{other:?}")),
        },
    }
}
