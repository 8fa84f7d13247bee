//! Height parameters (ISO 25178-2, clause 4.1 of the edition of 2012).

use super::rows::{LANES, Lanes, measured_in_row};
use super::{Parameter, UM};
use crate::SurfaceError;
use rayon::prelude::*;
use relief_grid::HeightMap;
use relief_grid::vectorised;

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
            .map_init(Vec::new, |spare, y| {
                let row = measured_in_row(map, y, spare);
                vectorised(
                    #[inline(always)]
                    || sum(row),
                )
            })
            .collect();
        let mean = sums.iter().sum::<f64>() / count;
        let rows: Vec<Row> = (0..map.height())
            .into_par_iter()
            .map_init(Vec::new, |spare, y| {
                let row = measured_in_row(map, y, spare);
                vectorised(
                    #[inline(always)]
                    || Row::of(row, mean),
                )
            })
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
    #[inline(always)]
    fn of(heights: &[f64], mean: f64) -> Self {
        let (groups, rest) = heights.as_chunks::<LANES>();
        let mut lanes = RowLanes::NONE;
        for group in groups {
            lanes.add(group, mean);
        }
        let whole = (0..LANES).map(|lane| lanes.row(lane));
        let rest = rest.iter().map(|height| Self::of_one(height - mean));
        whole.chain(rest).fold(Self::NONE, |all, row| all.and(&row))
    }

    fn of_one(height: f64) -> Self {
        let square = height * height;
        Self {
            powers: [height, square, square * height, square * square],
            absolute: height.abs(),
            least: height,
            most: height,
        }
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

/// Sums of a row, side by side.
struct RowLanes {
    powers: [Lanes; 4],
    absolute: Lanes,
    least: Lanes,
    most: Lanes,
}

impl RowLanes {
    const NONE: Self = Self {
        powers: [[0.0; LANES]; 4],
        absolute: [0.0; LANES],
        least: [f64::INFINITY; LANES],
        most: [f64::NEG_INFINITY; LANES],
    };

    #[inline(always)]
    fn add(&mut self, heights: &Lanes, mean: f64) {
        for (lane, height) in heights.iter().enumerate() {
            let height = height - mean;
            let square = height * height;
            self.powers[0][lane] += height;
            self.powers[1][lane] += square;
            self.powers[2][lane] += square * height;
            self.powers[3][lane] += square * square;
            self.absolute[lane] += height.abs();
            // Both are numbers: `min` and `max` would look for those that are not.
            self.least[lane] = if height < self.least[lane] {
                height
            } else {
                self.least[lane]
            };
            self.most[lane] = if height > self.most[lane] {
                height
            } else {
                self.most[lane]
            };
        }
    }

    fn row(&self, lane: usize) -> Row {
        Row {
            powers: self.powers.map(|lanes| lanes[lane]),
            absolute: self.absolute[lane],
            least: self.least[lane],
            most: self.most[lane],
        }
    }
}

/// The sum of a row, by as many sums side by side.
#[inline(always)]
fn sum(heights: &[f64]) -> f64 {
    let (groups, rest) = heights.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for group in groups {
        for (lane, height) in lanes.iter_mut().zip(group) {
            *lane += height;
        }
    }
    lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
}
