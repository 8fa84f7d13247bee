//! Functions and volumes of the areal material ratio curve (ISO 25178-2, clauses 4.4 and 5 of the edition of 2012).

mod core;
mod depths;
#[cfg(test)]
mod tests;

pub use core::Core;

use super::{Parameter, UM};
use crate::SurfaceError;
use depths::Depths;
use relief_grid::HeightMap;

/// Material ratios between which Sxp is taken.
const SXP: [f64; 2] = [0.025, 0.5];
/// Material ratios that part peaks, core and valleys in the volume parameters.
const VOLUMES: [f64; 2] = [0.1, 0.8];
/// Fewer cells have no curve.
const LEAST_CELLS: usize = 10;

/// The areal material ratio curve: every measured height, the highest first, to 2⁻³² of Sz.
#[derive(Debug, Clone, PartialEq)]
pub struct Functions {
    depths: Depths,
    core: Core,
}

impl Functions {
    /// The curve of the measured cells.
    ///
    /// # Errors
    /// [`SurfaceError::TooFewCells`] with fewer than 10.
    pub fn of(map: &HeightMap) -> Result<Self, SurfaceError> {
        let measured = map.valid().count();
        if measured < LEAST_CELLS {
            return Err(SurfaceError::TooFewCells {
                purpose: "a material ratio curve",
                measured,
                needed: LEAST_CELLS,
            });
        }
        let depths = Depths::of(map);
        let core = Core::of(&depths);
        Ok(Self { depths, core })
    }

    /// The height at which a share `ratio` of the surface is material, Smc(mr), above the mean.
    pub fn smc_mm(&self, ratio: f64) -> f64 {
        self.depths.height_mm(self.depths.at_ratio(ratio))
    }

    /// The share of the surface that is material at a height above the mean, Smr(c).
    pub fn smr(&self, height_mm: f64) -> f64 {
        self.depths.at_or_above(height_mm) as f64 / self.depths.count() as f64
    }

    /// The volume of material above Smc(`ratio`) per area, Vm(mr).
    pub fn vm_mm(&self, ratio: f64) -> f64 {
        self.depths.material_mm(self.depths.at_ratio(ratio))
    }

    /// The volume of void below Smc(`ratio`) per area, Vv(mr).
    pub fn vv_mm(&self, ratio: f64) -> f64 {
        self.depths.void_mm(self.depths.at_ratio(ratio))
    }

    /// The core of the curve.
    pub const fn core(&self) -> Core {
        self.core
    }

    pub(super) fn named(&self) -> Vec<Parameter> {
        let um = |name, mm: f64| Parameter {
            name,
            value: UM * mm,
            unit: "um",
        };
        let percent = |name, share: f64| Parameter {
            name,
            value: 100.0 * share,
            unit: "%",
        };
        let volume = |name, mm: f64| Parameter {
            name,
            value: UM * mm,
            unit: "um3/um2",
        };
        let [peak, valley] = VOLUMES;
        let (vmp, vm, vvv, vv) = (
            self.vm_mm(peak),
            self.vm_mm(valley),
            self.vv_mm(valley),
            self.vv_mm(peak),
        );
        vec![
            um("Sk", self.core.sk_mm),
            um("Spk", self.core.spk_mm),
            um("Svk", self.core.svk_mm),
            percent("Smrk1", self.core.smrk1),
            percent("Smrk2", self.core.smrk2),
            um("Sxp", self.smc_mm(SXP[0]) - self.smc_mm(SXP[1])),
            volume("Vmp", vmp),
            volume("Vmc", vm - vmp),
            volume("Vvv", vvv),
            volume("Vvc", vv - vvv),
            volume("Vm", vmp),
            volume("Vv", vv),
        ]
    }
}
