//! What is measured on the skin of a comparable pair, each quantity with the units of skin (blocks or scars)
//! that its uncertainty is drawn from.

mod colour;
mod lines;
mod metric;
mod pores;
mod shared;
mod shine;
mod texture;

/// Side of the squares of skin that the uncertainty is drawn from: several wavelengths of the widest texture band,
/// and wider than the skin's mottle, so that they hardly depend on each other.
pub const UNIT_MM: f64 = 6.0;

pub use colour::colour_metrics;
pub use lines::line_metrics;
pub use metric::{Finish, Metric, Unit};
pub use pores::pore_area;
pub use shared::SharedDetail;
pub use shine::shine;
pub use texture::{Band, BandTexture, TEXTURE_BANDS, textures};
