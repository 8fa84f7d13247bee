//! One scar and its geometry.

use super::footprint::Footprint;
use relief_estimate::Estimate;

/// The three types of atrophic acne scar (Jacob, Dover & Kaminer 2001, doi:10.1067/mjd.2001.113451).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScarType {
    /// Narrower than 2 mm and tapering.
    IcePick,
    /// 1.5 to 4 mm wide with steep walls and a flat floor.
    Boxcar,
    /// Wider than 4 mm and gentle.
    Rolling,
}

/// One scar of a scan. Lengths are measured along the undisturbed skin, depths along its normal.
#[derive(Debug, Clone, PartialEq)]
pub struct Scar {
    /// The type that its shape fits best.
    pub scar_type: ScarType,
    /// How sure the type is, 0 to 1.
    pub confidence: f64,
    /// The centre of its area, from the centre of the map's first cell, x along a row and y down a column.
    pub centre_mm: [f64; 2],
    /// The outline as a closed polygon without its first point repeated, in the coordinates of `centre_mm`.
    pub outline_mm: Vec<[f64; 2]>,
    /// The greatest depth below the undisturbed surface.
    pub depth_mm: Estimate,
    /// The shorter side of the outline.
    pub width_mm: Estimate,
    /// The longer side of the outline.
    pub length_mm: Estimate,
    /// The area inside of the outline.
    pub area_mm2: Estimate,
    /// The volume between the undisturbed surface and the scar's.
    pub volume_mm3: Estimate,
    /// The mean slope of its walls.
    pub wall_slope_deg: Estimate,
    /// The cells within the outline.
    pub(crate) outline: Footprint,
    /// The cells within the foot, where its depth ends.
    pub(crate) foot: Footprint,
}
