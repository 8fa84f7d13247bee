//! The program as it is used: its own process, real files, what it prints and how it ends.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod bad_input;
mod batch;
mod commands;
mod demo;
mod evidence;
mod faces;
mod practice;
mod program;
mod registry;
mod scans;
mod stereo;
