//! A scan's record; its bytes are a blob.

use super::{Kind, Record, Versioned};
use jiff::Timestamp;
use relief_course::Line;
use relief_protocol::{Hash, Zone};
use serde::{Deserialize, Serialize};

/// What is known of a scan when it is handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanTaken {
    /// The zone that it shows.
    pub zone: Zone,
    /// When it was taken, as far as known.
    pub taken_at: Option<Timestamp>,
    /// The file's name, whose ending helps to tell its format.
    pub name: Line,
    /// What was said of it that the file does not say.
    pub told: ScanTold,
}

/// What whoever handed a scan in said of it, because its file does not.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanTold {
    /// The distance between cells, in mm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pitch_mm: Option<f64>,
    /// The symbol of the unit of lengths, such as `um`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Line>,
}

/// A 3D scan of a zone, as an instrument wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    /// The zone that it shows.
    pub zone: Zone,
    /// When it was taken, as far as known.
    pub taken_at: Option<Timestamp>,
    /// The file's name.
    pub name: Line,
    /// What was said of it that the file does not say.
    pub told: ScanTold,
    /// The size of its bytes.
    pub bytes: u64,
    /// The BLAKE3 of its bytes, which is the name that results give their inputs.
    pub hash: Hash,
    /// Where its sealed bytes are: the BLAKE3 of those.
    pub blob: Hash,
}

impl Versioned<Scan> {
    /// When it was taken, as far as known; else when it was handed in.
    pub fn taken_or_kept_at(&self) -> Timestamp {
        self.value.taken_at.unwrap_or(self.at)
    }
}

impl Record for Scan {
    const KIND: Kind = Kind::Scan;
}
