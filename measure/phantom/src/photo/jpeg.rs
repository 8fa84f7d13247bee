//! Bytes of a photo.

use crate::error::PhantomError;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use relief_grid::Raster;

/// Shortest and longest side of a photo: the card must be seen, and 65535 is the most a JPEG holds (far
/// less is the most that memory holds).
const SIDES: std::ops::RangeInclusive<usize> = 120..=12_000;

/// Checks a size before anything is drawn.
///
/// # Errors
/// [`PhantomError::Size`] outside the limits.
pub(crate) fn check_size(width: usize, height: usize) -> Result<(), PhantomError> {
    if SIDES.contains(&width) && SIDES.contains(&height) {
        return Ok(());
    }
    Err(PhantomError::Size {
        width,
        height,
        least: *SIDES.start(),
        most: *SIDES.end(),
    })
}

/// Encodes `raster` as a JPEG of the given quality (1 to 100) without subsampling, as good cameras do.
///
/// # Errors
/// [`PhantomError`] when the raster is too large or the encoder refuses.
pub(crate) fn encode(raster: &Raster<[u8; 3]>, quality: u8) -> Result<Vec<u8>, PhantomError> {
    check_size(raster.width(), raster.height())?;
    let refused = |error: &dyn std::fmt::Display| PhantomError::Encode(error.to_string());
    let width = u16::try_from(raster.width()).map_err(|e| refused(&e))?;
    let height = u16::try_from(raster.height()).map_err(|e| refused(&e))?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder
        .encode(raster.data().as_flattened(), width, height, ColorType::Rgb)
        .map_err(|e| refused(&e))?;
    Ok(bytes)
}
