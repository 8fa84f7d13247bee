//! Scans of other programs, and ours in other programs; oracle/formats says what they read.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod fetched;
mod reading;
mod wave;
mod writing;
