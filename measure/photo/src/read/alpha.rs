//! Dropping an alpha channel that says nothing, refusing one that does.

use super::{Channels, Decoded, ReadError};
use crate::photo::Samples;

/// The picture without its alpha channel.
///
/// # Errors
///
/// [`ReadError::Transparent`] when a pixel is not fully opaque.
pub(super) fn drop_opaque(mut decoded: Decoded) -> Result<Decoded, ReadError> {
    let (count, left) = match decoded.channels {
        Channels::GreyAlpha => (2, Channels::Grey),
        Channels::Rgba => (4, Channels::Rgb),
        Channels::Grey | Channels::Rgb => return Ok(decoded),
    };
    let transparent = match &mut decoded.samples {
        Samples::U8(s) => drop_last(s, count, u8::MAX),
        Samples::U16(s) => drop_last(s, count, u16::MAX),
    };
    if transparent > 0 {
        return Err(ReadError::Transparent { pixels: transparent });
    }
    decoded.channels = left;
    Ok(decoded)
}

/// Removes the last of every `count` samples in place; the number of those that were not `opaque`.
fn drop_last<T: Copy + PartialEq>(samples: &mut Vec<T>, count: usize, opaque: T) -> u64 {
    let mut transparent = 0;
    let mut to = 0;
    for from in (0..samples.len()).step_by(count) {
        transparent += u64::from(samples[from + count - 1] != opaque);
        samples.copy_within(from..from + count - 1, to);
        to += count - 1;
    }
    samples.truncate(to);
    transparent
}
