//! What the two captures of a comparison show.

use crate::language::{course_texts, say_with};
use crate::photo_view;
use crate::words::capitalised;
use relief_protocol::Zone;
use relief_store::PhotoView;

/// What the two captures of a comparison show: photos of a view, or scans of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Photos from there.
    Photos(PhotoView),
    /// Scans of the zone.
    Scans(Zone),
}

impl Subject {
    /// In words.
    pub fn name(self) -> String {
        match self {
            Self::Photos(view) => photo_view::name(view),
            Self::Scans(zone) => say_with("{zone}, scan", &[("zone", &zone_name(zone))]),
        }
    }

    /// A code for ids in pages.
    pub fn code(self) -> String {
        match self {
            Self::Photos(view) => photo_view::code(view),
            Self::Scans(zone) => format!("scan.{}", crate::form::code(&zone)),
        }
    }

    /// The zone that it shows alone.
    pub fn zone(self) -> Option<Zone> {
        match self {
            Self::Photos(view) => photo_view::zone(view),
            Self::Scans(zone) => Some(zone),
        }
    }

    /// The patient's page with such captures.
    pub fn page(self) -> &'static str {
        match self {
            Self::Photos(_) => "/photos",
            Self::Scans(_) => "/scans",
        }
    }
}

/// A zone's name, for headings and rows.
pub fn zone_name(zone: Zone) -> String {
    capitalised((course_texts().zone)(zone))
}
