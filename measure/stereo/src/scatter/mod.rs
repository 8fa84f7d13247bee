//! How light spreads within skin, and taking it back.
//!
//! Light that enters skin comes out up to some millimetres away. Shading is blurred by it: slopes look smaller than they are, the narrower the relief the more, and shadows are
//! soft. The blur of a wave of wave number `k` is
//!
//! ```text
//! T(k) = ¼ / √(1 + (k d)²) + ¾ / √(1 + (3 k d)²)
//! ```
//!
//! the Fourier transform of Burley's normalised diffusion `(exp(−r/d) + exp(−r/3d)) / 8πdr` (Christensen & Burley 2015, Pixar Technical Memo 15-04), which fits
//! path-traced skin within a few percent. Green and blue have a length `d` each; red is not measured.
//!
//! The set tells the lengths itself, because both colours show one relief, in green more blurred than in blue ([`estimate`]).

mod estimate;
mod model;

pub(crate) use estimate::{Shading, estimate};
pub use model::Scatter;
