//! The time zone of a clinic.

use crate::calendar::CalendarError;
use crate::words::Line;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousTimestamp, TimeZone};
use serde::{Deserialize, Serialize};

/// A time zone of the IANA database, by name. The rules come with the program, so they are the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClinicZone {
    name: String,
    zone: TimeZone,
}

impl ClinicZone {
    /// The zone of that name, such as `Europe/Berlin`.
    pub fn new(name: &str) -> Result<Self, CalendarError> {
        let unknown = || CalendarError::UnknownZone {
            name: name.chars().take(Line::LONGEST).collect(),
        };
        let zone = TimeZone::get(name).map_err(|_| unknown())?;
        let name = zone.iana_name().ok_or_else(unknown)?.to_owned();
        Ok(Self { name, zone })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day that it is there at an instant.
    pub fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The readings of a clock there: where it skips or repeats this time there are two instants, else one.
    pub(crate) fn reading(&self, at: DateTime) -> AmbiguousTimestamp {
        self.zone.to_ambiguous_timestamp(at)
    }

    /// The clock there at an instant.
    pub fn time(&self, at: Timestamp) -> Time {
        self.zone.to_datetime(at).time()
    }
}

impl TryFrom<String> for ClinicZone {
    type Error = CalendarError;

    fn try_from(name: String) -> Result<Self, CalendarError> {
        Self::new(&name)
    }
}

impl From<ClinicZone> for String {
    fn from(zone: ClinicZone) -> Self {
        zone.name
    }
}
