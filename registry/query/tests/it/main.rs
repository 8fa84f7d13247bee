//! The engine's answers are the registry's own.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod equal;
#[path = "../../../table/examples/simulated/practice.rs"]
mod practice;
mod refused;
