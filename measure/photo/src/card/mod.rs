//! The Relief card in a photo: where it is, its scale, its colours, its blur; and the card to print.
//!
//! The card is sought on a shrunk picture (dark quadrilaterals whose payload is a tag of tag36h11) and measured
//! at full resolution in linear light. Its plane is not the skin's: a card held 10 mm nearer to a lens 400 mm
//! away reads 2.5 % larger.

mod area;
mod dark;
mod decode;
mod edge;
mod find;
mod group;
pub mod layout;
mod light;
mod line;
mod measure;
mod paper;
mod patch;
mod pose;
pub mod print;
mod projective;
mod quad;
mod refine;
mod spread;
mod view;

pub use find::{CardSearch, find_card};
pub use paper::WhiteSample;
pub use patch::PatchReading;
pub use view::CardView;

#[cfg(test)]
mod tests;
