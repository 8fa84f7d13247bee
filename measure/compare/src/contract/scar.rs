//! Scars: one depressed region each, before and after.

use super::Verdict;
use serde::{Deserialize, Serialize};

/// The three types of atrophic acne scar (Jacob, Dover, Kaminer 2001, doi:10.1067/mjd.2001.113451).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScarType {
    /// Narrow and deep.
    IcePick,
    /// Wide with steep walls.
    Boxcar,
    /// Wide with gentle walls.
    Rolling,
}

/// The shape of one scar. A photo fills in what it can see; depth and volume need a scan.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct ScarGeometry {
    /// Depth below the undisturbed skin around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth_mm: Option<f64>,
    /// Shorter side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width_mm: Option<f64>,
    /// Longer side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_mm: Option<f64>,
    /// Area of the outline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_mm2: Option<f64>,
    /// Volume below the undisturbed skin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_mm3: Option<f64>,
    /// Mean slope of the wall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall_slope_deg: Option<f64>,
    /// Photos: area of the outline where the scale is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_px: Option<f64>,
    /// Photos: local contrast of the scar's shading against the skin around it, a plain ratio. It falls
    /// as the scar gets shallower under the same light; it is never a depth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shading_contrast: Option<f64>,
}

/// One scar of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scar {
    /// Counts from 1 within the result.
    pub id: u32,
    /// The type; absent when the shape does not allow to tell.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub scar_type: Option<ScarType>,
    /// How sure the type (or, without one, the scar itself) is, 0 to 1.
    pub confidence: f64,
    /// The centre in the before input, `(x, y)`; absent when the scale is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre_mm: Option<[f64; 2]>,
    /// Photos: the centre in pixels of the before picture, `(x, y)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre_px: Option<[f64; 2]>,
    /// Before; absent for a scar seen only after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ScarGeometry>,
    /// After; absent for a scar seen only before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ScarGeometry>,
    /// Whether the scar was found in both.
    pub matched: bool,
    /// What happened to it.
    pub verdict: Verdict,
}

/// One scar of a single measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredScar {
    /// Counts from 1 within the result.
    pub id: u32,
    /// The type; absent when the shape does not allow to tell.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub scar_type: Option<ScarType>,
    /// How sure the type (or, without one, the scar itself) is, 0 to 1.
    pub confidence: f64,
    /// The centre from the first sample, `(x, y)`; absent when the scale is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre_mm: Option<[f64; 2]>,
    /// Photos: the centre in pixels, `(x, y)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre_px: Option<[f64; 2]>,
    /// Its shape.
    pub geometry: ScarGeometry,
}
