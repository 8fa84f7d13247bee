//! What a comparison of scans is told.

use crate::scars::ScarSettings;
use relief_estimate::Mdc95;

/// How far repeated scans of unchanged skin lie apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurfaceMdc95 {
    /// Of the total volume of all scars.
    pub scar_volume: Mdc95,
    /// Of their mean depth.
    pub scar_depth: Mdc95,
    /// Of their total area.
    pub scar_area: Mdc95,
    /// Of one scar's volume.
    pub one_scar: Mdc95,
}

/// Settings of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompareSettings {
    /// What counts as a scar.
    pub scars: ScarSettings,
    /// The minimal detectable changes.
    pub mdc95: SurfaceMdc95,
    /// The share of themselves by which all depths of the scan before, and of the scan after, may be off together, as a standard uncertainty: nought where the
    /// instrument's heights are true to scale, and more where heights were found from how skin answers to light.
    pub off_together: [f64; 2],
}

impl Default for CompareSettings {
    /// The limits come from repeated scans of unchanged synthetic skin (`benches/validity/README.md` has the command and the numbers), rounded
    /// up, because real faces hold less still. A practice's own repeats are better than this.
    fn default() -> Self {
        Self {
            scars: ScarSettings::default(),
            mdc95: SurfaceMdc95 {
                scar_volume: Mdc95::Relative(0.05),
                scar_depth: Mdc95::Relative(0.03),
                scar_area: Mdc95::Relative(0.05),
                one_scar: Mdc95::Relative(0.1),
            },
            off_together: [0.0; 2],
        }
    }
}
