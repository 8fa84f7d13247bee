//! A rendered set as the measuring crate takes it.

use crate::error::Problem;
use relief_grid::{Mask, Raster, ScaleSource};
use relief_phantom::RenderedLightSet;
use relief_stereo::{Frame, LampsFrom, LightSet, Lights};

/// Codes from here on may be burnt out.
const CLIPPED: u8 = 254;

/// The set; with `intensities` as the file has them, or unknown.
pub fn set(drawn: &RenderedLightSet, intensities: bool) -> Result<LightSet, Problem> {
    let told = |error: &dyn std::fmt::Display| Problem::Measure(error.to_string());
    let lights = Lights::from_json(drawn.lights_json.as_bytes()).map_err(|error| told(&error))?;
    let view = lights.view().ok_or_else(|| told(&"no camera"))?;
    let frames: Result<Vec<Frame>, Problem> = lights
        .lamps
        .iter()
        .map(|lamp| {
            let picture = drawn.frames.iter().find(|(name, _)| *name == lamp.file);
            let (name, picture) = picture.ok_or_else(|| told(&"a lamp without a picture"))?;
            Ok(Frame {
                name: name.clone(),
                linear: linear(picture),
                clipped: Mask::from_fn(picture.width(), picture.height(), |x, y| {
                    picture[(x, y)].iter().any(|code| *code >= CLIPPED)
                }),
                light: lamp.light.ok_or_else(|| told(&"a lamp without a place"))?,
                intensity: lamp.intensity.filter(|_| intensities),
            })
        })
        .collect();
    Ok(LightSet {
        frames: frames?,
        ambient: Some(linear(&drawn.ambient)),
        skin: Mask::filled(drawn.ambient.width(), drawn.ambient.height(), true),
        view,
        scale: ScaleSource::Given,
        lamps_from: LampsFrom::Told,
    })
}

/// Linear light of 8 bit sRGB (IEC 61966-2-1).
fn linear(picture: &Raster<[u8; 3]>) -> Raster<[f32; 3]> {
    let table: Vec<f32> = (0..=255u8)
        .map(|code| {
            let v = f32::from(code) / 255.0;
            if v <= 0.04045 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        })
        .collect();
    picture.map(|pixel| pixel.map(|code| table[usize::from(code)]))
}
