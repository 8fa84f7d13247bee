//! Published trials of microneedling for acne scars, and what can be pooled from them.

pub mod answer;
mod distribution;
pub mod draw;
pub mod effect;
mod error;
pub mod pool;
pub mod sentence;
pub mod texts;
pub mod trials;

pub use error::EvidenceError;
