//! The crate from outside: what goes out comes back, what cannot be is refused in one line, and files are as the dictionary says.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod analysis;
mod damaged;
mod dictionary;
mod generated;
mod refused;
mod round_trip;
