//! What instruments read, in words, with the change since the first value of the same kind.

use crate::chart::Current;
use crate::language::{course_texts, day, decimal, say, say_with, text};
use relief_course::{InstrumentChange, InstrumentValue};

/// Readings of a day.
pub(super) struct Row {
    pub on: String,
    pub what: String,
    pub device: String,
    pub mean: String,
    pub readings: String,
    pub change: String,
}

/// Numbers separated by blanks, line breaks or semicolons; a comma is a decimal point. Fails with what is no number.
pub(super) fn parse(typed: &str) -> Result<Vec<f64>, String> {
    let parts = typed
        .split(|c: char| c.is_whitespace() || c == ';')
        .filter(|part| !part.is_empty());
    let number = |part: &str| {
        part.replace(',', ".")
            .parse()
            .map_err(|_| part.chars().take(20).collect())
    };
    parts.map(number).collect()
}

/// By quantity and zone, each from first to last.
pub(super) fn rows(current: &Current) -> Vec<Row> {
    let mut all: Vec<&InstrumentValue> = current.course.instruments.iter().collect();
    all.sort_by(|one, other| {
        let key = |value: &InstrumentValue| (value.quantity().clone(), value.zone(), value.on());
        key(one).cmp(&key(other))
    });
    all.iter()
        .enumerate()
        .map(|(index, value)| row(value, &all[..index]))
        .collect()
}

fn row(value: &InstrumentValue, before: &[&InstrumentValue]) -> Row {
    let readings: Vec<String> = value
        .readings()
        .iter()
        .map(|reading| decimal(&reading.to_string()))
        .collect();
    Row {
        on: day(value.on()),
        what: format!(
            "{}, {}",
            (course_texts().quantity)(value.quantity()),
            (course_texts().zone)(value.zone())
        ),
        device: value.device().to_string(),
        mean: format!("{} {}", short(value.mean()), value.unit()),
        readings: readings.join(" "),
        change: change(value, before),
    }
}

/// The change since the first value that can be compared; else why the one before cannot be.
fn change(value: &InstrumentValue, before: &[&InstrumentValue]) -> String {
    let earlier = before
        .iter()
        .filter(|other| other.quantity() == value.quantity() && other.zone() == value.zone());
    let mut refused = String::new();
    for first in earlier {
        match InstrumentValue::change(first, value) {
            Ok(InstrumentChange::Difference(estimate)) => {
                let [low, high] = estimate.ci95.map(short);
                let words = if estimate.excludes_zero() {
                    text("{change} ({low} to {high}) since {day}")
                } else {
                    text("{change} ({low} to {high}) since {day}; no change is not excluded")
                };
                return say_with(
                    words,
                    &[
                        ("change", &signed(estimate.value)),
                        ("low", &low),
                        ("high", &high),
                        ("day", &day(first.on())),
                    ],
                );
            }
            Ok(InstrumentChange::UncertaintyUnknown) => {
                return say(
                    "not said: take several readings each time, so that they show their own uncertainty",
                )
                .to_owned();
            }
            Err(difference) => refused = (course_texts().not_the_same)(difference).to_owned(),
        }
    }
    refused
}

fn signed(value: f64) -> String {
    if value > 0.0 {
        format!("+{}", short(value))
    } else {
        short(value)
    }
}

/// A number with about four digits that matter.
fn short(value: f64) -> String {
    let before_point = value
        .abs()
        .max(f64::MIN_POSITIVE)
        .log10()
        .floor()
        .clamp(-6.0, 3.0);
    let decimals = (3.0 - before_point) as usize;
    let digits = format!("{value:.decimals$}");
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => &digits,
    };
    decimal(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_read_as_they_are_typed() {
        assert_eq!(parse("1,5 2.25\r\n3; 4"), Ok(vec![1.5, 2.25, 3.0, 4.0]));
        assert_eq!(parse("  "), Ok(Vec::new()));
        assert_eq!(parse("1 two"), Err("two".to_owned()));
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (12.34567, "12.35"),
            (-0.012_345, "-0.01235"),
            (123_456.0, "123456"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
