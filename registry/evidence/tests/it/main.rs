//! The crate from outside: its table, its numbers against metafor, its answers and drawings.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod answers;
mod drawing;
mod effects;
mod expected;
mod ours;
mod pooling;
mod properties;
mod trials;
