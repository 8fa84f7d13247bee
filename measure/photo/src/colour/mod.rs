//! Colour: code values to linear light, CIELAB, colour differences, the skin colour indices, the colour
//! card's published values and the transform between two captures.

pub mod checker;
mod ciede2000;
pub mod lab;
pub mod skin;
pub mod srgb;
mod transform;

pub use ciede2000::ciede2000;
pub use transform::{ColourTransform, Fit, FitError, FitKind, PatchPair};
