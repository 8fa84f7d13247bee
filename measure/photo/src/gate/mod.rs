//! The comparability gate: may these two photos be compared at all?
//!
//! Every check has a name, a measured value, a limit with its reason beside the constant, and a sentence
//! that a nurse can act on. One check beyond its limit refuses the pair; nothing is corrected away that the
//! skin itself could have caused.

mod check;
mod colour;
mod file;
mod geometry;
mod light;
mod optics;
#[cfg(test)]
mod tests;

pub use check::{Check, Code};
pub use colour::{ToneFacts, check_colour};
pub use file::{Compression, check_compression, check_flash};
pub use geometry::{GeometryFacts, check_geometry, check_view};
pub use light::{
    LightFacts, check_burnt_out, check_exposure, check_light, check_shadow, check_shadow_sides, check_shine,
    exposure_difference,
};
pub use optics::{DetailFacts, OpticsFacts, check_detail, check_optics};
