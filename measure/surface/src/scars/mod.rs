//! Scars: depressed regions of the skin, each measured against the undisturbed surface that would be there without it.

mod scar;

pub use scar::{Scar, ScarType};
