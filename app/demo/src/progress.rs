//! How far the making of a demo is.

/// How far the making of a demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many of so many photos are there.
    Photos(usize, usize),
    /// So many of so many events are told.
    Events(usize, usize),
}
