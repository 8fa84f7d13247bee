//! Taking photos with a browser's camera: what the server holds meanwhile, and what it says of a frame.
//!
//! What is held here is in memory alone. A server that restarts has lost it, and browsers send it again: they keep each picture
//! until its record is there.

mod frames;
mod hints;
mod judged;
mod parts;
mod pass;

pub use frames::look;
pub use judged::{Judged, judge};
pub use parts::{Key, Part, PartError, Parts, Sha};
pub use pass::{Passes, baseline_of};

/// What is held for everybody who takes photos.
#[derive(Default)]
pub struct Captures {
    /// Who may send frames of what, with the earlier picture.
    pub passes: Passes,
    /// Pictures of which some parts are here.
    pub parts: Parts,
}
