//! Colour: code values to linear light, CIELAB and the skin colour indices.

pub mod srgb;
