//! From decoded heights to a height map.

use crate::{Error, Format, Options};
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// A pitch that a file carries, in mm: finite and above zero.
pub(crate) fn file_pitch(format: Format, axis: &str, pitch_mm: f64) -> Result<Pitch, Error> {
    Pitch::from_mm_per_px(pitch_mm)
        .ok_or_else(|| Error::damaged(format, format!("the pitch along {axis} is {pitch_mm} mm")))
}

/// The pitch that was given, for a format or a file that carries none.
pub(crate) fn given_pitch(format: Format, options: &Options) -> Result<Pitch, Error> {
    options.pitch.ok_or(Error::NoPitch { format })
}

/// A map of heights in mm, row by row, of which those that are not finite were not measured.
pub(crate) fn height_map(
    format: Format,
    (width, height): (usize, usize),
    heights_mm: Vec<f64>,
    (pitch_x, pitch_y): (Pitch, Pitch),
    scale: ScaleSource,
) -> Result<HeightMap, Error> {
    let heights =
        Raster::from_vec(width, height, heights_mm).map_err(|error| Error::damaged(format, error))?;
    Ok(HeightMap::from_nan(heights, pitch_x, pitch_y, scale))
}

/// Takes decoded samples to mm in place; those that `is_invalid` become NaN.
pub(crate) fn to_mm(samples: &mut [f64], mm: f64, is_invalid: impl Fn(f64) -> bool) {
    for sample in samples {
        *sample = if is_invalid(*sample) {
            f64::NAN
        } else {
            *sample * mm
        };
    }
}
