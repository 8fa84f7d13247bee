//! What is measured on the skin of a comparable pair, each quantity with the units of skin (blocks or scars)
//! that its uncertainty is drawn from.

mod colour;
mod metric;
mod texture;

pub use colour::colour_metrics;
pub use metric::{Finish, Metric, Unit};
pub use texture::{Band, TEXTURE_BANDS, texture_metrics};
