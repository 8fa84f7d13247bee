//! Photos of skin: reading with colour management, the card, registration, comparability, skin maps
//! and the change between two photos. Pure: bytes in, values out. It knows no files and no people.
//!
//! # Conventions
//!
//! * Positions are `(x, y)` with the centre of the first pixel at `(0, 0)`, as in `relief-grid`.
//! * A [`Photo`] keeps its samples as sRGB code values, 8 or 16 bit; every measurement reads them in
//!   linear light (0 black, 1 display white, BT.709 primaries, D65).
//! * Shrinking by a factor `k` maps pixel `i` of the small image to the centre of its `k` source
//!   pixels: `source = k·i + (k − 1)/2` (half-pixel convention).

mod blocks;
pub mod card;
pub mod colour;
pub mod comparison;
pub mod gate;
mod light;
pub mod metrics;
pub mod pair;
mod photo;
mod read;
pub mod register;
pub mod scars;
pub mod single;
pub mod skin;
mod turn;

pub use photo::{Photo, PhotoInfo, Samples};
pub use read::{ReadError, ReadLimits, read_photo};
