//! What a reader is told beside the bytes.

use crate::{LengthUnit, Limits, Plausible};
use relief_grid::Pitch;

/// What a reader is told beside the bytes. The default gives no pitch, takes lengths without a unit for millimetres,
/// and refuses what is no scan of skin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The distance between cells, for formats that carry none (NPY, TIFF, PNG). A file's own pitch goes before it, so
    /// that two scans of which one needs it can be read with the same options.
    pub pitch: Option<Pitch>,
    /// The unit of lengths in formats that name none: heights of NPY, TIFF and PNG, coordinates of XYZ, PLY, OBJ and
    /// STL. A file's own unit goes before it.
    pub unit: LengthUnit,
    /// How much a file may ask for.
    pub limits: Limits,
    /// What is believed of a scan's size.
    pub plausible: Plausible,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pitch: None,
            unit: LengthUnit::Millimetre,
            limits: Limits::default(),
            plausible: Plausible::default(),
        }
    }
}
