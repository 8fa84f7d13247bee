//! Which file was read, and what its pixels mean.

use relief_grid::ScaleSource;
use serde::{Deserialize, Serialize};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Photos.
    Photo,
    /// Height maps: scans or stereo folders.
    Surface,
}

/// One input of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InputInfo {
    /// The name under which it was given.
    pub path: String,
    /// BLAKE3 of its bytes, 64 hexadecimal digits.
    pub blake3: String,
    /// Pixels or samples per row, upright.
    pub width: usize,
    /// Number of rows, upright.
    pub height: usize,
    /// Millimetres per pixel at the card's or the given plane; absent when unknown.
    pub mm_per_px: Option<f64>,
    /// Where the scale came from.
    pub scale_source: ScaleSource,
}
