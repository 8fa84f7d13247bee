//! A photo's record; its bytes are a blob.

use super::{Entered, Kind, Record, Versioned};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_course::{Action, Line, Reach};
use relief_protocol::{Hash, Zone};
use serde::{Deserialize, Serialize};

/// From where a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says it")]
pub enum PhotoView {
    Frontal,
    ObliqueLeft,
    ObliqueRight,
    LateralLeft,
    LateralRight,
    /// A zone from near.
    CloseUp(Zone),
}

/// What is known of a photo when it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoTaken {
    /// From where.
    pub view: PhotoView,
    /// When it was taken, as far as known.
    pub taken_at: Option<Timestamp>,
    /// Its media type, such as `image/jpeg`.
    pub media: Line,
}

/// A photo that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// From where.
    pub view: PhotoView,
    /// When it was taken, as far as known.
    pub taken_at: Option<Timestamp>,
    /// Its media type, such as `image/jpeg`.
    pub media: Line,
    /// The size of its bytes.
    pub bytes: u64,
    /// The BLAKE3 of its bytes, which is the name that results give their inputs.
    pub hash: Hash,
    /// Where its sealed bytes are: the BLAKE3 of those.
    pub blob: Hash,
}

/// A view of which no photo was taken on a day, and why: so that a gap in a row of photos is no riddle later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewSkipped {
    /// From where.
    pub view: PhotoView,
    /// The day of the clinic's calendar.
    pub on: Date,
    /// Why.
    pub reason: Line,
}

impl Versioned<Photo> {
    /// When it was taken, as far as known; else when it was handed in.
    pub fn taken_or_kept_at(&self) -> Timestamp {
        self.value.taken_at.unwrap_or(self.at)
    }
}

impl Record for Photo {
    const KIND: Kind = Kind::Photo;
}

impl Record for ViewSkipped {
    const KIND: Kind = Kind::ViewSkipped;
}

impl Entered for ViewSkipped {
    fn writing(&self, _: Reach) -> Action {
        Action::AddPhotos
    }
}
