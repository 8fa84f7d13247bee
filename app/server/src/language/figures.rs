//! Days and numbers as a language writes them.

use super::{Language, locale, report_texts};
use jiff::civil::Date;

/// A day. English has it as ISO 8601, because readers on the two sides of an ocean take 3/2 for different days.
///
/// English: `2026-03-02`; German: `02.03.2026` (DIN 5008).
pub fn day(date: Date) -> String {
    match locale().language {
        Language::English => date.to_string(),
        Language::German => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
    }
}

/// A number that is written with a decimal point, with the sign that the language has for it.
pub fn decimal(number: &str) -> String {
    report_texts().decimal(number)
}
