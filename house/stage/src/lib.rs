//! Real things that tests start and end. Each of them ends with its value, and with the test's process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "tests only: a stage that cannot be set is a failed test"
)]

pub mod browser;
pub mod postgres;
