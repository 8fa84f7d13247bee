//! The length of a needle.

use crate::error::ValueError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A needle length as set on the device, which the depth reached is at most: 0.05 to 5 mm, kept in whole
/// micrometres so that two settings compare exactly. Written and read as a number in mm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct NeedleLength {
    um: u32,
}

const UM_PER_MM: f64 = 1000.0;

impl NeedleLength {
    /// Shorter needles do not pass the horny layer, so nobody sets them.
    pub const LEAST_MM: f64 = 0.05;
    /// Longer than any pen or roller for skin is made.
    pub const MOST_MM: f64 = 5.0;

    /// The length of so many mm, rounded to the micrometre. Fails outside of 0.05 to 5 mm and for what is not a number.
    pub fn from_mm(mm: f64) -> Result<Self, ValueError> {
        if !(Self::LEAST_MM..=Self::MOST_MM).contains(&mm) {
            return Err(ValueError::NeedleLength {
                mm,
                least: Self::LEAST_MM,
                most: Self::MOST_MM,
            });
        }
        // In range, so the rounded number fits.
        Ok(Self {
            um: (mm * UM_PER_MM).round() as u32,
        })
    }

    /// The length in mm.
    pub fn mm(self) -> f64 {
        f64::from(self.um) / UM_PER_MM
    }
}

impl TryFrom<f64> for NeedleLength {
    type Error = ValueError;

    fn try_from(mm: f64) -> Result<Self, ValueError> {
        Self::from_mm(mm)
    }
}

impl From<NeedleLength> for f64 {
    fn from(length: NeedleLength) -> Self {
        length.mm()
    }
}

impl fmt::Display for NeedleLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} mm", self.mm())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_survive_json_exactly() {
        for hundredths in 5..=500_u32 {
            let mm = f64::from(hundredths) / 100.0;
            let length = NeedleLength::from_mm(mm).unwrap();
            let json = serde_json::to_string(&length).unwrap();
            assert_eq!(json.parse::<f64>().unwrap(), mm);
            assert_eq!(serde_json::from_str::<NeedleLength>(&json).unwrap(), length);
        }
    }

    #[test]
    fn impossible_lengths_are_refused_with_the_limits() {
        for mm in [0.0, -1.0, 0.049, 5.001, f64::NAN, f64::INFINITY] {
            let error = NeedleLength::from_mm(mm).unwrap_err().to_string();
            assert!(error.contains("from 0.05 to 5 mm"), "{error}");
        }
    }
}
