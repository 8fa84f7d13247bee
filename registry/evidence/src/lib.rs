//! Published trials of microneedling for acne scars, and what can be pooled from them.

mod distribution;
pub mod effect;
mod error;
pub mod pool;
pub mod trials;

pub use error::EvidenceError;
