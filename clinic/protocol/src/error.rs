//! What can be wrong with a protocol file, or with one value in it.

use thiserror::Error;

/// A mistake in a protocol file: where, and why. Always one line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct ProtocolError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong: the thing, its value and the limit.
    pub reason: String,
}

/// Why a single value is refused.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ValueError {
    /// A needle length out of range.
    #[error("{mm} mm is no needle length; it must be from {least} to {most} mm")]
    NeedleLength {
        /// The value in mm.
        mm: f64,
        /// The shortest in mm.
        least: f64,
        /// The longest in mm.
        most: f64,
    },
    /// A period that cannot be read.
    #[error("{found:?} is no period; write a whole number and a unit, as in \"4 weeks\" or \"6 months\"")]
    Period {
        /// What stands there.
        found: String,
    },
    /// A period too short or too long.
    #[error("{found:?} is out of range; a period is from 1 day to {most_years} years")]
    PeriodRange {
        /// What stands there.
        found: String,
        /// The longest in years.
        most_years: u32,
    },
    /// A name that is no key.
    #[error(
        "{found:?} is no name for a rule or source; use 1 to {most} letters, digits, '_' or '-' and start with a letter"
    )]
    Key {
        /// What stands there.
        found: String,
        /// The longest in characters.
        most: usize,
    },
    /// Words that are missing, too many, or hold control characters.
    #[error("the text {found:?} is refused: {reason}")]
    Text {
        /// How it begins.
        found: String,
        /// Why.
        reason: &'static str,
    },
    /// A hash that is none.
    #[error("{found:?} is no hash; it must be 64 hexadecimal digits in lower case")]
    Hash {
        /// How it begins.
        found: String,
    },
}

/// Longer quotes of a broken file are cut in its error.
const LONGEST_QUOTE: usize = 160;
/// The longest reason; a parser may list every key it knows.
const LONGEST_REASON: usize = 600;

/// A quote from the file, fit for one line.
pub(crate) fn quote(text: &str) -> String {
    one_line(text, LONGEST_QUOTE)
}

/// A reason in one line, cut where it is very long.
pub(crate) fn reason(text: &str) -> String {
    one_line(text, LONGEST_REASON)
}

fn one_line(text: &str, most: usize) -> String {
    let mut line: String = text
        .chars()
        .take(most)
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    if text.chars().nth(most).is_some() {
        line.push('…');
    }
    line
}
