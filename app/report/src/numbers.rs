//! Numbers as people read them: as many digits as the interval bears, a true minus sign, units spelt. The functions write
//! them as English does, the methods of [`Texts`] as its language does.

use crate::texts::{ENGLISH, Texts, fill};
use relief_compare::contract::Estimate;

/// Digits shown of the half width of an interval (GUM 7.2.6: two suffice for an uncertainty).
const UNCERTAINTY_DIGITS: i32 = 2;
/// Digits shown of a number without an interval.
const PLAIN_DIGITS: i32 = 3;
/// Decimals never shown beyond this many; smaller numbers read 0.
const MAX_DECIMALS: i32 = 6;

/// An estimate and its interval, rounded alike: `0.412 (0.361 to 0.464)`.
pub fn estimate_text(estimate: &Estimate) -> String {
    let (value, interval) = estimate_parts(estimate);
    format!("{value} ({interval})")
}

/// An estimate's value and its interval, rounded alike: `0.412` and `0.361 to 0.464`.
pub fn estimate_parts(estimate: &Estimate) -> (String, String) {
    ENGLISH.estimate_parts(estimate)
}

impl Texts {
    /// A number that was written with a decimal point, with the language's own sign.
    pub fn decimal(&self, number: &str) -> String {
        number.replace('.', self.decimal_sign.encode_utf8(&mut [0; 4]))
    }

    /// As [`number_text`].
    ///
    /// ```
    /// assert_eq!(relief_report::texts::GERMAN.number(-0.012_345), "−0,0123");
    /// ```
    pub fn number(&self, value: f64) -> String {
        self.decimal(&number_text(value))
    }

    /// As [`percent_text`].
    pub fn percent(&self, share: f64) -> String {
        self.decimal(&percent_text(share))
    }

    /// As [`estimate_text`].
    pub fn estimate(&self, estimate: &Estimate) -> String {
        let (value, interval) = self.estimate_parts(estimate);
        format!("{value} ({interval})")
    }

    /// As [`estimate_parts`].
    pub fn estimate_parts(&self, estimate: &Estimate) -> (String, String) {
        let decimals = estimate_decimals(estimate);
        let number = |value| self.decimal(&fixed(value, decimals));
        let [low, high] = estimate.ci95.map(number);
        let interval = fill(self.page.interval, &[("low", &low), ("high", &high)]);
        (number(estimate.value), interval)
    }

    /// As [`unit_label`].
    pub fn unit_label<'a>(&self, unit: &'a str) -> &'a str {
        (self.unit)(unit).unwrap_or_else(|| unit_label(unit))
    }

    /// A printed number with its printed unit, as [`with_unit`].
    pub fn with_unit(&self, number: &str, unit: &str) -> String {
        with_label(number, self.unit_label(unit))
    }
}

/// A number without an interval, with three significant digits.
///
/// ```
/// assert_eq!(relief_report::number_text(-0.012_345), "−0.0123");
/// assert_eq!(relief_report::number_text(31.0), "31");
/// ```
pub fn number_text(value: f64) -> String {
    finer_number_text(value, 0)
}

