//! Colour: code values to linear light, CIELAB, colour differences, the skin colour indices, the colour
//! card's published values, and the tone curve and transform between two captures.

pub mod checker;
mod ciede2000;
pub mod lab;
mod normalisation;
pub mod skin;
pub mod srgb;
mod tone;
mod transform;

pub use ciede2000::ciede2000;
pub use normalisation::Normalisation;
pub use tone::ToneCurve;
pub use transform::{ColourTransform, Fit, FitError, FitKind, PatchPair};
