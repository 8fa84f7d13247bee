//! Days, times and lengths as German writes them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use relief_protocol::NeedleLength;

/// `02.03.2026` (DIN 5008).
pub(super) fn day(date: Date) -> String {
    date.strftime("%d.%m.%Y").to_string()
}

/// `09:30 Uhr`.
pub(super) fn time(time: Time) -> String {
    time.strftime("%H:%M Uhr").to_string()
}

/// `02.03.2026, 09:30 Uhr (UTC)`: an instant knows no other zone.
pub(super) fn instant(at: Timestamp) -> String {
    at.strftime("%d.%m.%Y, %H:%M Uhr (UTC)").to_string()
}

/// `1,5 mm`.
pub(super) fn length(needle: NeedleLength) -> String {
    needle.to_string().replace('.', ",")
}
