//! Depth from a few lights: photometric stereo of skin.
//!
//! Pictures from one position, each under a lamp of its own, become a [`HeightMap`](relief_grid::HeightMap) in mm. The crate takes linear light; decoding, finding the card and
//! reading folders are others' work.

mod agreement;
mod albedo;
mod align;
mod axes;
mod ball;
mod card;
mod check;
mod cosine;
mod error;
mod file;
mod fill;
mod gate;
mod hidden;
mod integrate;
mod lamps;
mod light;
mod matt;
mod normals;
mod orthographic;
mod placed;
mod reconstruct;
mod reduce;
mod reflectance;
mod response;
mod scatter;
mod set;
mod shine;
mod solved;
mod spread;
mod surface;
mod uncertainty;
mod vignetting;

pub use ball::{Ball, BallSurface, LampOnBall};
pub use card::{Bend, LampsByCard, LampsTold, LitCard};
pub use check::{Check, CheckCode};
pub use error::StereoError;
pub use file::{Encoding, Falloff, Lamp, Lights};
pub use reconstruct::{FrameFound, Reconstruction, Relief, reconstruct};
pub use reduce::{WORKING_PITCH_MM, block_factor, block_means};
pub use reflectance::Gloss;
pub use response::Response;
pub use scatter::Scatter;
pub use set::{Camera, Frame, LampsFrom, Light, LightSet, View};
pub use uncertainty::Wave;
pub use vignetting::Vignetting;
