//! Rasters with masks, lengths and pitch: the containers and the image arithmetic that every
//! measuring crate shares. It knows no skin, no files and no people.
//!
//! # Conventions
//!
//! * A position is `(x, y)`: x to the right along a row, y down along a column. Never `(row, col)`.
//! * The centre of the first pixel is `(0.0, 0.0)`; its edges lie at −0.5 and +0.5.
//! * Values are stored row by row. A cell is valid where its [`Mask`] says so; the value of an
//!   invalid cell means nothing and is never read by a filter.
//! * Lengths are millimetres inside [`Length`] and [`Pitch`]; a bare `f64` names its unit.
//! * The same input gives the same bits on any number of threads: work is split by rows, and sums
//!   are taken per row and added in row order.

mod border;
pub mod components;
mod disjoint;
pub mod distance;
pub mod filter;
mod geometry;
mod height_map;
pub mod integral;
mod mask;
pub mod morphology;
mod notation;
mod pixel;
pub mod pyramid;
mod raster;
mod resample;
pub mod sample;
#[cfg(test)]
mod testing;
mod units;
mod vectorised;
pub mod warp;
pub mod watershed;
mod weigh;

pub use geometry::{Point, Polygon, encloses};
pub use height_map::HeightMap;
pub use mask::Mask;
pub use pixel::Pixel;
pub use raster::{CELLS_PER_TASK, Grid, Raster, ShapeError};
pub use units::{Angle, Area, Length, Pitch, ScaleSource};
pub use vectorised::vectorised;
