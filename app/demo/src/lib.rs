//! A practice with synthetic patients at every stage of a course, to look at Relief without anybody's data.
//!
//! What happened to each patient is written down as a [`story`]: events on days counted from today. [`fill`] tells all
//! stories together, in the order of time, to an empty store whose [`StoryClock`] it moves along: every record is
//! written by the role that writes it in a practice, and only after the rules of `relief-course` allowed it. Photos
//! and scans are those of `relief-phantom`, one skin for each patient, kept in an [`Album`] between two starts. They are measured by
//! the very code that a server's worker runs, so a verdict is what was measured: a story says how deep the scars are
//! by then, and nothing about what comes out.

mod album;
mod clock;
mod error;
mod pass_phrase;
mod progress;
pub mod story;
mod team;
mod tell;

pub use album::Album;
pub use clock::StoryClock;
pub use error::DemoError;
pub use pass_phrase::pass_phrase;
pub use progress::Progress;
pub use team::{Login, PRACTICE, logins, renew};
pub use tell::fill;
