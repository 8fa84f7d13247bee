//! Two photos on one raster: working images, alignment and logarithms.

mod log;
mod working;

pub use log::{LogPlanes, combine};
pub use working::Working;
