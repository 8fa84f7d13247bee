//! Height parameters (ISO 25178-2, clause 4.1 of the edition of 2012).

use super::{Parameter, UM};
use crate::SurfaceError;
use rayon::prelude::*;
use relief_grid::HeightMap;

/// Heights about their mean, in mm where they have a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heights {
    /// Root mean square height.
    pub sq_mm: f64,
    /// Skewness.
    pub ssk: f64,
    /// Kurtosis; 3 for a normal distribution.
    pub sku: f64,
    /// Highest peak above the mean.
    pub sp_mm: f64,
    /// Deepest pit below the mean, positive.
    pub sv_mm: f64,
    /// Sp + Sv.
    pub sz_mm: f64,
    /// Mean absolute height.
    pub sa_mm: f64,
}

/// Sums that are taken side by side, so that the machine adds several at once; which heights meet in which sum does not depend on it.
const LANES: usize = 8;

/// Sums of a row.
#[derive(Clone, Copy)]
struct Row {
    powers: [f64; 4],
    absolute: f64,
    least: f64,
    most: f64,
}

impl Heights {
    /// The parameters of the measured cells. Ssk and Sku of a level surface are nought.
    ///
    /// # Errors
    /// [`SurfaceError::TooFewCells`] without a measured cell.
    pub fn of(map: &HeightMap) -> Result<Self, SurfaceError> {
        let measured = map.valid().count();
        if measured == 0 {
            return Err(SurfaceError::TooFewCells {
                purpose: "height parameters",
                measured,
                needed: 1,
            });
        }
        let count = measured as f64;
        let sums: Vec<f64> = (0..map.height())
            .into_par_iter()
            .map_init(Vec::new, |spare, y| sum(measured_in_row(map, y, spare)))
            .collect();
        let mean = sums.iter().sum::<f64>() / count;
        let rows: Vec<Row> = (0..map.height())
            .into_par_iter()
            .map_init(Vec::new, |spare, y| Row::of(measured_in_row(map, y, spare), mean))
            .collect();
        let all = rows.iter().fold(Row::NONE, |all, row| all.and(row));
        let [_, second, third, fourth] = all.powers.map(|sum| sum / count);
        let sq_mm = second.sqrt();
        let ratio = |moment: f64, power: i32| {
            if sq_mm > 0.0 {
                moment / sq_mm.powi(power)
            } else {
                0.0
            }
        };
        Ok(Self {
            sq_mm,
            ssk: ratio(third, 3),
            sku: ratio(fourth, 4),
            sp_mm: all.most,
            sv_mm: -all.least,
            sz_mm: all.most - all.least,
            sa_mm: all.absolute / count,
        })
    }

    pub(super) fn named(&self) -> Vec<Parameter> {
        let um = |name, mm: f64| Parameter {
            name,
            value: UM * mm,
            unit: "um",
        };
        let one = |name, value| Parameter {
            name,
            value,
            unit: "1",
        };
        vec![
            um("Sq", self.sq_mm),
            one("Ssk", self.ssk),
            one("Sku", self.sku),
            um("Sp", self.sp_mm),
            um("Sv", self.sv_mm),
            um("Sz", self.sz_mm),
            um("Sa", self.sa_mm),
        ]
    }
}

impl Row {
    const NONE: Self = Self {
        powers: [0.0; 4],
        absolute: 0.0,
        least: f64::INFINITY,
        most: f64::NEG_INFINITY,
    };

    /// Of heights over their mean.
    fn of(heights: &[f64], mean: f64) -> Self {
        let (groups, rest) = heights.as_chunks::<LANES>();
        let mut lanes = [Self::NONE; LANES];
        for group in groups {
            for (lane, height) in lanes.iter_mut().zip(group) {
                lane.add(height - mean);
            }
        }
        for (lane, height) in lanes.iter_mut().zip(rest) {
            lane.add(height - mean);
        }
        lanes.iter().fold(Self::NONE, |all, lane| all.and(lane))
    }

    fn add(&mut self, height: f64) {
        let square = height * height;
        let powers = [height, square, square * height, square * square];
        for (sum, power) in self.powers.iter_mut().zip(powers) {
            *sum += power;
        }
        self.absolute += height.abs();
        // Both are numbers: `min` and `max` would look for those that are not.
        self.least = if height < self.least { height } else { self.least };
        self.most = if height > self.most { height } else { self.most };
    }

    fn and(&self, other: &Self) -> Self {
        Self {
            powers: [0, 1, 2, 3].map(|k| self.powers[k] + other.powers[k]),
            absolute: self.absolute + other.absolute,
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }
}

/// The sum of a row, by as many sums side by side.
fn sum(heights: &[f64]) -> f64 {
    let (groups, rest) = heights.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for group in groups {
        lanes
            .iter_mut()
            .zip(group)
            .for_each(|(lane, height)| *lane += height);
    }
    lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
}

/// The measured heights of a row: the row itself, or what `spare` then holds.
fn measured_in_row<'a>(map: &'a HeightMap, y: usize, spare: &'a mut Vec<f64>) -> &'a [f64] {
    let (row, measured) = (map.heights_mm().row(y), map.valid().raster().row(y));
    if measured.iter().fold(true, |all, measured| all & measured) {
        return row;
    }
    spare.clear();
    let cells = row.iter().zip(measured).filter(|(_, measured)| **measured);
    spare.extend(cells.map(|(height, _)| *height));
    spare
}
