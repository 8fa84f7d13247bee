//! The report page: what stands in it, what is escaped, and how it behaves in a real browser.

mod browser;
mod content;
mod fixture;
