//! Days and times as the clinic's clock shows them.

use crate::language::{day, say};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use relief_course::{ClinicZone, Slot};

/// A time that the clinic's clock does not show exactly once, because it is put forward or back then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// The clock is put forward over it.
    Skipped,
    /// The clock is put back over it.
    Twice,
}

impl Unclear {
    /// What to tell whoever typed it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Skipped => say(
                "The clocks are put forward over this time, so it does not exist on that day. Give the time that the clock showed.",
            ),
            Self::Twice => say(
                "The clocks are put back over this time, so it comes twice on that day. Give a time outside that hour.",
            ),
        }
    }
}

/// The instant at which the clinic's clock shows this.
///
/// # Errors
/// [`Unclear`] when it never shows it, or twice.
pub fn instant(zone: &ClinicZone, on: Date, at: Time) -> Result<Timestamp, Unclear> {
    // The zone was checked when the clinic chose it.
    let rules = TimeZone::get(zone.name()).map_err(|_| Unclear::Skipped)?;
    let reading = rules.to_ambiguous_timestamp(on.to_datetime(at));
    match reading.offset() {
        AmbiguousOffset::Fold { .. } => Err(Unclear::Twice),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => {
            reading.unambiguous().map_err(|_| Unclear::Skipped)
        }
    }
}

/// The time of the clock, such as `14:05`.
pub fn time(zone: &ClinicZone, at: Timestamp) -> String {
    let time = zone.time(at);
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Day and time, such as `2026-03-01 14:05`.
pub fn moment(zone: &ClinicZone, at: Timestamp) -> String {
    format!("{} {}", day(zone.date(at)), time(zone, at))
}

/// From when to when an appointment is, such as `14:05–14:50`.
pub fn span(zone: &ClinicZone, slot: Slot) -> String {
    format!("{}–{}", time(zone, slot.start), time(zone, slot.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time as clock};

    #[test]
    fn a_time_is_read_as_the_clock_shows_it() -> Result<(), String> {
        let zone = ClinicZone::new("Europe/Berlin").map_err(|error| error.to_string())?;
        let at = instant(&zone, date(2026, 3, 2), clock(14, 5, 0, 0))
            .map_err(|unclear| unclear.words().to_owned())?;
        assert_eq!(at.to_string(), "2026-03-02T13:05:00Z");
        assert_eq!(moment(&zone, at), "2026-03-02 14:05");
        let half_past_two = clock(2, 30, 0, 0);
        assert_eq!(
            instant(&zone, date(2026, 3, 29), half_past_two),
            Err(Unclear::Skipped)
        );
        assert_eq!(
            instant(&zone, date(2026, 10, 25), half_past_two),
            Err(Unclear::Twice)
        );
        Ok(())
    }
}
