//! Scars as a photo shows them: places whose shading differs from the plane of the skin around them.
//!
//! A plain photo sees no depth. What it sees is *shading contrast*: how much darker and brighter the
//! walls and floor of a scar are than the ring of skin around it. Under the same light this falls nearly in
//! proportion to depth, and it is all that is claimed here.

mod blood;
mod chroma;
mod contrast;
mod detect;
mod dipole;
mod footprint;
mod pattern;
mod pigment;
mod shape;
#[cfg(test)]
mod tests;

pub use blood::{shade, shading};
use chroma::Chroma;
pub use contrast::{ScarContrast, contrasts};
pub use detect::find_scars;
pub use dipole::{Dipoles, dipoles};
pub use footprint::Footprint;
pub use pattern::{Pattern, pattern};
pub use pigment::pigment_mask;
pub use shape::{ScarShape, shape};
