//! One measured quantity, before and after, as sums over units of skin.

use super::UNIT_MM;
use crate::blocks::{Block, blocks};
use relief_estimate::Direction;
use relief_grid::Mask;

/// One unit of skin: what it adds to the quantity before and after, and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Unit {
    /// Weighted sum over the unit, before.
    pub before: f64,
    /// Weighted sum over the unit, after.
    pub after: f64,
    /// The weight itself: cells or area, the same for both.
    pub weight: f64,
}

/// How the summed units become the quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// Sum over weight.
    Mean,
    /// Square root of sum over weight: the units carry squares.
    Rms,
}

impl Finish {
    /// The quantity from a sum and its weight; NaN without weight.
    pub fn of(self, sum: f64, weight: f64) -> f64 {
        match self {
            Self::Mean => sum / weight,
            Self::Rms => (sum / weight).max(0.0).sqrt(),
        }
    }
}

/// A measured quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its name in the JSON.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// How units become a value.
    pub finish: Finish,
    /// Standard uncertainty of the factor between after and before that the units do not show, relative; mostly zero.
    pub gain_sd: f64,
    /// The units of skin.
    pub units: Vec<Unit>,
}

impl Metric {
    /// This quantity with squares of [`UNIT_MM`] as its units: the sums of `value(x, y)`, before and after, over the cells
    /// of `clear`, on a raster of `mm_per_px`.
    pub(super) fn over_skin(
        self,
        clear: &Mask,
        mm_per_px: f64,
        value: impl Fn(usize, usize) -> [f32; 2] + Sync,
    ) -> Self {
        let side = (UNIT_MM / mm_per_px).round() as usize;
        let unit = |block: &Block<2>| {
            let weight = block.cells as f64;
            Unit {
                before: weight * block.mean[0],
                after: weight * block.mean[1],
                weight,
            }
        };
        Self {
            units: blocks(clear, side, value).iter().map(unit).collect(),
            ..self
        }
    }

    /// The quantity before and after.
    pub fn values(&self) -> [f64; 2] {
        let sum = |f: fn(&Unit) -> f64| self.units.iter().map(f).sum::<f64>();
        let weight = sum(|u| u.weight);
        [
            self.finish.of(sum(|u| u.before), weight),
            self.finish.of(sum(|u| u.after), weight),
        ]
    }
}
