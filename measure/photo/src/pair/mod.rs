//! Two photos on one raster: working images, alignment and logarithms.

mod align;
mod log;
mod working;

pub use align::{Aligned, Layer, Recipe, align};
pub use log::{LogPlanes, combine};
pub use working::Working;
