//! How one capture's light is brought to another's frame.

use super::{ColourTransform, ToneCurve};

/// A tone curve, the same for all channels, and then a matrix: what lamps and cameras do to a whole picture alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normalisation {
    /// The tone curve, first.
    pub tone: ToneCurve,
    /// The colour matrix, after it.
    pub transform: ColourTransform,
}

impl Normalisation {
    /// Leaves light as it is.
    pub const NONE: Self = Self {
        tone: ToneCurve::IDENTITY,
        transform: ColourTransform::IDENTITY,
    };

    /// Linear light in the other capture's frame.
    pub fn apply(&self, linear: [f32; 3]) -> [f32; 3] {
        self.transform.apply(linear.map(|v| self.tone.apply(v)))
    }
}
