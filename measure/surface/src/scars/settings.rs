//! What counts as a scar.

/// Limits of the search for scars.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScarSettings {
    /// Shallower depressions are not reported. Skin of the face has furrows and pores of up to some 0.1 mm.
    pub least_depth_mm: f64,
    /// Narrower ones are not, either: pores are up to some 0.3 mm wide.
    pub least_width_mm: f64,
    /// Wider hollows are the form of the face: scars are up to some 10 mm wide.
    pub most_width_mm: f64,
}

impl Default for ScarSettings {
    fn default() -> Self {
        Self {
            least_depth_mm: 0.1,
            least_width_mm: 0.5,
            most_width_mm: 11.0,
        }
    }
}
