//! Values read from instruments: firmness, colour, thickness, each with device and unit.

use crate::words::{Line, PersonId};
use jiff::civil::Date;
use relief_estimate::Estimate;
use relief_protocol::Zone;
use serde::{Deserialize, Serialize};

/// What an instrument measures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Firmness of the skin, as by a cutometer.
    Firmness,
    /// Melanin index, as by a Mexameter.
    Melanin,
    /// Erythema index, as by a Mexameter.
    Erythema,
    /// Thickness of the skin, by ultrasound.
    Thickness,
    /// Something else, by its name.
    Other(Line),
}

/// Readings of one quantity at one place on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct InstrumentValue {
    quantity: Quantity,
    device: Line,
    unit: Line,
    zone: Zone,
    on: Date,
    readings: Vec<f64>,
    entered_by: PersonId,
}

/// Readings as read, before their check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    quantity: Quantity,
    device: Line,
    unit: Line,
    zone: Zone,
    on: Date,
    readings: Vec<f64>,
    entered_by: PersonId,
}

/// Why readings are refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReadingsError {
    /// There is none.
    None,
    /// There are more than anybody takes by hand.
    TooMany {
        /// How many.
        count: usize,
    },
    /// One is not a number.
    NotFinite {
        /// Which, counted from 0.
        index: usize,
    },
}

/// Why two values cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTheSame {
    /// They are of different quantities.
    Quantity,
    /// They were read from different devices.
    Device,
    /// They are in different units.
    Unit,
    /// They are of different places.
    Zone,
}

/// What two values say about a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentChange {
    /// After minus before, with the 95 % interval that repeated readings give.
    Difference(Estimate),
    /// The readings say nothing about their own uncertainty, because one day has a single one or none differ, so no
    /// change is given.
    UncertaintyUnknown,
}

/// The mean of readings with its squared standard error.
#[derive(Debug, Clone, Copy)]
struct Mean {
    value: f64,
    squared_error: f64,
    degrees_of_freedom: f64,
}

impl InstrumentValue {
    /// Nobody repeats a reading more often.
    pub const MOST_READINGS: usize = 1000;

    /// Readings of a quantity: at least one, all finite.
    pub fn new(
        quantity: Quantity,
        device: Line,
        unit: Line,
        zone: Zone,
        on: Date,
        readings: Vec<f64>,
        entered_by: PersonId,
    ) -> Result<Self, ReadingsError> {
        let count = readings.len();
        if count == 0 {
            return Err(ReadingsError::None);
        }
        if count > Self::MOST_READINGS {
            return Err(ReadingsError::TooMany { count });
        }
        if let Some(index) = readings.iter().position(|reading| !reading.is_finite()) {
            return Err(ReadingsError::NotFinite { index });
        }
        Ok(Self {
            quantity,
            device,
            unit,
            zone,
            on,
            readings,
            entered_by,
        })
    }

    /// What was measured.
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// With what.
    pub fn device(&self) -> &Line {
        &self.device
    }

    /// In which unit.
    pub fn unit(&self) -> &Line {
        &self.unit
    }

    /// Where.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// On which day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The readings.
    pub fn readings(&self) -> &[f64] {
        &self.readings
    }

    /// Who entered them.
    pub fn entered_by(&self) -> &PersonId {
        &self.entered_by
    }

    /// The mean of the readings.
    pub fn mean(&self) -> f64 {
        let count = self.readings.len() as f64;
        // Divided first, so that large readings do not overflow.
        self.readings.iter().map(|reading| reading / count).sum()
    }

    /// After minus before, for the same quantity, device, unit and place. The interval is Welch's, with the degrees of
    /// freedom of Welch and Satterthwaite (Welch 1947, doi 10.1093/biomet/34.1-2.28).
    pub fn change(before: &Self, after: &Self) -> Result<InstrumentChange, NotTheSame> {
        if before.quantity != after.quantity {
            return Err(NotTheSame::Quantity);
        }
        if before.device != after.device {
            return Err(NotTheSame::Device);
        }
        if before.unit != after.unit {
            return Err(NotTheSame::Unit);
        }
        if before.zone != after.zone {
            return Err(NotTheSame::Zone);
        }
        let (Some(first), Some(second)) = (before.summary(), after.summary()) else {
            return Ok(InstrumentChange::UncertaintyUnknown);
        };
        // Sums of huge readings may overflow; then nothing can be said.
        Ok(welch(first, second).map_or(InstrumentChange::UncertaintyUnknown, InstrumentChange::Difference))
    }

    fn summary(&self) -> Option<Mean> {
        let degrees_of_freedom = (self.readings.len().checked_sub(1).filter(|left| *left > 0)?) as f64;
        let value = self.mean();
        let squares: f64 = self
            .readings
            .iter()
            .map(|reading| (reading - value).powi(2))
            .sum();
        let squared_error = squares / degrees_of_freedom / self.readings.len() as f64;
        Some(Mean {
            value,
            squared_error,
            degrees_of_freedom,
        })
    }
}

fn welch(before: Mean, after: Mean) -> Option<Estimate> {
    let difference = after.value - before.value;
    let squared = before.squared_error + after.squared_error;
    let denominator = before.squared_error.powi(2) / before.degrees_of_freedom
        + after.squared_error.powi(2) / after.degrees_of_freedom;
    if denominator > 0.0 {
        let degrees_of_freedom = squared.powi(2) / denominator;
        return Estimate::from_standard_error_t(difference, squared.sqrt(), degrees_of_freedom).ok();
    }
    // Readings that do not differ at all show the instrument's resolution, not its certainty.
    None
}

impl TryFrom<Unchecked> for InstrumentValue {
    type Error = ReadingsError;

    fn try_from(read: Unchecked) -> Result<Self, ReadingsError> {
        Self::new(
            read.quantity,
            read.device,
            read.unit,
            read.zone,
            read.on,
            read.readings,
            read.entered_by,
        )
    }
}
