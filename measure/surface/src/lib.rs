//! What a scan of skin says: areal texture by ISO 25178-2, each scar in millimetres, and what changed between two scans.
//!
//! Everything here takes a [`HeightMap`](relief_grid::HeightMap): heights in mm, z up and out of the skin. Cells that were not measured are never read
//! and never become zero. The same map gives the same numbers on any number of threads.

pub mod change;
mod error;
pub mod filter;
pub mod form;
mod fourier;
pub mod mesh;
pub mod parameters;
pub mod profile;
pub mod register;
mod robust;
pub mod scars;

pub use error::SurfaceError;
