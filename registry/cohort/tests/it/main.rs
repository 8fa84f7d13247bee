//! The crate from outside: its numbers against R, its rules, and a simulated registry whose truth is known.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod advice;
mod answers;
mod coverage;
mod expected;
mod judged;
mod oracle;
mod rows;
mod sentences;
mod simulated;
