//! A finding of the gate as people read it.

use crate::numbers::{finer_number_text, finer_share_text};
use crate::texts::{Texts, fill};
use relief_compare::contract::Finding;

/// What was measured, with its unit.
pub fn measured_text(texts: &Texts, finding: &Finding) -> String {
    value_text(
        texts,
        finding.measured,
        &finding.unit,
        more_digits(texts, finding),
    )
}

/// The limit with its unit, and whether it is the most or the least allowed where the numbers tell.
pub fn limit_text(texts: &Texts, finding: &Finding, passed: bool) -> String {
    let limit = value_text(texts, finding.limit, &finding.unit, more_digits(texts, finding));
    let words = match finding.measured.partial_cmp(&finding.limit) {
        Some(std::cmp::Ordering::Less) if passed => texts.page.at_most,
        Some(std::cmp::Ordering::Greater) if passed => texts.page.at_least,
        Some(std::cmp::Ordering::Less) => texts.page.at_least,
        Some(std::cmp::Ordering::Greater) => texts.page.at_most,
        _ => return limit,
    };
    fill(words, &[("limit", &limit)])
}

/// The first half of a message as a sentence: what is the matter. What to do about it follows its semicolon.
///
/// ```
/// use relief_report::matter_text;
/// assert_eq!(matter_text("the picture is dark; expose more"), "The picture is dark.");
/// ```
pub fn matter_text(message: &str) -> String {
    sentence(matter_of(message))
}

/// Words with a capital at the start and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let end = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(end.chars())
        .collect()
}

/// The first half of a message.
pub(crate) fn matter_of(message: &str) -> &str {
    message.split("; ").next().unwrap_or(message).trim()
}

/// How many more digits than usual it takes to tell what was measured from the limit: a refusal at "12, at most 12"
/// would look like a mistake.
fn more_digits(texts: &Texts, finding: &Finding) -> i32 {
    const MOST: i32 = 6;
    let Finding {
        measured,
        limit,
        unit,
        ..
    } = finding;
    let apart = |more: &i32| {
        measured == limit
            || value_text(texts, *measured, unit, *more) != value_text(texts, *limit, unit, *more)
    };
    (0..MOST).find(apart).unwrap_or(MOST)
}

fn value_text(texts: &Texts, value: f64, unit: &str, more: i32) -> String {
    let share = |value| texts.decimal(&finer_share_text(value, more));
    let number = || texts.decimal(&finer_number_text(value, more));
    match unit {
        "share" => share(value),
        "linear" => fill(texts.page.of_white, &[("share", &share(value))]),
        // A factor between two channels, as the share by which it differs from one.
        "ln ratio" => share(value.exp_m1()),
        "flag" if value == 0.0 => texts.page.no.to_owned(),
        "flag" => texts.page.yes.to_owned(),
        "correlation" => number(),
        _ => texts.with_unit(&number(), unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::ENGLISH;
    use relief_compare::contract::ReasonCode;

    fn finding(measured: f64, limit: f64, unit: &str) -> Finding {
        Finding {
            code: ReasonCode::Card,
            quantity: String::new(),
            measured,
            limit,
            unit: unit.to_owned(),
            message: String::new(),
        }
    }

    #[test]
    fn limits_say_which_way_they_count() {
        for (measured, limit, unit, passed, expected) in [
            (29.5, 12.0, "deg", false, ("29.5°", "at most 12°")),
            (2.0, 12.0, "deg", true, ("2°", "at most 12°")),
            (2.0, 3.0, "tags", false, ("2 tags", "at least 3 tags")),
            (0.95, 0.5, "share", true, ("95 %", "at least 50 %")),
            (0.0, 0.0, "flag", true, ("no", "no")),
            (
                0.31,
                0.02,
                "linear",
                true,
                ("31 % of white", "at least 2.0 % of white"),
            ),
            (0.3, 0.3, "ln ratio", true, ("35 %", "35 %")),
            // Rounded as usual both would read the same.
            (12.004, 12.0, "deg", false, ("12.004°", "at most 12°")),
            (0.0003, 0.0, "share", false, ("0.03 %", "at most 0.00 %")),
            (0.6002, 0.6, "share", false, ("60.02 %", "at most 60.00 %")),
            (0.049_99, 0.05, "share", true, ("4.999 %", "at most 5.000 %")),
            (f64::NAN, 3.0, "features", false, ("NaN features", "3 features")),
        ] {
            let finding = finding(measured, limit, unit);
            let texts = (
                measured_text(&ENGLISH, &finding),
                limit_text(&ENGLISH, &finding, passed),
            );
            assert_eq!((texts.0.as_str(), texts.1.as_str()), expected);
        }
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(matter_text("über alles"), "Über alles.");
        assert_eq!(
            matter_text("Light came 31° more from the left."),
            "Light came 31° more from the left."
        );
    }
}