/// A number as [`number_text`] writes it, with `more` significant digits.
pub fn finer_number_text(value: f64, more: i32) -> String {
    let text = fixed(value, decimals_for(value, PLAIN_DIGITS + more));
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share as a signed percentage: `−28 %`, with a decimal below ten.
pub fn percent_text(share: f64) -> String {
    let percent = share * 100.0;
    let decimals = if percent.abs() < 9.95 { 1 } else { 0 };
    let sign = if fixed(percent, decimals).starts_with('−') || is_zero(percent, decimals) {
        ""
    } else {
        "+"
    };
    format!("{sign}{} %", fixed(percent, decimals))
}

/// A share as a plain percentage: `95 %`, with a decimal below ten, and `more` decimals than that.
pub fn finer_share_text(share: f64, more: i32) -> String {
    let percent = share * 100.0;
    let decimals = if percent.abs() < 9.95 { 1 } else { 0 };
    format!("{} %", fixed(percent, decimals + more))
}

/// A unit as it is printed after a number; empty for a plain ratio.
pub fn unit_label(unit: &str) -> &str {
    match unit {
        // Indices whose name says what they are.
        "1" | "" | "ratio" | "EI (camera)" | "MI (camera)" | "CIELAB D65" => "",
        "deg" => "°",
        "mm2" => "mm²",
        "mm3" => "mm³",
        "px2" => "px²",
        "um" => "µm",
        "um3/um2" => "µm³/µm²",
        "1/mm" => "mm⁻¹",
        "1/mm2" => "mm⁻²",
        "percent" => "%",
        other => other,
    }
}

/// A printed number with its printed unit.
pub fn with_unit(number: &str, unit: &str) -> String {
    with_label(number, unit_label(unit))
}

fn with_label(number: &str, label: &str) -> String {
    match label {
        "" => number.to_owned(),
        "°" => format!("{number}°"),
        label => format!("{number} {label}"),
    }
}

fn estimate_decimals(estimate: &Estimate) -> i32 {
    let half = (estimate.ci95[1] - estimate.ci95[0]).abs() / 2.0;
    if half > 0.0 {
        decimals_for(half, UNCERTAINTY_DIGITS)
    } else {
        decimals_for(estimate.value, PLAIN_DIGITS)
    }
}

/// Decimals that show `digits` significant digits of `value`.
fn decimals_for(value: f64, digits: i32) -> i32 {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let magnitude = value.abs().log10().floor() as i32;
    (digits - 1 - magnitude).clamp(0, MAX_DECIMALS)
}

fn is_zero(value: f64, decimals: i32) -> bool {
    fixed(value, decimals).chars().all(|c| matches!(c, '0' | '.'))
}

/// With a fixed number of decimals and U+2212 as minus sign; never `−0`.
fn fixed(value: f64, decimals: i32) -> String {
    let text = format!("{value:.*}", usize::try_from(decimals).unwrap_or(0));
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().any(|c| matches!(c, '1'..='9')) || !value.is_finite() => {
            format!("−{rest}")
        }
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_shows_what_its_interval_bears() {
        let estimate = |value, low, high| Estimate {
            value,
            ci95: [low, high],
        };
        assert_eq!(
            estimate_text(&estimate(0.41234, 0.36111, 0.46357)),
            "0.412 (0.361 to 0.464)"
        );
        assert_eq!(
            estimate_text(&estimate(-12.34, -15.1, -9.58)),
            "−12.3 (−15.1 to −9.6)"
        );
        assert_eq!(
            estimate_text(&estimate(1234.0, 1000.0, 1468.0)),
            "1234 (1000 to 1468)"
        );
        assert_eq!(estimate_text(&estimate(2.0, 2.0, 2.0)), "2.00 (2.00 to 2.00)");
    }

    #[test]
    fn german_has_a_comma_and_its_own_words() {
        use crate::texts::GERMAN;
        let estimate = Estimate {
            value: -0.412,
            ci95: [-0.464, -0.361],
        };
        assert_eq!(GERMAN.estimate(&estimate), "−0,412 (−0,464 bis −0,361)");
        assert_eq!(GERMAN.percent(0.0712), "+7,1 %");
        assert_eq!(GERMAN.with_unit("2", "tags"), "2 Marken");
        assert_eq!(GERMAN.with_unit(&GERMAN.number(3.1), "mm3"), "3,1 mm³");
    }

    #[test]
    fn percentages_carry_their_sign() {
        assert_eq!(percent_text(-0.284), "−28 %");
        assert_eq!(percent_text(0.0712), "+7.1 %");
        assert_eq!(percent_text(0.0), "0.0 %");
        assert_eq!(percent_text(-0.0001), "0.0 %");
    }

    #[test]
    fn plain_numbers_drop_idle_zeros() {
        assert_eq!(number_text(0.5), "0.5");
        assert_eq!(number_text(0.0), "0");
        assert_eq!(number_text(1234.4), "1234");
        assert_eq!(number_text(f64::NAN), "NaN");
    }

    #[test]
    fn units_are_spelt() {
        assert_eq!(with_unit("3.1", "mm3"), "3.1 mm³");
        assert_eq!(with_unit("31", "deg"), "31°");
        assert_eq!(with_unit("0.9", "1"), "0.9");
    }
}
