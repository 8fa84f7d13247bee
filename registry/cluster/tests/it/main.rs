//! A scheduler and its workers as processes, asked by the program.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod answers;
mod batch;
mod lost;
mod pairs;
#[path = "../../../table/examples/simulated/practice.rs"]
mod practice;
mod refused;
mod stage;
