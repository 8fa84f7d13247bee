//! The report page: what stands in it, what is escaped, and how it behaves in a real browser.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod browser;
mod content;
mod fixture;
mod relit;
mod scan_fixture;
mod scans;
mod solid;
