//! What the files themselves say about their light and their compression.

use super::{Check, Code};
use crate::photo::LOW_FREQUENCIES;

/// The check that the flash fired in both pictures or in none, by what the cameras wrote; `None` when one did not say.
pub fn check_flash(fired: [Option<bool>; 2]) -> Option<Check> {
    let [before, after] = [fired[0]?, fired[1]?];
    let which = if after { "second" } else { "first" };
    let message = format!("the camera's flash fired in the {which} picture only; switch it off");
    let differs = f64::from(u8::from(before != after));
    Some(Check::at_most(
        Code::LightHardness,
        "flash",
        differs,
        0.0,
        "flash",
        message,
    ))
}

/// How much rougher compression alone may make one picture's skin, as a share of its light. Quality 75 at 0.07 mm per
/// pixel adds 0.03 and moves the contrast of scars by 1 %; quality 60 adds 0.047 and moves it by 6 %.
const ROUGHER_LIMIT: f64 = 0.035;

/// Natural logarithm of light for each code value of sRGB at a quarter of white, as skin mostly is: 2.4 / (137 + 14).
const LN_PER_CODE: f64 = 0.0159;

/// How much of a photo its compression may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compression {
    /// [`crate::PhotoInfo::jpeg_steps`]; `None` counts as none.
    pub jpeg_steps: Option<u32>,
    /// Photo pixels for each working pixel, along each side: their mean is smoother.
    pub shrunk: usize,
}

impl Compression {
    /// What quantisation may add to the skin, as a standard deviation over its light: a step's width over √12 in each
    /// coefficient, which is as much in each pixel, for the transform keeps lengths.
    fn roughness(self) -> f64 {
        let step = f64::from(self.jpeg_steps.unwrap_or(0)) / LOW_FREQUENCIES as f64;
        LN_PER_CODE * step / 12f64.sqrt() / self.shrunk.max(1) as f64
    }
}

/// The check of how coarsely both photos were compressed. What both have alike does not count.
pub fn check_compression(photos: [Compression; 2]) -> Check {
    let [before, after] = photos.map(Compression::roughness);
    let rougher = (after * after - before * before).abs().sqrt();
    let which = if after > before { "second" } else { "first" };
    let message = format!(
        "the {which} photo was compressed so much more that it may be {:.1} % rougher; send photos as files, not through a messenger",
        100.0 * rougher
    );
    Check::at_most(
        Code::Noise,
        "compression_share",
        rougher,
        ROUGHER_LIMIT,
        "share",
        message,
    )
}
